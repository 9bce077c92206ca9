import { decodeBinary, toBinary } from '../text/binary.ts'
import { fromBase64, utf8 } from '../text/bytes.ts'
import { plural } from '../text/numbers.ts'
import type { Problem } from './cell.ts'
import { DraftBuilder } from './draft-builder.ts'
import type { DraftList, DraftRow, Dropped, TargetField } from './draft.ts'
import { decodeText, detectEncoding } from './decode.ts'
import { forbiddenHeader } from './forbidden.ts'
import type { AddressGroup } from './columns.ts'

/** Values by attribute name in lower case. */
type Entry = Map<string, string[]>

/** Reads the persons of an LDIF address book; groups, organisations and units are no contacts. Never throws. */
export function readLdif(bytes: Uint8Array): DraftList {
  const rows: DraftRow[] = []
  const problems: Problem[] = []
  const dropped = new Map<string, Dropped>()
  let others = 0
  const { encoding } = detectEncoding(bytes)
  for (const { line, entry } of entriesOf(toBinary(encoding.startsWith('utf-16') ? utf8(decodeText(bytes).text) : bytes))) {
    if (isPerson(entry)) rows.push({ line, ...contactOf(entry) })
    else if (entry.has('dn')) others++
    for (const name of entry.keys()) {
      const why = forbiddenHeader(name)
      if (why !== undefined && !dropped.has(why)) dropped.set(why, { header: name, why })
    }
  }
  if (others > 0) problems.push({ line: 1, message: `${plural(others, 'onderdeel is', 'onderdelen zijn')} geen persoon maar bijvoorbeeld een groep of afdeling, en ${others === 1 ? 'is' : 'zijn'} overgeslagen.` })
  return { rows, problems, dropped: [...dropped.values()] }
}

function* entriesOf(text: string): Generator<{ line: number; entry: Entry }, void, void> {
  let entry: Entry = new Map()
  let start = 1, number = 0
  const lines = text.replace(/^\xef\xbb\xbf/, '').split(/\r*\n/)
  for (let at = 0; at <= lines.length; at++) {
    number = at + 1
    let line = lines[at] ?? ''
    while (/^[ \t]/.test(lines[at + 1] ?? '') && line !== '') line += (lines[++at] ?? '').slice(1)
    if (line.trim() === '') {
      if (entry.size > 0) yield { line: start, entry }
      entry = new Map()
      continue
    }
    if (line.startsWith('#')) continue
    const match = /^([^:]+):(:|<)? *([^]*)$/.exec(line)
    if (!match || match[2] === '<') continue
    if (entry.size === 0) start = number
    const name = (match[1] ?? '').replace(/;.*$/, '').trim().toLowerCase()
    const value = decodeBinary(match[2] === ':' ? toBinary(fromBase64(match[3] ?? '')) : (match[3] ?? '')).replaceAll('\r\n', '\n').trim()
    const known = otherNames.get(name) ?? name
    entry.set(known, [...(entry.get(known) ?? []), value])
  }
}

function isPerson(entry: Entry): boolean {
  if (entry.get('changetype')?.some((type) => /^(?:delete|modify|modrdn|moddn)$/i.test(type)) === true) return false
  const classes = entry.get('objectclass') ?? []
  // In an Active Directory a computer is a person as well.
  if (classes.length > 0) return classes.some((name) => /person/i.test(name)) && !classes.some((name) => /^computer$/i.test(name))
  return entry.has('mail') && (entry.has('cn') || entry.has('sn'))
}

/** Names that a directory may use for the same attribute. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['commonname', 'cn'], ['surname', 'sn'], ['gn', 'givenname'], ['rfc822mailbox', 'mail'], ['streetaddress', 'street'], ['localityname', 'l'], ['organizationname', 'o'], ['company', 'o'],
  ['mobiletelephonenumber', 'mobile'], ['cellphone', 'mobile'], ['hometelephonenumber', 'homephone'], ['othertelephone', 'telephonenumber'], ['othermobile', 'mobile'], ['otherhomephone', 'homephone'], ['info', 'description'],
])

const targets: readonly (readonly [string, TargetField, AddressGroup?])[] = [
  ['mail', 'email'], ['mozillasecondemail', 'email'], ['mobile', 'phone'], ['telephonenumber', 'phone'], ['homephone', 'phone'], ['o', 'organisation'],
  ['mozillahomestreet', 'street', 'thuis'], ['mozillahomestreet2', 'street', 'thuis'], ['mozillahomepostalcode', 'postcode', 'thuis'], ['mozillahomelocalityname', 'city', 'thuis'], ['homepostaladdress', 'address', 'thuis'],
  ['street', 'street', 'werk'], ['mozillaworkstreet2', 'street', 'werk'], ['postalcode', 'postcode', 'werk'], ['l', 'city', 'werk'], ['postaladdress', 'address', 'werk'], ['description', 'remarks'],
]

function contactOf(entry: Entry): Omit<DraftRow, 'line'> {
  const builder = new DraftBuilder()
  const first = (name: string): string => entry.get(name)?.[0] ?? ''
  const surname = first('sn'), full = first('cn')
  // 'Barbara Jensen' beside the surname 'Jensen' tells the first name.
  const given = first('givenname') || (surname !== '' && full.indexOf(surname) > 0 ? full.slice(0, full.indexOf(surname)) : '')
  builder.add('initials', first('initials'))
  builder.add('firstName', given)
  builder.add('lastName', surname)
  builder.add('fullName', first('displayname') || full)
  for (const [name, target, group] of targets) for (const value of entry.get(name) ?? []) {
    if (target === 'organisation') builder.addOrganisation(value)
    else builder.add(target, value.replace(/\s*\$\s*/g, '\n'), group)
  }
  return builder.build()
}
