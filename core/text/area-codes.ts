export type AreaLevel = 'GM' | 'WK' | 'BU'

const digits: Readonly<Record<AreaLevel, number>> = { GM: 4, WK: 6, BU: 8 }

/**
 * A CBS code in full: `WK036101` from `wk036101 `, `036101`, `0361 01` and `36101` (a spreadsheet took the zero). Without a level
 * the prefix or the number of digits decides. Since 2022 a wijk may have letters: `WK0363AA`, `BU0363AA01`. Null when it is no such code.
 */
export function normaliseArea(text: string, level?: AreaLevel): string | null {
  const plain = tight(text.trim().toUpperCase()), lettered = /^(?:(WK)\d{4}[A-Z]{2}|(BU)\d{4}[A-Z]{2}\d{2})$/.exec(plain)
  if (lettered) return level === undefined || level === (lettered[1] ?? lettered[2]) ? plain : null
  const match = /^(GM|WK|BU)?\s*(\d{3,8})$/.exec(plain)
  if (!match) return null
  const given = match[1] as AreaLevel | undefined
  const number = match[2] ?? ''
  const used = given ?? level ?? levelOf(number.length)
  if (used === null || (level !== undefined && used !== level) || number.length > digits[used] || number.length < digits[used] - 1) return null
  return used + number.padStart(digits[used], '0')
}

/** Written in parts, as 'BU 0361-0801' or '0361 08'. Without the letters only a space may part them: '2024-03-12' is a day. */
const tight = (text: string): string => text.replace(/^(WK|BU)[\s._-]*(\d{4})[\s._-]*(\d{2})[\s._-]*(\d{2})?$/, '$1$2$3$4').replace(/^(\d{3,4}) (\d{2}) ?(\d{2})?$/, '$1$2$3')

/** A single lost zero: 5 digits are a wijk, 7 a buurt, 3 a gemeente. */
const levelOf = (length: number): AreaLevel | null => (length <= 4 ? 'GM' : length <= 6 ? 'WK' : length <= 8 ? 'BU' : null)
