/** The name parts that a text holds; parts it does not hold are ''. */
export interface ReadName {
  readonly salutation: string
  readonly initials: string
  readonly firstName: string
  readonly prefix: string
  readonly lastName: string
}

/** Tussenvoegsels word by word: a run of these before a surname is its prefix. */
const prefixWords = new Set("aan af bij boven de den der des die dem d' het in l' la las le les los onder op over gen s' 's 't t ten ter te tot toe uit uijt van vanden vander vande ver voor von vom zu zum zur zur auf aus am im unter do da das del della dello dos du di dal dalla degli el al bin ben ibn ould".split(' '))
/** Short for 'van' and 'van der' and the like. Not in capitals: 'V.D.' are initials. */
const shortPrefixes = new Set('v. v.d. v.d vd vd. v/d v/d. v.h. v.h v/h v.de v.der v.den a/d o/d'.split(' '))
/** These also begin first names or surnames of their own, so they count only in lower case. */
const lowerOnly = new Set('al ben bin da do el die del dal la le di du ver am im te toe t den aus las los des dos das'.split(' '))

const salutationWord = /^(?:dhr|hr|heer|mevr|mevrouw|mw|mej|mejuffrouw|fam|familie|wed|meneer|mr\/mw|dhr\/mw|dhr\.?\/mevr|mrs|ms|miss)\.?$/i
const titleWord = /^(?:mr|dr|drs|ir|ing|prof|ds|bc|bacc|kand|jhr|jkvr|lic|h\.?c)\.$|^(?:drs|ir|ing|prof)$/i

const normalApostrophe = (word: string): string => word.toLowerCase().replace(/[’‘`´]/g, "'")

/** What ties the name of a partner to the surname before it: 'Bakker - van Dijk', 'Bakker e/v van Dijk'. */
const tie = /^(?:[-–].*|e\/v|e\.v\.|g\/v|w\/v|geb\.?|geboren|gesch\.)$/i
const and = /^(?:en|&|\+)$/i
/** What is written behind a whole name. Titles that could be initials ('M.A.') are left out. */
const degree = /^(?:LL\.?M\.?|M\.?Sc\.?|B\.?Sc\.?|MBA|Ph\.?D\.?|[js]r\.?|esq\.?)$/i

const isPrefixWord = (word: string): boolean => {
  const low = normalApostrophe(word)
  if (shortPrefixes.has(low)) return word !== word.toUpperCase()
  return prefixWords.has(low) && (!lowerOnly.has(low) || low === word || word === word.toUpperCase())
}

/** 'J.P.', 'Th.' */
export const isInitials = (word: string): boolean => /^(?:(?:\p{Lu}|IJ|Th|Ch|Chr|Ph|Fr|Jos|St|Sj|Tj|Joh|Wm)\.-?)+$/u.test(word)

const join = (...parts: string[]): string => parts.filter((part) => part !== '').join(' ')
const words = (text: string): string[] => text.trim().split(/[\s\u00a0]+/).filter((word) => word !== '')

const behindSurname = /^([^()]*\p{Lu}[^()]*?)\s+\(?((?:(?:van|de[nr]?|het|te[nr]?|v\.?\/?d\.?)(?:\s|$|(?=\))))+)\)?$/u

/** Splits a surname into tussenvoegsel and the rest: 'van der Berg', 'Berg, van der', 'Berg van der', "d'Hont". As typed, case included. */
export function splitSurname(text: string): { readonly prefix: string; readonly lastName: string } {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(text.trim())
  if (comma && words(comma[2] ?? '').every(isPrefixWord)) return { prefix: comma[2]?.trim() ?? '', lastName: comma[1]?.trim() ?? '' }
  const [, before, behind] = (text.length < 300 ? behindSurname.exec(text.trim()) : null) ?? []
  if (before !== undefined && behind !== undefined) return { prefix: behind.trim(), lastName: before }
  const parts = words(text)
  let count = 0
  while (count < parts.length - 1 && isPrefixWord(parts[count] ?? '')) count++
  if (count > 0) return { prefix: parts.slice(0, count).join(' '), lastName: parts.slice(count).join(' ') }
  const elided = /^([dl]['’])(\p{Lu}.*)$/u.exec(text.trim())
  return elided ? { prefix: elided[1] ?? '', lastName: elided[2] ?? '' } : { prefix: '', lastName: text.trim() }
}

/** A surname with the tussenvoegsel behind it, as old lists have it: 'Vries de', 'Berg v.d.'; otherwise as `splitSurname`. */
function splitListedSurname(parts: readonly string[]): { readonly prefix: string; readonly lastName: string } {
  let from = parts.length
  while (from > 1 && isPrefixWord(parts[from - 1] ?? '')) from--
  return from === parts.length ? splitSurname(parts.join(' ')) : { prefix: parts.slice(from).join(' '), lastName: parts.slice(0, from).join(' ') }
}

/** A tussenvoegsel that was written behind the given names, as Dutch users do in the 'Middle name' of an address book: 'Zoë van den'. */
export function splitGivenNames(text: string): { readonly firstName: string; readonly prefix: string } {
  const parts = words(text)
  let from = parts.length
  while (from > 0 && isPrefixWord(parts[from - 1] ?? '') && parts[from - 1] === parts[from - 1]?.toLowerCase()) from--
  return from === 0 ? { firstName: text, prefix: '' } : { firstName: parts.slice(0, from).join(' '), prefix: parts.slice(from).join(' ') }
}

/** Splits a whole name: 'J. van der Berg-de Wit', 'Jansen, van der', 'Berg, J. van der', 'Mevr. A.B. de Vries', "Jan voor in 't Hout". */
export function splitFullName(text: string): ReadName {
  const pieces = withoutBrackets(unglued(text)).split(',').map((piece) => piece.trim()).filter((piece) => piece !== '')
  const [last = '', ...rest] = pieces
  if (rest.every((piece) => words(piece).every((word) => degree.test(word)))) {
    const name = withRemark(last)
    return { ...name, lastName: [name.lastName, ...rest].join(', ') }
  }
  // 'Jansen, J., mevr.' and 'Berg, van der, Jan': after the comma come salutation, given names and prefix in any order.
  const [behindComma = '', called = ''] = splitCalled(rest.join(' '))
  const given = takeSalutation(words(behindComma))
  const prefixStart = given.words.findIndex((_, i) => given.words.slice(i).every(isPrefixWord))
  const prefixFirst = given.words.findIndex((word) => !isPrefixWord(word))
  const inFront = prefixFirst > 0 ? given.words.slice(0, prefixFirst) : []
  const behind = prefixStart >= 0 && inFront.length === 0 ? given.words.slice(prefixStart) : []
  const names = [...given.words.slice(inFront.length, given.words.length - behind.length), ...(called === '' ? [] : [called])]
  const surname = takeSalutation(words(last))
  const own = splitListedSurname(surname.words)
  const prefix = [...inFront, ...behind].join(' ') || own.prefix
  const lastName = inFront.length + behind.length > 0 ? surname.words.join(' ') : own.lastName
  return { salutation: given.salutation || surname.salutation, ...givenNames(names), prefix, lastName }
}

/** 'J.Jansen' and 'A.B.de Vries' with a space behind the initials. */
const unglued = (text: string): string => (text.includes('@') ? text : text.replace(/(?<![\p{L}.])((?:\p{Lu}\.)+)(?=\p{L}\p{Ll}+(?![\p{L}.]))/gu, '$1 '))

/** 'J. de (Jan)': the words without the name in brackets, and that name, brackets and all. */
function splitCalled(text: string): readonly [string, string] {
  const [, before = '', called = '', after = ''] = /^([^()]*)(\([^()]+\))([^()]*)$/.exec(text) ?? []
  return called === '' ? [text, ''] : [`${before} ${after}`, called]
}

/** 'Jansen, van der (mw. A.)' is 'Jansen, mw. A., van der', and 'A. Jansen (dhr.)' is 'dhr. A. Jansen'; a first name, as in 'J. (Jan) Jansen', stays. */
function withoutBrackets(text: string): string {
  const [whole, before = '', inside = '', after = ''] = /^([^()]*)\(([^()]+)\)([^()]*)$/.exec(text) ?? []
  const parts = words(inside)
  if (whole === undefined || !parts.every((word) => salutationWord.test(word) || isInitials(word))) return text
  if (parts.every((word) => salutationWord.test(word))) return `${inside} ${before}${after}`
  const [last = '', ...rest] = `${before}${after}`.split(',')
  return [last, inside, ...rest].join(',')
}

/** 'Jan Jansen (weduwe)': what is said behind a name stays behind the surname. */
function withRemark(text: string): ReadName {
  const [, before = '', remark = ''] = /^(.*\S)\s+(\([^()]*\))$/.exec(text) ?? []
  const name = forwards(words(before))
  return name.lastName === '' ? forwards(words(text)) : { ...name, lastName: `${name.lastName} ${remark}` }
}

/** 'Mevr. A.' and 'De heer Jan' where only initials or a first name belong. */
export function splitSalutation(text: string): { readonly salutation: string; readonly rest: string } {
  const { salutation, words: rest } = takeSalutation(words(text))
  return { salutation, rest: salutation === '' ? text : rest.join(' ') }
}

function takeSalutation(all: readonly string[]): { salutation: string; words: string[] } {
  const taken: string[] = []
  const rest = [...all]
  if (rest.length > 1 && /^de$/i.test(rest[0] ?? '') && /^(?:heer|dames?|familie)$/i.test(rest[1] ?? '')) taken.push(rest.shift() ?? '')
  const isTitle = (word = ''): boolean => salutationWord.test(word) || titleWord.test(word)
  while (rest.length > 1 && isTitle(rest[0])) {
    taken.push(rest.shift() ?? '')
    // 'Dhr. en mevr. Bakker'
    if (rest.length > 2 && and.test(rest[0] ?? '') && isTitle(rest[1])) taken.push(rest.shift() ?? '')
  }
  if (rest.length > 1 && salutationWord.test(rest.at(-1) ?? '')) taken.unshift(rest.pop() ?? '')
  return { salutation: taken.join(' '), words: rest }
}

function forwards(all: readonly string[]): ReadName {
  const { salutation, words: parts } = takeSalutation(all)
  const none = { salutation, initials: '', firstName: '', prefix: '', lastName: '' }
  if (parts.length === 0) return none
  if (parts.length === 1) return salutation !== '' ? { ...none, lastName: parts[0] ?? '' } : isInitials(parts[0] ?? '') ? { ...none, initials: parts[0] ?? '' } : { ...none, lastName: parts[0] ?? '' }
  const tied = parts.findIndex((word, i) => i > 0 && (tie.test(word) || /[-–]$/.test(parts[i - 1] ?? '')))
  if (tied > 0 && (tied < parts.length - 1 || !/^[-–]$/.test(parts[tied] ?? ''))) {
    const name = forwards(parts.slice(0, tied))
    return { ...name, salutation: join(salutation, name.salutation), lastName: join(name.lastName, ...parts.slice(tied)) }
  }
  const listed = surnameFirst(parts, salutation)
  if (listed) return { ...none, ...listed }
  // Of the prefixes that may be first names, only those in lower case or behind a salutation begin a name: 'Ben Jansen'.
  const from = parts.findIndex((word, i) => i < parts.length - 1 && isPrefixWord(word) && (i > 0 || salutation !== '' || word === word.toLowerCase() || !lowerOnly.has(normalApostrophe(word))))
  if (from >= 0) {
    const { prefix, lastName } = splitSurname(parts.slice(from).join(' '))
    return { ...none, ...givenNames(parts.slice(0, from)), prefix, lastName }
  }
  const start = surnameStart(parts)
  return { ...none, ...givenNames(parts.slice(0, start)), ...splitSurname(parts.slice(start).join(' ')) }
}

/** 'Jansen A.B.', 'VAN DER BERG J', 'Mevr. Jansen A.': the initials behind the surname; undefined where they may be the surname, as in 'Jan B.'. */
function surnameFirst(parts: readonly string[], salutation: string): Omit<ReadName, 'firstName'> | undefined {
  const initials = parts.at(-1) ?? '', [first = ''] = parts
  if (!isInitials(initials) && !/^\p{Lu}$/u.test(initials)) return undefined
  if (isInitials(first) || /^(?:[BNC]\.V|V\.O\.F|U\.A)\.$/.test(initials)) return undefined
  const before = parts.slice(0, -1).join(' ')
  const sure = salutation !== '' || isPrefixWord(first) || /^(?:\p{Lu}\.){2,}$/u.test(initials) || (before.length > 2 && before === before.toUpperCase())
  const surname = takeSalutation(parts.slice(0, -1))
  return sure ? { salutation: join(salutation, surname.salutation), initials, ...splitListedSurname(surname.words) } : undefined
}

/** Behind initials everything is surname ('J. Jansen Steur'); behind first names, and behind two persons, only the last word. */
function surnameStart(parts: readonly string[]): number {
  const initials = parts.findIndex((word) => !isInitials(word) && !/^\(.*\)$/.test(word))
  return initials > 0 && !parts.some((word) => and.test(word)) ? initials : parts.length - 1
}

/** 'J. (Jan)' and 'Jan' and 'J.P.' and 'Jan P.' */
function givenNames(parts: readonly string[]): { initials: string; firstName: string } {
  const leading = parts.findIndex((word) => !isInitials(word))
  const count = leading < 0 ? parts.length : leading
  const firstName = parts.slice(count).join(' ')
  // 'A. en B.' are two persons.
  if (count > 0 && and.test(parts[count] ?? '')) return { initials: '', firstName: parts.join(' ') }
  return { initials: parts.slice(0, count).join(''), firstName: count > 0 && /^\([^()]+\)$/.test(firstName) ? firstName.slice(1, -1) : firstName }
}

/** A name typed in capitals only ('VAN DER BERG', 'IJSSELSTEIN') in ordinary case; null when it was not. */
export function uncapitalise(text: string): string | null {
  if (text !== text.toUpperCase() || !/\p{Lu}{2}\p{Lu}|^\p{Lu}{2}$|\p{Lu}{2,}['’ -]\p{Lu}/u.test(text)) return null
  return text.toLowerCase().replace(/(^|[\s\-'’(])(ij|\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}
