/** Does this number pass the 11-proef of burgerservicenummers? Eight digits count as nine with a lost leading zero. */
export function isBsn(text: string): boolean {
  const digits = text.replace(/[\s.-]/g, '')
  if (!/^\d{8,9}$/.test(digits) || /^0+$/.test(digits)) return false
  const nine = digits.padStart(9, '0')
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nine[i]) * (i === 8 ? -1 : 9 - i)
  return sum % 11 === 0
}
