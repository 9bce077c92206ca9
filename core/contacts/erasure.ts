import type { FieldValues } from '../model/define.ts'
import type { Row } from '../model/kinds.ts'

/** Kinds with the id of their contact, and kinds that say with `contactId` whose they are: they go with a person. */
export const ofPerson = ['contact', 'contactDetails'] as const
export const aboutPerson = ['consent', 'panelMembership', 'doorLink', 'doorMessage'] as const
/** Kinds with a list of the residents they concern; one id leaves the list. */
export const concerning = ['action', 'terugkoppeling'] as const
/**
 * What goes as a whole when it surely names the person: lines and values that nobody edits, and attachments, whose bytes are about
 * whom their name or caption names. By kind, the fields that are looked at.
 */
export const goesWhenNaming = { actionChange: ['before', 'after'], conflict: ['value'], attachment: ['name', 'caption'] } as const
export type NamingKind = keyof typeof goesWhenNaming

/**
 * [E4] What changes in a row that pointed at an erased person, on the server and on every laptop alike; undefined where nothing does.
 * Of somebody who was at a meeting remains that a resident was there; an invitation still open (`open`) goes.
 */
export function fieldsWithout(kind: string, fields: FieldValues, contactId: string, open: boolean): FieldValues | undefined {
  if (kind === 'attendance') return fields['contactId'] === contactId ? { contactId: null, arrivedAt: null, ...(open ? { invitedOn: null, deleted: true } : {}) } : undefined
  const ids = fields['contactIds']
  return Array.isArray(ids) && ids.includes(contactId) ? { contactIds: ids.filter((id) => id !== contactId) } : undefined
}

/** An invitation for a meeting still to come, to which the person did not arrive yet. `today` is a day in the municipality. */
export function isOpenInvitation(attendance: Pick<Row<'attendance'>, 'presence'>, meeting: Pick<Row<'meeting'>, 'state' | 'startsAt'> | undefined, today: string): boolean {
  if (!meeting || attendance.presence !== 'onbekend') return false
  return (meeting.state === 'gepland' || meeting.state === 'bezig') && (meeting.startsAt === null || meeting.startsAt.slice(0, 10) >= today)
}
