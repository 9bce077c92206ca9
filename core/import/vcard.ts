import { utf8 } from '../text/bytes.ts'
import { decodeBinary, fromQuotedPrintable, toBinary } from '../text/binary.ts'
import type { Problem } from './cell.ts'
import type { AddressGroup } from './columns.ts'
import { DraftBuilder } from './draft-builder.ts'
import { decodeText, detectEncoding } from './decode.ts'
import type { DraftList, DraftRow, Dropped } from './draft.ts'
import { BIRTH, forbiddenHeader, SEX } from './forbidden.ts'
import { runToEnd, type Steps } from './steps.ts'

/** One line of a card: `item1.TEL;TYPE=home,voice:012`. Names and parameters in upper case. */
interface Property {
  readonly name: string
  readonly types: ReadonlySet<string>
  readonly charset: string
  readonly quotedPrintable: boolean
  /** One byte per character. */
  readonly value: string
}
interface Card {
  readonly properties: Property[]
  version: string
}

const CARDS_PER_STEP = 200

/** Reads every card of a vCard file (2.1, 3.0, 4.0). The `line` of a row is the number of its card. Never throws. */
export const readVcards = (bytes: Uint8Array): DraftList => runToEnd(readVcardsSteps(bytes))

/** `readVcards` in steps. */
export function* readVcardsSteps(bytes: Uint8Array): Steps<DraftList> {
  const rows: DraftRow[] = []
  const problems: Problem[] = []
  const unused = new Map<string, Dropped>()
  let number = 0
  for (const card of cardsOf(linesOf(bytes), problems)) {
    number++
    if (isGroup(card)) problems.push({ line: number, message: `Kaartje ${String(number)} is een groep en geen persoon.` })
    else rows.push({ line: number, ...contactOf(card, unused) })
    if (number % CARDS_PER_STEP === 0) yield { phase: 'lezen', done: number, total: number + CARDS_PER_STEP }
  }
  return { rows, problems, dropped: [...unused.values()] }
}

/** Logical lines: folds undone, before decoding, because a fold may cut a character in two. */
function linesOf(bytes: Uint8Array): string[] {
  const { encoding } = detectEncoding(bytes)
  const plain = encoding.startsWith('utf-16') ? utf8(decodeText(bytes).text) : bytes
  // Files put one behind the other keep a byte order mark before each.
  const text = toBinary(plain).replace(/(^|[\r\n])\xef\xbb\xbf/g, '$1')
  // A lone carriage return ends a line only in files that have no other line ends.
  const lines = text.includes('\n') ? text.split(/\r*\n/) : text.split('\r')
  const logical: string[][] = []
  let soft = false, quotedPrintable = false
  for (const line of lines) {
    if (soft) logical.at(-1)?.push(line)
    else if (/^[ \t]/.test(line) && logical.length > 0) logical.at(-1)?.push(line.slice(1))
    else {
      logical.push([line])
      quotedPrintable = /^[^:]*[;=]quoted(?:-printable)?[;:]/i.test(line)
    }
    soft = quotedPrintable && line.endsWith('=')
    if (soft) logical.at(-1)?.push((logical.at(-1)?.pop() ?? '').slice(0, -1))
  }
  return logical.map((pieces) => pieces.join(''))
}

function* cardsOf(lines: readonly string[], problems: Problem[]): Generator<Card, void, void> {
  let card: Card | undefined
  let count = 0, agent: '' | 'before' | 'inside' = ''
  for (const line of lines) {
    const property = propertyOf(line)
    if (!property) continue
    const border = property.value.trim().toUpperCase() === 'VCARD' && /^(?:BEGIN|END)$/.test(property.name)
    // Version 2.1 writes the card of somebody's agent inside the card: it says nothing about the person.
    if (agent === 'before') agent = border && property.name === 'BEGIN' ? 'inside' : ''
    if (agent === 'inside') {
      if (border && property.name === 'END') agent = ''
    } else if (card && property.name === 'AGENT' && /^(?:begin:vcard)?$/i.test(property.value.trim())) {
      agent = property.value.trim() === '' ? 'before' : 'inside'
      card.properties.push({ ...property, value: 'card' })
    } else if (border) {
      // A card that is not closed ends where the next begins.
      if (card && card.properties.length > 0) { count++; yield card }
      card = property.name === 'BEGIN' ? { properties: [], version: '' } : undefined
    } else if (property.name === 'VERSION' && card) card.version = property.value.trim()
    else card?.properties.push(property)
  }
  if (!card || card.properties.length === 0) return
  problems.push({ line: count + 1, message: `Kaartje ${String(count + 1)} is niet compleet: het einde ontbreekt.` })
  yield card
}

function propertyOf(line: string): Property | undefined {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):([^]*)$/.exec(line)
  if (!match) return undefined
  const types = new Set<string>()
  let charset = '', encoding = ''
  for (const parameter of (match[2] ?? '').match(/(?:[^";]|"[^"]*")+/g) ?? []) {
    const [name = '', ...rest] = parameter.split('=')
    const value = rest.join('=').replaceAll('"', '')
    if (rest.length === 0 && /^(?:quoted(?:-printable)?|base64|8bit|7bit|b)$/i.test(name)) encoding = name
    else if (rest.length === 0) types.add(name.toUpperCase())
    else if (/^type$/i.test(name)) for (const type of value.split(',')) types.add(type.trim().toUpperCase())
    else if (/^charset$/i.test(name)) charset = value
    else if (/^encoding$/i.test(name)) encoding = value
    else if (/^pref$/i.test(name)) types.add('PREF')
  }
  const quotedPrintable = /^quoted(?:-printable)?$/i.test(encoding)
  return { name: (match[1] ?? '').toUpperCase(), types, charset, quotedPrintable, value: quotedPrintable ? fromQuotedPrintable(match[3] ?? '') : (match[3] ?? '') }
}

const says = (card: Card, names: RegExp, values: RegExp): boolean => card.properties.some(({ name, value }) => names.test(name) && values.test(value.trim()))
const isGroup = (card: Card): boolean => says(card, /^(?:X-ADDRESSBOOKSERVER-)?KIND$/, /^group$/i)
/** Some programs mark everybody who works somewhere as a company, so only where there is no name of a person. */
const isOrganisation = (card: Card): boolean => (says(card, /^KIND$/, /^org$/i) || says(card, /^X-ABSHOWAS$/, /^company$/i)) && !says(card, /^N$/, /[^;\s]/)

/** Components of a value by separator, each undone of its escapes. Version 2.1 escapes semicolons only. */
function components(card: Card, { value, charset }: Property, separator: ';' | ','): string[] {
  const text = decodeBinary(value, charset).replaceAll('\r\n', '\n')
  const parts: string[] = ['']
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    const next = text[at + 1]
    if (character === separator && (separator === ';' || card.version !== '2.1')) parts.push('')
    else if (character === '\\' && next !== undefined && (card.version !== '2.1' || next === ';')) {
      parts[parts.length - 1] += next === 'n' || next === 'N' ? '\n' : next
      at++
    } else parts[parts.length - 1] += character
  }
  return parts
}

/** A value as one text, its escapes undone. */
const whole = ({ version }: Card, { value, charset }: Property): string => {
  const text = decodeBinary(value, charset)
  if (version === '2.1') return text.replace(/\\([;,])/g, '$1').replaceAll('\r\n', '\n')
  return text.replaceAll('\r\n', '\n').replace(/\\([^])/g, (_, next: string) => (next === 'n' || next === 'N' ? '\n' : next))
}

const groupOf = (types: ReadonlySet<string>): AddressGroup => (types.has('WORK') ? 'werk' : types.has('HOME') ? 'thuis' : 'anders')

/** Properties that say nothing about the contact as such. */
const technical = /^(?:UID|REV|PRODID|SOURCE|CLASS|KIND|VERSION|LANG|TZ|SORT-STRING|CLIENTPIDMAP|NAME|PROFILE|MAILER|X-ABLABEL|X-ABADR|FBURL|CALURI|CALADRURI)$/

function contactOf(card: Card, unused: Map<string, Dropped>): Omit<DraftRow, 'line'> {
  const builder = new DraftBuilder()
  const preferredFirst = [...card.properties].sort((a, b) => Number(b.types.has('PREF')) - Number(a.types.has('PREF')))
  const split = card.properties.find(({ name }) => name === 'X-TUSSENVOEGSEL')
  const prefix = split && whole(card, split)
  for (const property of preferredFirst) {
    if (property.value.trim() === '' || take(builder, card, property, prefix)) continue
    const { name } = property
    const header = name.startsWith('X-') && forbiddenHeader(name.slice(2)) === undefined ? 'X-…' : name
    if (!technical.test(name) && !unused.has(header)) unused.set(header, { header, why: whyUnused(header) })
  }
  return builder.build()
}

const whyUnused = (name: string): string => name === 'X-…' ? 'Eigen gegevens van het andere programma worden niet overgenomen.' : (name === 'BDAY' || name === 'BIRTHPLACE' || name === 'DEATHDATE' ? BIRTH : name === 'GENDER' ? SEX : forbiddenHeader(name.replace(/^X-/, '')) ?? 'Dit gegeven heeft geen plaats in een contact.')

/** Puts a property where it belongs; false when it has no place. */
function take(builder: DraftBuilder, card: Card, property: Property, prefix: string | undefined): boolean {
  const { name, types } = property
  switch (name) {
    case 'FN':
      if (isOrganisation(card)) builder.addOrganisation(whole(card, property))
      else builder.add('fullName', whole(card, property))
      return true
    case 'N': takeName(builder, card, property, prefix); return true
    case 'ORG': builder.addOrganisation(components(card, property, ';')[0] ?? ''); return true
    case 'EMAIL': builder.add('email', whole(card, property)); return true
    case 'TEL':
      if (!types.has('FAX') && !types.has('PAGER') && ![...types].some((type) => type.endsWith('FAX'))) builder.add('phone', whole(card, property).replace(/^tel:/i, '').replace(/;ext=.*$/i, ''))
      return true
    case 'ADR': if (!card.properties.some((other) => other.name === 'X-ADRES-NL')) takeAddress(builder, components(card, property, ';'), groupOf(types)); return true
    // The address as on a letter; only for those who have no other.
    case 'LABEL': if (card.properties.every((other) => other.name !== 'ADR')) takeAddress(builder, ['', '', whole(card, property).trim()], groupOf(types)); return true
    case 'X-ADRES-NL': builder.exactAddress(components(card, property, ';')); return true
    case 'NOTE': builder.add('remarks', whole(card, property).trimEnd()); return true
    case 'CATEGORIES': for (const label of components(card, property, ',')) builder.addLabel(label); return true
    case 'X-VOORLETTERS': builder.add('initials', whole(card, property)); return true
    case 'X-TUSSENVOEGSEL': return true
    default: return false
  }
}

function takeName(builder: DraftBuilder, card: Card, property: Property, prefix: string | undefined): void {
  const spaced = (text: string): string => (card.version === '2.1' ? text : text.replace(/(?<!\\),(?=\S)/g, ' '))
  const [last = ''] = components(card, property, ';').map((part) => part.trim())
  const [, first = '', more = '', title = ''] = components(card, { ...property, value: spaced(property.value) }, ';').map((part) => part.trim())
  // 'N:Jan van der Berg': a name in one piece.
  if (!property.value.includes(';') && last.includes(' ')) return builder.add('fullName', last)
  builder.add('salutation', title)
  builder.add('firstName', [first, spaced(more)].filter((part) => part !== '').join(' '))
  if (prefix === undefined) builder.add('lastName', last)
  else builder.exactSurname(prefix, last.startsWith(prefix) ? last.slice(prefix.length).trim() : last)
}

function takeAddress(builder: DraftBuilder, [box = '', extra = '', street = '', city = '', , postcode = '']: readonly string[], group: AddressGroup): void {
  builder.nextAddress(group)
  const lines = [street, extra, box].map((part) => part.trim()).filter((part) => part !== '')
  if (lines.length === 1 && !lines[0]?.includes('\n')) builder.add('street', lines[0] ?? '', group)
  else if (lines.length > 0) builder.add('address', lines.join('\n'), group)
  builder.add('postcode', postcode, group)
  builder.add('city', city, group)
}
