/** Length of an IBAN by country: the SWIFT IBAN registry (ISO 13616), countries of SEPA and those that residents bank with most. */
const lengths: Readonly<Record<string, number>> = {
  NL: 18, BE: 16, DE: 22, FR: 27, LU: 20, GB: 22, IE: 22, ES: 24, PT: 25, IT: 27, AT: 20, CH: 21, LI: 21, DK: 18, SE: 24, NO: 15, FI: 18, IS: 26, PL: 28, CZ: 24, SK: 24, HU: 28, RO: 24, BG: 22, HR: 21, SI: 19,
  EE: 20, LV: 21, LT: 20, GR: 27, CY: 28, MT: 31, MC: 27, SM: 27, TR: 26, UA: 29, RS: 22, BA: 20, MK: 19, AL: 28,
}

/** ISO 7064 mod 97-10 over an IBAN without spaces: the check of ISO 13616. */
export function isIban(iban: string): boolean {
  const text = iban.toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(text) || lengths[text.slice(0, 2)] !== text.length) return false
  let rest = 0
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = sign >= 'A' ? sign.charCodeAt(0) - 55 : Number(sign)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const START = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?=[ .-]?[A-Z0-9])/giu

/** Where account numbers stand in a text, with or without spaces, as [from, to). */
export function findIbans(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(START)].flatMap(({ index }) => {
    const wanted = lengths[text.slice(index, index + 2).toUpperCase()]
    const end = wanted === undefined ? undefined : endOf(text, index, wanted)
    return end !== undefined && isIban(text.slice(index, end).replace(/[ .-]/g, '')) ? [[index, end] as const] : []
  })
}

/** The place after `count` letters and digits with at most one sign between two of them; undefined when the number goes on or stops. */
function endOf(text: string, from: number, count: number): number | undefined {
  let at = from
  for (let found = 0; found < count; found++) {
    if (found > 0 && /[ .-]/.test(text[at] ?? '')) at++
    if (!/[A-Z0-9]/i.test(text[at] ?? '')) return undefined
    at++
  }
  return /[\p{L}\p{N}]/u.test(text[at] ?? '') ? undefined : at
}
