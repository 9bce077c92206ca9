/** `1823 AB` from `1823ab`, `1823  Ab`, `NL-1823AB`; null when it is no Dutch postcode. */
export function parsePostcode(text: string): string | null {
  const match = /^(?:NL[-\s]?)?([1-9]\d{3})\s*([A-Z]{2})$/.exec(text.trim().toUpperCase().replace(/\u00a0/g, ' '))
  return match ? `${match[1] ?? ''} ${match[2] ?? ''}` : null
}
