import { dayIn } from '#core/actions/typed-day.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { bestOf, choiceResult } from '#core/choices/result.ts'
import { attendanceId, derivedId, membershipId, priorityId, voteId } from '#core/model/ids.ts'
import { HOUSE_STYLE_ID } from '#core/model/kinds.ts'
import { chipNode, noteFromNodes } from '#core/notes/compose.ts'
import { nodesFromMarkdown } from '#core/notes/markdown.ts'
import { addDays } from '#core/text/days.ts'
import { appendNoteUpdate } from '../notes/bodies.ts'
import { indexUnreadNotes } from '../notes/words.ts'
import type { Workspace } from '../workspace.ts'
import { keepSession } from '../vault/session.ts'
import { firstConsentText, firstThemes } from '../vault/firstRows.ts'
import type { LocalChange } from '../store/store.ts'
import { sampleFigures } from './figures.ts'
import { samplePost } from './post.ts'
import { buurtGeometry, spotIn, wijkGeometry } from './borders.ts'
import { samplePerson } from './people.ts'
import { buurtCode, sampleGebieden, sampleTeam, wijkCode, type SampleMember } from './places.ts'
import { sampleSignals, sampleSubthemes } from './signals.ts'
import { looseActions, sampleMeetings, sampleTemplates, type SampleAction, type SampleChoice, type SampleItem, type SampleMeeting } from './stories.ts'

/** The same ids on every laptop and in every run, so that a demo on two laptops speaks of the same rows. */
export const sampleId = (...parts: readonly (string | number)[]): string => derivedId('voorbeeld', ...parts.map(String))
export const memberId = (key: SampleMember): string => sampleId('member', key)
export const gebiedId = (key: string): string => sampleId('gebied', key)
const panelId = (wijk: number) => sampleId('panel', wijk)

export interface SampleNote { readonly id: string; readonly gebied: string; readonly meetingId: string; readonly agendaItemId: string; readonly update: Uint8Array<ArrayBuffer> }
export interface Sample { readonly changes: readonly LocalChange[]; readonly notes: readonly SampleNote[] }

/** Everything of the sample: invented, always the same, with dates around `today`. */
export function sample(today: string): Sample {
  const notes: SampleNote[] = []
  const changes: LocalChange[] = [...municipality(today), ...sampleFigures(today, (n) => sampleId('theme', n)), ...people(today)]
  sampleMeetings.forEach((meeting, n) => changes.push(...meetingRows(meeting, n, today, notes)))
  looseActions.forEach((action, n) => changes.push(...actionRows(action, { id: sampleId('loose', n), gebied: gebiedId(action.gebied), today, createdOn: addDays(today, -20) })))
  changes.push(...signalRows(today), ...postRows(today))
  return { changes, notes }
}

/** Fills an empty workspace with the sample, signs in its regisseur and finalises the minutes of meetings that were held. */
export async function makeSample({ context: { store, now }, handlers }: Pick<Workspace, 'context' | 'handlers'>): Promise<void> {
  const { changes, notes } = sample(dayIn(now()))
  store.transaction(() => {
    store.commit(changes)
    for (const { id: noteId, gebied, meetingId, agendaItemId, update } of notes) appendNoteUpdate(store, { noteId, gebied, meetingId, agendaItemId, generation: 0, update })
  })
  indexUnreadNotes(store)
  keepSession(store, { memberId: memberId('rita'), userId: '', role: 'regisseur', name: 'Rita Voorbeeld', gebieden: 'all' })
  // The newest buurtbakkie has no final minutes yet: something to do.
  for (const meeting of store.rows('meeting', "state = 'afgerond' AND kind = 'wijkpanel'")) await handlers['minutes.finalise']({ meetingId: meeting.id, options: { attendance: 'names', notes: true, actions: true, edition: 'intern', keep: [], also: [] } })
}

function municipality(today: string): LocalChange[] {
  const gebied = MUNICIPALITY
  return [
    { kind: 'houseStyle', id: HOUSE_STYLE_ID, gebied, fields: { municipality: 'Gemeente Voorbeeldstad', accent: '#0f766e', footer: 'Voorbeeldgegevens: alles is verzonnen', sender: 'Gebiedsteam' } },
    { kind: 'consentText', id: sampleId('consentText', 1), gebied, fields: { version: '1', text: firstConsentText, validFrom: addDays(today, -400) } },
    ...firstThemes.map((name, n): LocalChange => ({ kind: 'theme', id: sampleId('theme', n), gebied, fields: { name } })),
    ...sampleSubthemes.map(({ name, under }, n): LocalChange => ({ kind: 'theme', id: sampleId('subtheme', n), gebied, fields: { name, parentId: sampleId('theme', under) } })),
    ...sampleTeam.map((m): LocalChange => ({ kind: 'teamMember', id: memberId(m.key), gebied, fields: { name: m.name, role: m.role, gebiedIds: m.gebieden.map(gebiedId), email: `${m.key}@voorbeeld.example` } })),
    ...sampleTemplates.map(({ name, kind, items }, n): LocalChange => ({ kind: 'agendaTemplate', id: sampleId('template', n), gebied, fields: { name, kind, items } })),
    ...sampleGebieden.flatMap((g, n): LocalChange[] => [
      { kind: 'gebied', id: gebiedId(g.key), gebied, fields: { name: g.name, color: n, position: n } },
      ...g.wijken.flatMap((w): LocalChange[] => [
        { kind: 'wijk', id: sampleId('wijk', w.number), gebied, fields: { code: wijkCode(w.number), name: w.name, gebiedId: gebiedId(g.key), geometry: wijkGeometry(w.number) } },
        ...w.buurten.map((name, i): LocalChange => ({ kind: 'buurt', id: sampleId('buurt', w.number, i), gebied, fields: { code: buurtCode(w.number, i), name, wijkCode: wijkCode(w.number), geometry: buurtGeometry(w.number, i) } })),
        { kind: 'panel', id: panelId(w.number), gebied: gebiedId(g.key), fields: { name: `Wijkpanel ${w.name}`, wijkCode: wijkCode(w.number) } },
      ]),
    ]),
  ]
}

interface Placed { readonly n: number; readonly gebied: string; readonly wijk: number; readonly buurt: number }
/** Which person lives where. The last buurt of each first wijk has nobody: a silent voice. */
const placed: readonly Placed[] = (() => {
  const out: Placed[] = []
  for (const g of sampleGebieden) {
    for (let i = 0; i < g.panelMembers; i++) {
      const wijk = g.wijken[i % 3 === 2 ? 1 : 0]!
      out.push({ n: out.length, gebied: gebiedId(g.key), wijk: wijk.number, buurt: i % Math.max(1, wijk.buurten.length - (wijk === g.wijken[0] ? 1 : 0)) })
    }
  }
  return out
})()
const contactId = (n: number) => sampleId('contact', n)
const labels = ['wijkambassadeur', 'wijkmoeder', 'initiatiefnemer'] as const

function people(today: string): LocalChange[] {
  return placed.flatMap(({ n, gebied, wijk, buurt }): LocalChange[] => {
    const { email, phone, street, houseNumber, postcode, ...name } = samplePerson(n)
    const id = contactId(n)
    const since = addDays(today, -90 - (n % 40))
    const ways = [email ? 'email' : 'post', ...(phone ? ['telefoon'] : [])]
    return [
      { kind: 'contact', id, gebied, fields: { ...name, wijkCode: wijkCode(wijk), buurtCode: buurtCode(wijk, buurt), labels: n % 14 === 3 ? [labels[Math.floor(n / 14) % 3]!] : [] } },
      { kind: 'contactDetails', id, gebied, fields: { email, phone, street, houseNumber, postcode, city: 'Voorbeeldstad' } },
      { kind: 'consent', id: sampleId('consent', n), gebied, fields: { contactId: id, givenOn: since, source: 'veiligheidsmonitor', textVersion: '1', channels: ways } },
      { kind: 'panelMembership', id: membershipId(panelId(wijk), id), gebied, fields: { panelId: panelId(wijk), contactId: id, since } },
    ]
  })
}

function meetingRows(meeting: SampleMeeting, n: number, today: string, notes: SampleNote[]): LocalChange[] {
  const id = sampleId('meeting', n)
  const gebied = gebiedId(meeting.gebied)
  const day = addDays(today, meeting.day)
  const panel = meeting.kind === 'wijkpanel' ? panelId(meeting.wijk) : null
  const held = meeting.state === 'afgerond'
  return [
    { kind: 'meeting', id, gebied, fields: { kind: meeting.kind, title: meeting.title, startsAt: `${day}T${meeting.from}`, endsAt: `${day}T${meeting.to}`, place: meeting.place, panelId: panel, wijkCode: wijkCode(meeting.wijk), state: meeting.state, invitation: meeting.invitation ?? '', route: meeting.route ?? '', room: meeting.room ?? '', bring: meeting.bring ?? '' } },
    ...meeting.items.flatMap((item, i) => itemRows(item, { meetingId: id, gebied, n, i, day, today, held, panelId: panel, wijkCode: wijkCode(meeting.wijk) }, notes)),
    ...(meeting.choice ? choiceRows(meeting.choice, { meetingId: id, gebied, n, day, panelId: panel, wijkCode: wijkCode(meeting.wijk), voters: 15 }) : []),
    ...(panel === null ? [] : placed.filter((p) => p.wijk === meeting.wijk).map((p, i) => attendance(id, gebied, p.n, i, held, addDays(day, -21), `${day}T`))),
    ...sampleTeam.filter((m) => (m.gebieden as readonly string[]).includes(meeting.gebied) && m.role !== 'beheerder').map((m): LocalChange => ({ kind: 'attendance', id: attendanceId(id, memberId(m.key)), gebied, fields: { meetingId: id, memberId: memberId(m.key), response: 'komt', presence: held ? 'aanwezig' : 'onbekend' } })),
  ]
}

interface ChoicePlace { readonly meetingId: string; readonly gebied: string; readonly n: number; readonly day: string; readonly panelId: string | null; readonly wijkCode: string; readonly voters: number }

/** A choice with its count per table and the priorities that came of it; the first has an action. */
function choiceRows({ item, question, options, blanks, taken }: SampleChoice, { meetingId, gebied, n, day, panelId: panel, wijkCode: wijk, voters }: ChoicePlace): LocalChange[] {
  const choiceId = sampleId('choice', n)
  const rows = options.map((option, o) => ({ ...option, id: sampleId('option', n, o), position: `a${o}` }))
  const votes = [...rows.flatMap(({ id, tables }) => tables.map((count, t) => ({ stack: String(t + 1), optionId: id as string | null, count }))), { stack: '1', optionId: null, count: blanks }]
  const best = bestOf(choiceResult(rows, votes), taken)
  return [
    { kind: 'choice', id: choiceId, gebied, fields: { meetingId, agendaItemId: sampleId('item', n, item), question, method: 'stickers', perVoter: 3, counting: 'tafels', tables: options[0]?.tables.length ?? 1, voters, state: 'gesloten', closedOn: day } },
    ...rows.map(({ id, title, position, theme }): LocalChange => ({ kind: 'choiceOption', id, gebied, fields: { choiceId, title, position, themeId: sampleId('theme', theme) } })),
    ...votes.map(({ stack, optionId, count }): LocalChange => ({ kind: 'vote', id: voteId(choiceId, stack, optionId), gebied, fields: { choiceId, stack, optionId, count } })),
    ...best.map((line): LocalChange => ({ kind: 'priority', id: priorityId(choiceId, line.optionId), gebied, fields: { panelId: panel, wijkCode: wijk, themeId: sampleId('theme', rows.find((row) => row.id === line.optionId)?.theme ?? 0), title: line.title, rank: line.rank ?? 0, points: line.points, meetingId, choiceId, decidedOn: day, state: line.rank === 1 ? 'loopt' : 'gekozen' } })),
  ]
}

/** Two of three come, some send apologies, one is late. */
function attendance(meetingId: string, gebied: string, n: number, i: number, held: boolean, invitedOn: string, day: string): LocalChange {
  const off = i % 5 === 4
  const presence = !held ? 'onbekend' : off ? 'afwezig' : i === 7 ? 'laat' : i % 3 === 2 ? 'afwezig' : 'aanwezig'
  return { kind: 'attendance', id: attendanceId(meetingId, contactId(n)), gebied, fields: { meetingId, contactId: contactId(n), invitedOn, response: off ? 'afgemeld' : i % 3 === 2 ? 'geen' : 'komt', presence, arrivedAt: presence === 'laat' ? `${day}19:50` : null } }
}

interface ItemPlace { readonly meetingId: string; readonly gebied: string; readonly n: number; readonly i: number; readonly day: string; readonly today: string; readonly held: boolean; readonly panelId: string | null; readonly wijkCode: string }

function itemRows(item: SampleItem, place: ItemPlace, notes: SampleNote[]): LocalChange[] {
  const { meetingId, gebied, n, i, day } = place
  const id = sampleId('item', n, i)
  const rows: LocalChange[] = [{ kind: 'agendaItem', id, gebied, fields: { meetingId, title: item.title, position: `a${i}`, minutes: item.minutes, ownerId: memberId(item.owner), intro: item.intro ?? '', outcome: item.outcome ?? 'onbekend' } }]
  const links = { meetingId, agendaItemId: id, noteId: item.note === undefined ? null : id }
  const decisions = (item.decisions ?? []).map((text, d): LocalChange => ({ kind: 'decision', id: sampleId('decision', n, i, d), gebied, fields: { ...links, text, decidedOn: day } }))
  const actions = (item.actions ?? []).flatMap((action, a) => actionRows(action, { id: sampleId('action', n, i, a), gebied, today: place.today, createdOn: day, ...links, panelId: place.panelId, wijkCode: place.wijkCode, ...(action.priority === undefined ? {} : { priorityIds: [priorityId(sampleId('choice', n), sampleId('option', n, action.priority))] }) }))
  if (item.note === undefined) return [...rows, ...decisions, ...actions]
  const nodes = item.note.split('\n\n').flatMap((part) => {
    const chip = /^!(actie|besluit) (\d)$/.exec(part)
    return chip ? [chip[1] === 'actie' ? chipNode('action', sampleId('action', n, i, Number(chip[2]))) : chipNode('decision', sampleId('decision', n, i, Number(chip[2])))] : nodesFromMarkdown(part)
  })
  notes.push({ id, gebied, meetingId, agendaItemId: id, update: noteFromNodes(nodes) })
  return [...rows, ...decisions, ...actions]
}

interface ActionPlace { readonly id: string; readonly gebied: string; readonly today: string; readonly createdOn: string; readonly meetingId?: string; readonly agendaItemId?: string; readonly noteId?: string | null; readonly panelId?: string | null; readonly wijkCode?: string; readonly priorityIds?: readonly string[] }

function actionRows(action: SampleAction, { id, gebied, today, ...links }: ActionPlace): LocalChange[] {
  const on = (offset: number | null | undefined) => (offset === null || offset === undefined ? null : addDays(today, offset))
  const fields = {
    title: action.title, description: action.description ?? '', ownerId: action.owner === null ? null : memberId(action.owner), dueOn: on(action.due), terugkoppelingOn: on(action.tell), state: action.state,
    promise: action.promise ?? false, reason: action.reason ?? '', closedOn: on(action.closed), themeIds: [sampleId('theme', action.theme)], ...links,
  }
  const row: LocalChange = { kind: 'action', id, gebied, fields }
  if (!action.told) return [row]
  const { toWhom, what, how, day } = action.told
  return [row, { kind: 'terugkoppeling', id: sampleId('told', id), gebied, fields: { actionId: id, toWhom, what, publicText: what, how, toldOn: addDays(today, day), panelId: links.panelId ?? null, memberId: fields.ownerId } }]
}

/** Post for the next panel evening, from members who are invited to it. */
function postRows(today: string): LocalChange[] {
  const n = sampleMeetings.findIndex((meeting) => meeting.kind === 'wijkpanel' && meeting.state === 'gepland'), meeting = sampleMeetings[n]!
  const members = placed.filter(({ wijk }) => wijk === meeting.wijk), s = sampleSignals.findIndex(({ gebied }) => gebied === meeting.gebied)
  return samplePost(today, {
    gebied: gebiedId(meeting.gebied), meetingId: sampleId('meeting', n), themeId: sampleId('theme', 5), buurtCode: buurtCode(meeting.wijk, 0), contactId: (at) => contactId(members[at % members.length]!.n),
    signal: { id: signalId(s), text: sampleSignals[s]!.text }, memberId: memberId('rita'), id: sampleId,
  })
}

const signalId = (n: number) => sampleId('signal', n)

function signalRows(today: string): LocalChange[] {
  const linked = (n: number) => sampleSignals.flatMap((signal, other) => (signal.same === n ? [other] : [])).concat(sampleSignals[n]?.same ?? [])
  return sampleSignals.flatMap((signal, n): LocalChange[] => {
    const { wijk, buurt, theme, by, meeting, action, text, place = '', source, state, weight = 'hinderlijk', reason = '', desk = '' } = signal
    const gebied = gebiedId(signal.gebied), day = addDays(today, signal.day), spot = place === '' ? null : spotIn(wijk, buurt, n)
    const row: LocalChange = { kind: 'signal', id: signalId(n), gebied, fields: {
      text, place, source, state, weight, reason, themeIds: [sampleId('subtheme', theme)], wijkCode: wijkCode(wijk), buurtCode: buurtCode(wijk, buurt), occurredAt: `${day}T${signal.at}`, createdBy: memberId(by),
      deskNumber: desk, handedOverOn: desk === '' ? null : day, meetingId: meeting === undefined ? null : sampleId('meeting', meeting), signalIds: linked(n).map(signalId), lat: spot?.lat ?? null, lon: spot?.lon ?? null,
    } }
    const made: LocalChange[] = action === undefined ? [] : [{ kind: 'action', id: sampleId('loose', action), gebied, fields: { signalIds: [signalId(n)], wijkCode: wijkCode(wijk), buurtCode: buurtCode(wijk, buurt) } }]
    return [row, ...made]
  })
}
