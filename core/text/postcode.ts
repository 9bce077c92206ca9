/** `1823 AB` from `1823ab`, `1823  Ab`, `1823-AB`, `1823 A.B.`, `NL-1823AB`; null when it is no Dutch postcode. */
export function parsePostcode(text: string): string | null {
  const match = /^(?:NL[-\s]?)?([1-9]\d{3})[\s.-]*([A-Z])\.?([A-Z])[.,;]?$/.exec(text.trim().toUpperCase())
  return match ? `${match[1] ?? ''} ${match[2] ?? ''}${match[3] ?? ''}` : null
}
