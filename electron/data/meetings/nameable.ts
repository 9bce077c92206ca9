import { splitFullName } from '#core/import/read-name.ts'
import type { MinutesModel } from '#core/minutes/minutes.ts'
import type { NamedPerson } from '#core/minutes/public.ts'
import { roleNames } from '#core/model/access.ts'
import type { Row } from '#core/model/kinds.ts'
import { fold } from '#core/text/fold.ts'
import type { DataContext } from '../context.ts'

/** Everybody whom the minutes of a meeting may name: residents of the gebied of whom a word stands in the text, and the team. */
export interface Nameable {
  readonly people: readonly NamedPerson[]
  /** What is written instead of the name of a team member in a column of its own. */
  readonly roles: ReadonlyMap<string, string>
}

interface Resident { readonly id: string; readonly firstName: string; readonly initials: string; readonly prefix: string; readonly lastName: string; readonly organisation: string; readonly email: string | null; readonly phone: string | null; readonly phone2: string | null; readonly street: string | null; readonly houseNumber: string | null; readonly listed: number }

export const nameable = (context: DataContext, meeting: Row<'meeting'>, model: MinutesModel): Nameable =>
  nameableIn(context, { gebieden: [meeting.gebied], meetingId: meeting.id, text: JSON.stringify([model.title, model.agenda, model.note, model.decisions, model.actions, model.attachments.map(({ caption }) => caption)]) })

/** The same for any text about `gebieden` (null: all). First names alone count for who was on the list of that meeting; of any meeting when it is null. */
export function nameableIn({ store }: DataContext, { gebieden, meetingId, text }: { readonly gebieden: readonly string[] | null; readonly meetingId: string | null; readonly text: string }): Nameable {
  const there = wordsOf(text)
  const stands = (words: string | null) => [...wordsOf(words ?? '')].some((word) => there.has(word) || there.has(`${word}s`))
  const residents = store.db.prepare(`
    SELECT c.id, c.firstName, c.initials, c.prefix, c.lastName, c.organisation, d.email, d.phone, d.phone2, d.street, d.houseNumber,
      EXISTS (SELECT 1 FROM attendance a WHERE (@meetingId IS NULL OR a.meetingId = @meetingId) AND a.contactId = c.id AND a.deleted = 0) AS listed
    FROM contact c LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE (@gebieden IS NULL OR c.gebied IN (SELECT value FROM json_each(@gebieden))) AND c.deleted = 0`)
    .all({ meetingId, gebieden: gebieden === null ? null : JSON.stringify(gebieden) }) as Resident[]
  const known = residents.filter((one) => stands(one.lastName || one.firstName || one.organisation) || (stands(one.street) && stands(one.houseNumber)))
  const team = store.rows('teamMember')
  return {
    people: [
      ...known.map(({ email, phone, phone2, street, houseNumber, ...name }): NamedPerson => ({ ...name, email: email ?? '', phone: phone ?? '', phone2: phone2 ?? '', street: street ?? '', houseNumber: houseNumber ?? '', instead: 'een bewoner' })),
      // At a table people are called by their first name.
      ...residents.filter((one) => one.listed === 1 && one.lastName !== '' && stands(one.firstName)).map(({ firstName }): NamedPerson => ({ firstName, instead: 'een bewoner' })),
      ...team.flatMap(({ name, role }): NamedPerson[] => {
        const parts = splitFullName(name), instead = `de ${lowerFirst(roleNames[role])}`
        return [{ ...parts, instead }, ...(parts.firstName !== '' && stands(parts.firstName) ? [{ firstName: parts.firstName, instead }] : [])]
      }),
    ],
    roles: new Map(team.map(({ name, role }) => [name, roleNames[role]])),
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const wordsOf = (text: string): Set<string> => new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])
