/** '1.234' and '7,4': Dutch separators, at most `decimals` decimals, without trailing zeros. */
export function dutchNumber(value: number, decimals = 2): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.')
  const shown = fraction.replace(/0+$/, '')
  const negative = value < 0 && Number(`${whole}.${fraction || '0'}`) !== 0
  return `${negative ? '−' : ''}${whole.replace(/\B(?=(?:\d{3})+$)/g, '.')}${shown === '' ? '' : `,${shown}`}`
}

/** Reads '7,4', '1.234', '1.234,5', '7.4' and '−3'; null when it is no number. `1.234` is read as Dutch: 1234. */
export function parseDutchNumber(text: string): number | null {
  const clean = text.trim().replace(/^[−–]/, '-').replace(/[\u00a0\u202f ](?=\d{3}(?:\D|$))/g, '')
  if (/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(clean)) return Number(clean.replaceAll('.', '').replace(',', '.'))
  if (/^-?\d+(?:,\d+)?$/.test(clean)) return Number(clean.replace(',', '.'))
  return /^-?\d+\.\d+$/.test(clean) ? Number(clean) : null
}

/** '1 kunnen' does not exist: picks the singular for exactly one. */
export const plural = (count: number, one: string, many: string): string => `${dutchNumber(count, 0)} ${count === 1 ? one : many}`
