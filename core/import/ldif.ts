import { decodeBinary, toBinary } from '../text/binary.ts'
import { fromBase64 } from '../text/bytes.ts'
import { plural } from '../text/numbers.ts'
import type { Problem } from './cell.ts'
import { DraftBuilder } from './draft-builder.ts'
import type { DraftList, DraftRow, Dropped, TargetField } from './draft.ts'
import { BIRTH } from './forbidden.ts'
import type { AddressGroup } from './columns.ts'

/** Values by attribute name in lower case. */
type Entry = Map<string, string[]>

/** Reads the persons of an LDIF address book; groups, organisations and units are no contacts. Never throws. */
export function readLdif(bytes: Uint8Array): DraftList {
  const rows: DraftRow[] = []
  const problems: Problem[] = []
  let born = false, others = 0
  for (const { line, entry } of entriesOf(toBinary(bytes))) {
    if (isPerson(entry)) rows.push({ line, ...contactOf(entry) })
    else if (entry.has('dn')) others++
    born ||= entry.has('birthyear') || entry.has('birthday')
  }
  if (others > 0) problems.push({ line: 1, message: `${plural(others, 'onderdeel is', 'onderdelen zijn')} geen persoon maar bijvoorbeeld een groep of afdeling, en ${others === 1 ? 'is' : 'zijn'} overgeslagen.` })
  const dropped: Dropped[] = born ? [{ header: 'birthday', why: BIRTH }] : []
  return { rows, problems, dropped }
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
    const name = (match[1] ?? '').replace(/;.*$/, '').toLowerCase()
    const value = decodeBinary(match[2] === ':' ? toBinary(fromBase64(match[3] ?? '')) : (match[3] ?? '')).trim()
    entry.set(name, [...(entry.get(name) ?? []), value])
  }
}

function isPerson(entry: Entry): boolean {
  if (entry.get('changetype')?.some((type) => /^(?:delete|modify|modrdn|moddn)$/i.test(type)) === true) return false
  const classes = entry.get('objectclass') ?? []
  if (classes.length > 0) return classes.some((name) => /person/i.test(name))
  return entry.has('mail') && (entry.has('cn') || entry.has('sn'))
}

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
  builder.add('firstName', given)
  builder.add('lastName', surname)
  builder.add('fullName', first('displayname') || full)
  for (const [name, target, group] of targets) for (const value of entry.get(name) ?? []) builder.add(target, value.replace(/\s*\$\s*/g, '\n'), group)
  return builder.build()
}
