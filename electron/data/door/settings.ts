import type { DoorSettings } from '#core/contract/door.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { linkState } from '#core/door/link.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { DOOR_SETTINGS_ID } from '#core/model/door-kinds.ts'
import { kinds, type FieldsByKind } from '#core/model/kinds.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import type { Done } from '#core/contract/contacts.ts'
import type { DataContext } from '../context.ts'
import { today } from '../contacts/rights.ts'
import { readConnection } from '../sync/memory.ts'
import { houseStyle } from '../settings/handlers.ts'

type Fields = FieldsByKind['doorSettings']
const plain = kinds.doorSettings.fields
const closed: Fields = { open: plain.open.initial, address: plain.address.initial, days: plain.days.initial, heading: plain.heading.initial, reach: plain.reach.initial, linksFrom: plain.linksFrom.initial }

export const settingsRow = ({ store }: DataContext): Fields => store.read('doorSettings', DOOR_SETTINGS_ID) ?? closed
/** Where residents find the door; '' on a laptop without a server. */
export const doorAddress = (context: DataContext): string => settingsRow(context).address || (readConnection(context.store)?.address ?? '')

export function doorSettings(context: DataContext): DoorSettings {
  const settings = settingsRow(context)
  const { open, address, days, heading, reach } = settings
  const links = mayReceive(context.session().role, 'doorLink') ? context.store.rows('doorLink', 'revokedOn IS NULL').filter((link) => linkState(link, settings, today(context)) === 'geldig').length : 0
  return { open, address, days, heading, reach, leadsTo: doorAddress(context), links }
}

/** @throws CommandFailure `NoRight`, `BadAddress`, `NoAddress`. */
export function saveDoorSettings(context: DataContext, fields: Partial<Fields>): Done {
  requireBeheerder(context)
  const next = { ...settingsRow(context), ...fields }
  if (fields.address !== undefined && fields.address !== '' && !isDoorAddress(fields.address)) throw new CommandFailure('BadAddress', 'Dit adres kan niet. Begin met https:// en geef alleen de naam, bijvoorbeeld https://deur.uwgemeente.nl')
  if (next.open && next.address === '' && readConnection(context.store) === undefined) throw new CommandFailure('NoAddress', 'Vul eerst het adres in waarop bewoners de deur vinden.')
  // Above the pages stands who it is of: the name of the municipality, until somebody says otherwise.
  const named = fields.open === true && next.heading === '' ? { heading: houseStyle(context).municipality } : {}
  const label = fields.open === undefined ? 'Digitale deur gewijzigd' : fields.open ? 'Digitale deur opengezet' : 'Digitale deur dichtgezet'
  return context.store.commit([{ kind: 'doorSettings', id: DOOR_SETTINGS_ID, gebied: MUNICIPALITY, fields: { ...fields, ...named } }], { label })
}

/** One row says it for every link, also those that other laptops have not sent yet. */
export function revokeAllLinks(context: DataContext): Done {
  requireBeheerder(context)
  return context.store.commit([{ kind: 'doorSettings', id: DOOR_SETTINGS_ID, gebied: MUNICIPALITY, fields: { linksFrom: context.now().toISOString() } }], { label: 'Alle persoonlijke links ingetrokken' })
}

function requireBeheerder({ session }: DataContext): void {
  if (!mayWrite(session().role, 'doorSettings')) throw new CommandFailure('NoRight', 'Alleen de functioneel beheerder kan de digitale deur instellen.')
}

/** Encrypted, or on this computer itself; a name and nothing behind it. */
function isDoorAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(address)
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && own)) && pathname === '/' && `${search}${hash}${username}${password}` === ''
}
