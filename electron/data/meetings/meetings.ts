import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { AgendaEntry, Invitable, MeetingFields, MeetingList, MeetingResults, MeetingSummary, MinutesVersion, meetingCommands } from '#core/contract/meetings.ts'
import { byPosition, positionsAfter } from '#core/meetings/position.ts'
import { matchesName } from '#core/meetings/match.ts'
import type { MeetingState } from '#core/meetings/words.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { templateAgenda } from '../templates/agenda.ts'
import { COUNT_COLUMNS, countsOf, may, meetingOf, requireRight, sees, today } from './shared.ts'

type Names = 'meetings.list' | 'meetings.get' | 'meetings.create' | 'meetings.update' | 'meetings.setState' | 'meetings.delete' | 'meetings.agendaSources' | 'meetings.invitable' | 'meetings.copyAgenda' | 'meetings.results'

/** The sequence of the invitation that was last written to files on this laptop. */
export const draftsSetting = (meetingId: string): string => `meeting.drafts.${meetingId}`

export function meetingRowHandlers(context: DataContext): Pick<Handlers<typeof meetingCommands>, Names> {
  return {
    'meetings.list': ({ gebied, kind, query }) => list(context, gebied, kind, query),
    'meetings.get': ({ id }) => {
      const meeting = meetingOf(context, id)
      const counts = countsOf(context, id)
      const written = context.store.setting<number>(draftsSetting(id)) ?? 0
      return {
        meeting, counts, agenda: agendaOf(context, id), panelName: panelName(context, meeting), wijk: wijkOf(context, meeting), minutes: versions(context, id),
        editable: may(context, 'meeting'), seesDetails: sees(context, 'consent'),
        outdatedInvitation: counts.invited > 0 && meeting.sequence > written && meeting.state !== 'afgerond',
      }
    },
    'meetings.create': ({ gebied, templateId, ...fields }) => {
      requireRight(context, 'meeting')
      if (!context.store.read('gebied', gebied)) throw new CommandFailure('NoGebied', 'Kies eerst een gebied.')
      checkTimes(fields.startsAt ?? null, fields.endsAt ?? null)
      const id = context.newId()
      const agenda = templateId === null || templateId === undefined ? [] : templateAgenda(context, templateId, { id, gebied }, [])
      context.store.commit([{ kind: 'meeting', id, gebied, fields: given(fields) }, ...agenda], { label: 'Bijeenkomst gemaakt' })
      return { id }
    },
    'meetings.update': ({ id, fields }) => update(context, id, given(fields)),
    'meetings.setState': ({ id, state }) => setState(context, id, state),
    'meetings.delete': ({ id }) => remove(context, id),
    'meetings.invitable': ({ gebied }) => invitable(context, gebied),
    'meetings.agendaSources': ({ meetingId }) => agendaSources(context, meetingId),
    'meetings.copyAgenda': ({ from, to }) => copyAgenda(context, from, to),
    'meetings.results': ({ meetingId }) => results(context, meetingId),
  }
}

/** Without the names that were left out. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

function list(context: DataContext, gebied: string | null, kind: string | null, query: string): MeetingList {
  const where = `m.deleted = 0${gebied === null ? '' : ' AND m.gebied = @gebied'}${kind === null ? '' : ' AND m.kind = @kind'}`
  const rows = context.store.db.prepare(`
    SELECT m.id, m.gebied, m.kind, m.title, m.startsAt, m.endsAt, m.place, m.state, coalesce(p.name, '') AS panelName, ${COUNT_COLUMNS}
    FROM meeting m LEFT JOIN panel p ON p.id = m.panelId AND p.deleted = 0 LEFT JOIN attendance a ON a.meetingId = m.id AND a.deleted = 0
    WHERE ${where} GROUP BY m.id ORDER BY m.startsAt, m.title`).all({ ...(gebied === null ? {} : { gebied }), ...(kind === null ? {} : { kind }) }) as MeetingSummary[]
  const found = query.trim() === '' ? rows : rows.filter((row) => matchesName(query, `${row.title} ${row.place} ${row.panelName}`))
  const day = today(context)
  const isUpcoming = (row: MeetingSummary): boolean => row.state === 'bezig' || (row.state === 'gepland' && (row.startsAt === null || row.startsAt.slice(0, 10) >= day))
  return { upcoming: found.filter(isUpcoming), past: found.filter((row) => !isUpcoming(row)).reverse() }
}

export const agendaOf = (context: DataContext, meetingId: string): AgendaEntry[] =>
  context.store.rows('agendaItem', 'meetingId = ?', [meetingId]).sort(byPosition).map(({ id, title, position, minutes, ownerId, intro, outcome, fromMeetingId }) => ({ id, title, position, minutes, ownerId, intro, outcome, fromMeetingId }))

/** Its own wijk, else that of its panel. */
export const wijkOf = (context: DataContext, meeting: Pick<Row<'meeting'>, 'wijkCode' | 'panelId'>): string => meeting.wijkCode || (meeting.panelId === null ? '' : (context.store.read('panel', meeting.panelId)?.wijkCode ?? ''))
const panelName = (context: DataContext, meeting: Row<'meeting'>): string => (meeting.panelId === null ? '' : (context.store.read('panel', meeting.panelId)?.name ?? ''))

function versions(context: DataContext, meetingId: string): MinutesVersion[] {
  return context.store.db.prepare(`
    SELECT v.id, v.version, v.edition, v.finalisedAt, coalesce(t.name, '') AS "by" FROM minutes v LEFT JOIN teamMember t ON t.id = v.memberId
    WHERE v.meetingId = ? AND v.deleted = 0 ORDER BY v.finalisedAt DESC, v.version DESC`).all(meetingId) as MinutesVersion[]
}

function checkTimes(startsAt: string | null, endsAt: string | null): void {
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) throw new CommandFailure('EndBeforeStart', 'De eindtijd ligt voor de begintijd. Kies een latere eindtijd.')
}

/** Time or place changed after people were invited: the calendar file must replace the one they have. */
function update(context: DataContext, id: string, fields: Partial<MeetingFields>) {
  requireRight(context, 'meeting')
  const before = meetingOf(context, id)
  const after = { ...before, ...fields }
  checkTimes(after.startsAt, after.endsAt)
  const moved = (['startsAt', 'endsAt', 'place', 'address'] as const).some((name) => after[name] !== before[name])
  const invited = moved ? countsOf(context, id).invited : 0
  const done = context.store.commit([{ kind: 'meeting', id, gebied: before.gebied, fields: { ...fields, ...(invited > 0 ? { sequence: before.sequence + 1 } : {}) } }], { label: 'Bijeenkomst gewijzigd' })
  return { ...done, tellInvited: invited }
}

const stateLabels: Record<MeetingState, string> = { gepland: 'Bijeenkomst weer gepland', bezig: 'Bijeenkomst begonnen', afgerond: 'Bijeenkomst afgerond', geannuleerd: 'Bijeenkomst geannuleerd' }

function setState(context: DataContext, id: string, state: MeetingState) {
  requireRight(context, 'meeting')
  const before = meetingOf(context, id)
  const tells = (state === 'geannuleerd') !== (before.state === 'geannuleerd')
  const invited = tells ? countsOf(context, id).invited : 0
  const done = context.store.commit([{ kind: 'meeting', id, gebied: before.gebied, fields: { state, ...(invited > 0 ? { sequence: before.sequence + 1 } : {}) } }], { label: stateLabels[state] })
  return { ...done, tellInvited: invited }
}

function remove(context: DataContext, id: string) {
  requireRight(context, 'meeting')
  const meeting = meetingOf(context, id)
  if (versions(context, id).length > 0) throw new CommandFailure('HasMinutes', 'Van deze bijeenkomst is een verslag vastgesteld. Een vastgesteld verslag blijft bewaard, dus de bijeenkomst ook.')
  const ids = (kind: 'agendaItem' | 'attendance' | 'note' | 'choice') => context.store.rows(kind, 'meetingId = ?', [id]).map((row): LocalChange => ({ kind, id: row.id, gebied: row.gebied, fields: { deleted: true } }))
  return context.store.commit([{ kind: 'meeting', id, gebied: meeting.gebied, fields: { deleted: true } }, ...ids('agendaItem'), ...ids('attendance'), ...ids('note'), ...ids('choice')], { label: 'Bijeenkomst verwijderd' })
}

function invitable(context: DataContext, gebied: string): Invitable {
  const { store } = context
  const panels = store.db.prepare(`
    SELECT p.id, p.name, (SELECT count(*) FROM panelMembership m WHERE m.panelId = p.id AND m.deleted = 0 AND (m.until IS NULL OR m.until > ?)) AS members
    FROM panel p WHERE p.gebied = ? AND p.deleted = 0 ORDER BY p.name`).all(today(context), gebied) as Invitable['panels']
  const labels = store.db.prepare('SELECT j.value AS label, count(*) AS contacts FROM contact c, json_each(c.labels) j WHERE c.gebied = ? AND c.deleted = 0 GROUP BY j.value ORDER BY contacts DESC, label LIMIT 100').all(gebied) as Invitable['labels']
  const team = store.rows('teamMember', '1', [], 'name').filter((member) => member.gebiedIds.includes(gebied)).map(({ id, name }) => ({ id, name }))
  return { panels, labels, team }
}

function agendaSources(context: DataContext, meetingId: string) {
  const { kind } = meetingOf(context, meetingId)
  const meetings = context.store.rows('meeting', 'id <> ? AND EXISTS (SELECT 1 FROM agendaItem i WHERE i.meetingId = meeting.id AND i.deleted = 0)', [meetingId], 'startsAt DESC LIMIT 50')
    .sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind))
  return meetings.map(({ id, gebied, title, startsAt }) => ({ id, gebied, title, startsAt, items: agendaOf(context, id).map((item) => item.title) }))
}

/** Adds the items of another meeting after the ones that are there. An owner comes along when they work in this gebied too. */
function copyAgenda(context: DataContext, from: string, to: string) {
  requireRight(context, 'agendaItem')
  const target = meetingOf(context, to)
  const items = agendaOf(context, meetingOf(context, from).id)
  const positions = positionsAfter(agendaOf(context, to), items.length)
  const changes = items.map((item, index): LocalChange => ({
    kind: 'agendaItem', id: context.newId(), gebied: target.gebied,
    fields: { meetingId: to, title: item.title, minutes: item.minutes, intro: item.intro, position: positions[index] ?? '', ownerId: worksIn(context, item.ownerId, target.gebied) ? item.ownerId : null },
  }))
  return { ...context.store.commit(changes, { label: 'Agenda overgenomen' }), count: changes.length }
}

/** Whether somebody of the team works in a gebied. */
export const worksIn = (context: DataContext, memberId: string | null, gebied: string): boolean => {
  const member = memberId === null ? undefined : context.store.read('teamMember', memberId)
  return member !== undefined && (member.gebiedIds.length === 0 || member.gebiedIds.includes(gebied))
}

export function results({ store }: DataContext, meetingId: string): MeetingResults {
  const actions = store.rows('action', 'meetingId = ?', [meetingId], 'createdOn, rowid')
  const nameOf = (id: string | null): string => (id === null ? '' : (store.read('teamMember', id)?.name ?? ''))
  return {
    actions: actions.map(({ id, title, state, ownerId, dueOn, terugkoppelingOn, promise, agendaItemId }) => ({ id, title, state, owner: nameOf(ownerId), dueOn, terugkoppelingOn, promise, agendaItemId })),
    decisions: store.rows('decision', 'meetingId = ?', [meetingId], 'decidedOn, rowid').map(({ id, text, agendaItemId, decidedOn }) => ({ id, text, agendaItemId, decidedOn })),
  }
}
