import { createHash } from 'node:crypto'
import { dayIn } from '#core/actions/typed-day.ts'
import { linkState } from '#core/door/link.ts'
import { tokenLetters } from '#core/door/token.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { DOOR_SETTINGS_ID } from '#core/model/door-kinds.ts'
import { fieldsOf, kinds, type FieldsByKind, type KindName, type Row } from '#core/model/kinds.ts'
import { DELETED } from '#core/sync/row.ts'
import { keyOf, type ReadTx, type RowKey, type StoredRow } from '../store/contract.ts'

/** What the door is about; every other kind lies behind the wall of its transactions: names, addresses, notes and minutes among them. */
export const DOOR_READS = ['doorSettings', 'doorLink', 'doorMessage', 'meeting', 'attendance', 'consent', 'panel', 'panelMembership', 'terugkoppeling', 'action', 'signal', 'theme', 'wijk', 'buurt'] as const satisfies readonly KindName[]

/** Somebody with a link that works. `heading` and `reach` are also there for who has none. */
export interface Visit { readonly linkId: string; readonly contactId: string; readonly gebied: string; readonly expiresOn: string; readonly today: string }
/** What the municipality says on every page of the door. */
export interface DoorFace { readonly heading: string; readonly reach: string }
export interface Opened { readonly face: DoorFace; readonly visit: Visit | undefined }

/** A row with every field of its kind; undefined when it is not there or was deleted. */
export function readRow<K extends KindName>(kind: K, stored: StoredRow | undefined): Row<K> | undefined {
  if (!stored || stored.row.fields[DELETED] === true) return undefined
  return { ...initialOf(kind), ...stored.row.fields, id: stored.row.id, gebied: stored.row.gebied } as Row<K>
}
const initials = new Map<KindName, Readonly<Record<string, unknown>>>()
function initialOf(kind: KindName): Readonly<Record<string, unknown>> {
  const made = initials.get(kind) ?? Object.fromEntries(Object.entries(fieldsOf(kind)).map(([name, field]) => [name, field.initial]))
  initials.set(kind, made)
  return made
}
export const readRows = <K extends KindName>(kind: K, stored: readonly StoredRow[]): Row<K>[] => stored.flatMap((row) => readRow(kind, row) ?? [])

/** How a secret is kept: who reads the database or a laptop cannot open a door with it. */
export const linkIdOf = (letters: string): string => createHash('sha256').update(letters).digest('hex')

const settingsKey: RowKey = { kind: 'doorSettings', id: DOOR_SETTINGS_ID }
/** No gebied has this id: the same questions are asked for a link that nobody has. */
const NOWHERE = 'nergens'

/**
 * Who stands before the door. From here the transaction is about the gebied of the link and the kinds of the door.
 * The same questions are asked of the store whatever the token is, so that the time it takes tells nothing.
 */
export async function openDoor(tx: ReadTx, token: string, nowMs: number): Promise<Opened> {
  const letters = tokenLetters(token)
  const linkId = linkIdOf(letters === '' ? token.slice(0, 100) : letters)
  const gebied = await tx.gebiedOfLink(linkId) ?? NOWHERE
  await tx.within([MUNICIPALITY, gebied], DOOR_READS)
  const key = { kind: 'doorLink', id: linkId }
  const found = await tx.rows([settingsKey, key])
  const link = readRow('doorLink', found.get(keyOf(key)))
  const settings = readRow('doorSettings', found.get(keyOf(settingsKey))) ?? closed
  const today = dayIn(new Date(nowMs))
  const face = { heading: settings.heading, reach: settings.reach }
  const { contactId = null, expiresOn = null } = link ?? {}
  if (!settings.open || letters === '' || !link || contactId === null || expiresOn === null || linkState(link, settings, today) !== 'geldig') return { face, visit: undefined }
  return { face, visit: { linkId, contactId, gebied, expiresOn, today } }
}

const fields = kinds.doorSettings.fields
const closed: FieldsByKind['doorSettings'] = { open: fields.open.initial, address: fields.address.initial, days: fields.days.initial, heading: fields.heading.initial, reach: fields.reach.initial, linksFrom: fields.linksFrom.initial }
