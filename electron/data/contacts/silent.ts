import { SILENT_DAYS, type SilentStreet, type SilentVoices } from '#core/contract/contacts.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { mayReceive } from '#core/model/may.ts'
import { addDays } from '#core/text/days.ts'
import { listName } from '#core/text/names.ts'
import { daysOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { maySeeDetails } from './rights.ts'

const SHOWN = 500

/** A membership that counts on @today, of a contact that is there, in the gebied that is asked for. */
const MEMBERS = `FROM panelMembership pm JOIN contact c ON c.id = pm.contactId AND c.deleted = 0 JOIN panel p ON p.id = pm.panelId AND p.deleted = 0
  WHERE pm.deleted = 0 AND (pm."until" IS NULL OR pm."until" > @today) AND (@gebied IS NULL OR pm.gebied = @gebied)`

/** Meetings that were held, with who was asked and who came. */
const HELD = `FROM attendance a JOIN meeting m ON m.id = a.meetingId AND m.deleted = 0 AND m.state <> 'geannuleerd' AND substr(m.startsAt, 1, 10) <= @today WHERE a.deleted = 0 AND a.contactId IS NOT NULL`

/**
 * Whom the panels do not hear: buurten without a member, members who gave no sign for half a year, and streets whose members
 * were asked and never came. A sign is: joining, consenting, answering an invitation, coming.
 * Streets are named from two members on, so that none points at a person.
 */
export function silentVoices(context: DataContext, gebied: string | null): SilentVoices {
  if (!mayReceive(context.session().role, 'panelMembership')) throw new CommandFailure('NoRight', 'Met uw rol ziet u geen panelleden. De gebiedsregisseur ziet ze wel.')
  const { today } = daysOf(context)
  const input = { gebied, today, since: addDays(today, -SILENT_DAYS) }
  return { buurten: emptyBuurten(context, input), members: silentMembers(context, input), streets: maySeeDetails(context) ? silentStreets(context, input) : null, today }
}

interface Input { readonly gebied: string | null; readonly today: string; readonly since: string }

function emptyBuurten({ store }: DataContext, input: Input): SilentVoices['buurten'] {
  return store.db.prepare(`SELECT b.code, b.name, w.name AS wijk, w.gebiedId AS gebied FROM buurt b JOIN wijk w ON w.code = b.wijkCode AND w.deleted = 0
    WHERE b.deleted = 0 AND b.code <> '' AND w.gebiedId IS NOT NULL AND (@gebied IS NULL OR w.gebiedId = @gebied) AND b.code NOT IN (SELECT c.buurtCode ${MEMBERS})
    ORDER BY w.name, b.name`).all({ gebied: input.gebied, today: input.today }) as SilentVoices['buurten']
}

function silentMembers({ store }: DataContext, input: Input): SilentVoices['members'] {
  const rows = store.db.prepare(`
    WITH member AS (SELECT c.id, max(pm.since) AS since, group_concat(DISTINCT p.name) AS panels ${MEMBERS} GROUP BY c.id),
      sign AS (SELECT a.contactId AS id, max(substr(m.startsAt, 1, 10)) AS day ${HELD} AND (a.presence IN ('aanwezig', 'laat') OR a.response <> 'geen') GROUP BY a.contactId),
      agreed AS (SELECT s.contactId AS id, max(s.givenOn) AS day FROM consent s WHERE s.deleted = 0 GROUP BY s.contactId)
    SELECT c.id, c.gebied, c.firstName, c.initials, c.prefix, c.lastName, c.organisation, member.panels, nullif(max(coalesce(member.since, ''), coalesce(sign.day, ''), coalesce(agreed.day, '')), '') AS heardOn,
      (SELECT count(*) ${HELD} AND a.contactId = c.id AND a.invitedOn IS NOT NULL AND substr(m.startsAt, 1, 10) > coalesce(max(coalesce(member.since, ''), coalesce(sign.day, ''), coalesce(agreed.day, '')), '')) AS unanswered
    FROM member JOIN contact c ON c.id = member.id LEFT JOIN sign ON sign.id = c.id LEFT JOIN agreed ON agreed.id = c.id
    WHERE max(coalesce(member.since, ''), coalesce(sign.day, ''), coalesce(agreed.day, '')) < @since ORDER BY heardOn, c.sortKey`).all(input) as (Parameters<typeof listName>[0] & { id: string; gebied: string; panels: string; heardOn: string | null; unanswered: number })[]
  return { total: rows.length, items: rows.slice(0, SHOWN).map(({ id, gebied, panels, heardOn, unanswered, ...name }) => ({ id, gebied, name: listName(name) || 'Zonder naam', panels: panels.split(',').join(', '), heardOn, unanswered })) }
}

function silentStreets({ store }: DataContext, input: Input): readonly SilentStreet[] {
  return store.db.prepare(`
    WITH asked AS (SELECT a.contactId AS id, count(*) AS times, max(a.presence IN ('aanwezig', 'laat')) AS came ${HELD} AND (a.invitedOn IS NOT NULL OR a.presence IN ('aanwezig', 'laat')) GROUP BY a.contactId),
      member AS (SELECT DISTINCT c.id, c.wijkCode ${MEMBERS})
    SELECT d.street, coalesce(w.name, '') AS wijk, count(*) AS members, sum(asked.times) AS invitations
    FROM member JOIN asked ON asked.id = member.id JOIN contactDetails d ON d.id = member.id AND d.deleted = 0 AND d.street <> '' LEFT JOIN wijk w ON w.code = member.wijkCode AND w.code <> '' AND w.deleted = 0
    GROUP BY d.street COLLATE NOCASE, member.wijkCode HAVING members >= 2 AND max(asked.came) = 0 ORDER BY members DESC, d.street LIMIT ${String(SHOWN)}`).all({ gebied: input.gebied, today: input.today }) as SilentStreet[]
}
