/** Letters that Unicode does not take apart into a base letter and a mark. */
const whole: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', þ: 'th', ŧ: 't', ŋ: 'n', ĸ: 'k', ŀ: 'l', ĳ: 'ij' }

/** Text for comparing and searching: lower case, without diacritics, one kind of apostrophe, dash and space. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  return text
    .normalize('NFD').replace(/\p{Mn}+/gu, '').toLowerCase().normalize('NFC')
    .replace(/[ßæœøđðłħıþŧŋĸŀĳ]/g, (letter) => whole[letter] ?? letter)
    .replace(/[’‘ʼ`´′]/g, "'").replace(/[‐‑‒–—−]/g, '-').replace(/\s+/g, ' ')
}

/** ASCII without backtick or runs of white space needs no work, and is nearly everything. */
const isPlain = (text: string): boolean => /^[!-_a-~]*(?: [!-_a-~]+)*$/.test(text)

/** Only letters and digits of the folded text: `Jansen - de Vries` and `jansen-de vries` are the same. */
export const foldTight = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
