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
/** These also begin first names or surnames of their own, so they count only in lower case. */
const lowerOnly = new Set('al ben bin da do el die del dal la le di du in ver am im te toe t den aus las los des dos das'.split(' '))

const salutationWord = /^(?:dhr|hr|heer|mevr|mevrouw|mw|mej|mejuffrouw|fam|familie|meneer|mr\/mw|dhr\/mw|dhr\.?\/mevr|mrs|ms|miss)\.?$/i
const titleWord = /^(?:mr|dr|drs|ir|ing|prof|ds|bc|bacc|kand|jhr|jkvr|lic|h\.?c)\.$|^(?:drs|ir|ing|prof)$/i

const normalApostrophe = (word: string): string => word.toLowerCase().replace(/[’‘`´]/g, "'")

const isPrefixWord = (word: string): boolean => {
  const low = normalApostrophe(word)
  return prefixWords.has(low) && (!lowerOnly.has(low) || low === word || word === word.toUpperCase())
}

const isInitials = (word: string): boolean => /^(?:(?:\p{Lu}|IJ|Th|Ch|Chr|Ph|Fr|Jos|St|Sj|Tj|Joh|Wm)\.-?)+$/u.test(word)

const words = (text: string): string[] => text.trim().split(/[\s\u00a0]+/).filter((word) => word !== '')

/** Splits a surname into tussenvoegsel and the rest: 'van der Berg', 'Berg, van der', "d'Hont". As typed, case included. */
export function splitSurname(text: string): { readonly prefix: string; readonly lastName: string } {
  const comma = /^([^,]+),\s*([^,]+)$/.exec(text.trim())
  if (comma && words(comma[2] ?? '').every(isPrefixWord)) return { prefix: comma[2]?.trim() ?? '', lastName: comma[1]?.trim() ?? '' }
  const parts = words(text)
  let count = 0
  while (count < parts.length - 1 && isPrefixWord(parts[count] ?? '')) count++
  if (count > 0) return { prefix: parts.slice(0, count).join(' '), lastName: parts.slice(count).join(' ') }
  const elided = /^([dl]['’])(\p{Lu}.*)$/u.exec(text.trim())
  return elided ? { prefix: elided[1] ?? '', lastName: elided[2] ?? '' } : { prefix: '', lastName: text.trim() }
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
  const pieces = withoutBrackets(text).split(',').map((piece) => piece.trim()).filter((piece) => piece !== '')
  const [last = '', ...rest] = pieces
  if (rest.length === 0) return withRemark(last)
  // 'Jansen, J., mevr.' and 'Berg, van der, Jan': after the comma come salutation, given names and prefix in any order.
  const given = takeSalutation(rest.flatMap(words))
  const prefixStart = given.words.findIndex((_, i) => given.words.slice(i).every(isPrefixWord))
  const prefixFirst = given.words.findIndex((word) => !isPrefixWord(word))
  const inFront = prefixFirst > 0 ? given.words.slice(0, prefixFirst) : []
  const behind = prefixStart >= 0 && inFront.length === 0 ? given.words.slice(prefixStart) : []
  const names = given.words.slice(inFront.length, given.words.length - behind.length)
  const surname = takeSalutation(words(last))
  const own = splitSurname(surname.words.join(' '))
  const prefix = [...inFront, ...behind].join(' ') || own.prefix
  const lastName = inFront.length + behind.length > 0 ? surname.words.join(' ') : own.lastName
  return { salutation: given.salutation || surname.salutation, ...givenNames(names), prefix, lastName }
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

function takeSalutation(all: readonly string[]): { salutation: string; words: string[] } {
  const taken: string[] = []
  const rest = [...all]
  if (rest.length > 1 && /^de$/i.test(rest[0] ?? '') && /^(?:heer|dames?|familie)$/i.test(rest[1] ?? '')) taken.push(...rest.splice(0, 2))
  while (rest.length > 1 && (salutationWord.test(rest[0] ?? '') || titleWord.test(rest[0] ?? ''))) taken.push(rest.shift() ?? '')
  if (rest.length > 1 && salutationWord.test(rest.at(-1) ?? '')) taken.unshift(rest.pop() ?? '')
  return { salutation: taken.join(' '), words: rest }
}

function forwards(all: readonly string[]): ReadName {
  const { salutation, words: parts } = takeSalutation(all)
  const none = { salutation, initials: '', firstName: '', prefix: '', lastName: '' }
  if (parts.length === 0) return none
  if (parts.length === 1) return salutation !== '' ? { ...none, lastName: parts[0] ?? '' } : isInitials(parts[0] ?? '') ? { ...none, initials: parts[0] ?? '' } : { ...none, lastName: parts[0] ?? '' }
  // A prefix can begin the name only in lower case or behind a salutation: 'Ben Jansen' has a first name.
  const from = parts.findIndex((word, i) => i < parts.length - 1 && isPrefixWord(word) && (i > 0 || salutation !== '' || word === word.toLowerCase()))
  if (from >= 0) {
    const { prefix, lastName } = splitSurname(parts.slice(from).join(' '))
    return { ...none, ...givenNames(parts.slice(0, from)), prefix, lastName }
  }
  const start = surnameStart(parts)
  return { ...none, ...givenNames(parts.slice(0, start)), ...splitSurname(parts.slice(start).join(' ')) }
}

/** Behind initials everything is surname ('J. Jansen Steur'); behind first names only the last word, or what a dash ties to it. */
function surnameStart(parts: readonly string[]): number {
  const initials = parts.findIndex((word) => !isInitials(word) && !/^\(.*\)$/.test(word))
  if (initials > 0) return initials
  let start = parts.length - 1
  while (start > 2 && (/^[-–]$/.test(parts[start - 1] ?? '') || /[-–]$/.test(parts[start - 1] ?? '') || /^[-–]./.test(parts[start] ?? ''))) start -= /^[-–]$/.test(parts[start - 1] ?? '') ? 2 : 1
  return start
}

/** 'J. (Jan)' and 'Jan' and 'J.P.' and 'Jan P.' */
function givenNames(parts: readonly string[]): { initials: string; firstName: string } {
  const leading = parts.findIndex((word) => !isInitials(word))
  const count = leading < 0 ? parts.length : leading
  const firstName = parts.slice(count).join(' ')
  return { initials: parts.slice(0, count).join(''), firstName: count > 0 && /^\([^()]+\)$/.test(firstName) ? firstName.slice(1, -1) : firstName }
}

/** A name typed in capitals only ('VAN DER BERG', 'IJSSELSTEIN') in ordinary case; null when it was not. */
export function uncapitalise(text: string): string | null {
  if (text !== text.toUpperCase() || !/\p{Lu}{2}\p{Lu}|^\p{Lu}{2}$|\p{Lu}{2,}['’ -]\p{Lu}/u.test(text)) return null
  return text.toLowerCase().replace(/(^|[\s\-'’(])(ij|\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}
