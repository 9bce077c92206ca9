import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import type { MinutesOptions } from '#core/contract/meetings.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import { meetingHandlers } from '../../../electron/data/meetings/handlers.ts'
import type { Session } from '../../../electron/data/context.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const OTHER = 'g-demare'
let context: ReturnType<typeof testContext>
let meetings: ReturnType<typeof meetingHandlers>
let notes: Map<string, string>

function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  notes = new Map()
  meetings = meetingHandlers(context, (id) => notes.get(id) ?? '')
  const { store } = context
  store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } }, { kind: 'gebied', id: OTHER, gebied: 'gemeente', fields: { name: 'De Mare' } },
    { kind: 'teamMember', id: 'm-1', gebied: 'gemeente', fields: { name: 'Rita Voorbeeld', role: 'regisseur', gebiedIds: [GEBIED] } },
    { kind: 'teamMember', id: 'm-2', gebied: 'gemeente', fields: { name: 'Bas Boa', role: 'boa', gebiedIds: [OTHER] } },
    { kind: 'panel', id: 'p-1', gebied: GEBIED, fields: { name: 'Wijkpanel Overdie' } },
  ])
  addResident('c-1', 'Jan', 'van der', 'Berg', { email: 'jan@voorbeeld.example' })
  addResident('c-2', 'Zoë', '', 'Aalders', { phone: '+31612345678' }, ['telefoon'])
  addResident('c-3', 'Piet', 'de', 'Vries', { email: 'piet@voorbeeld.example' }, null)
  addResident('c-4', 'Els', '', 'Smit', { email: 'els@voorbeeld.example' }, ['email'], '2026-10-01')
}

function addResident(id: string, firstName: string, prefix: string, lastName: string, details: object, channels: string[] | null = ['email'], withdrawnOn: string | null = null): void {
  context.store.commit([
    { kind: 'contact', id, gebied: GEBIED, fields: { firstName, prefix, lastName } }, { kind: 'contactDetails', id, gebied: GEBIED, fields: details },
    { kind: 'panelMembership', id: membershipId('p-1', id), gebied: GEBIED, fields: { panelId: 'p-1', contactId: id, since: '2026-01-01' } },
  ])
  if (channels !== null) context.store.commit([{ kind: 'consent', id: `t-${id}`, gebied: GEBIED, fields: { contactId: id, givenOn: '2026-01-01', source: 'veiligheidsmonitor', textVersion: '1', channels, withdrawnOn } }])
}

const plan = async (fields: object = {}) => (await meetings['meetings.create']({ gebied: GEBIED, kind: 'wijkpanel', title: 'Panel Overdie', startsAt: '2026-12-10T19:30', endsAt: '2026-12-10T21:30', place: 'Buurthuis', panelId: 'p-1', ...fields })).id
const people = async (meetingId: string) => await meetings['attendance.list']({ meetingId })
const mark = { contactId: null, memberId: null }
const failing = (work: () => unknown): string => {
  try { work() } catch (error) { if (error instanceof CommandFailure) return error.failure.type; throw error }
  return 'nothing'
}
beforeEach(() => begin())

describe('meetings', () => {
  it('are listed by day: to come first to last, past newest first', async () => {
    const next = await plan(), later = await plan({ startsAt: '2027-01-10T19:30', endsAt: null }), past = await plan({ startsAt: '2026-11-01T19:30', endsAt: null, title: 'Buurtbakkie' })
    const older = await plan({ startsAt: '2026-10-01T19:30', endsAt: null, gebied: OTHER, panelId: null })
    const all = await meetings['meetings.list']({ gebied: null, kind: null, query: '' })
    expect(all.upcoming.map((m) => m.id)).toEqual([next, later])
    expect(all.past.map((m) => m.id)).toEqual([past, older])
    expect((await meetings['meetings.list']({ gebied: GEBIED, kind: null, query: 'buurtb' })).past.map((m) => m.id)).toEqual([past])
    await meetings['meetings.setState']({ id: past, state: 'bezig' })
    expect((await meetings['meetings.list']({ gebied: OTHER, kind: null, query: '' })).upcoming).toEqual([])
    expect((await meetings['meetings.list']({ gebied: GEBIED, kind: null, query: '' })).upcoming.map((m) => m.id)).toContain(past)
  })

  it('raise the sequence only when time or place change after the invitation', async () => {
    const id = await plan()
    await meetings['meetings.update']({ id, fields: { place: 'School' } })
    expect((await meetings['meetings.get']({ id })).meeting.sequence).toBe(0)
    await meetings['attendance.invite']({ meetingId: id, contactIds: ['c-1'], memberIds: [] })
    await meetings['meetings.update']({ id, fields: { title: 'Nieuwe titel' } })
    expect((await meetings['meetings.get']({ id })).meeting.sequence).toBe(0)
    expect(await meetings['meetings.update']({ id, fields: { startsAt: '2026-12-10T20:00' } })).toMatchObject({ tellInvited: 1 })
    expect(await meetings['meetings.get']({ id })).toMatchObject({ meeting: { sequence: 1 }, outdatedInvitation: true })
    expect(await meetings['meetings.setState']({ id, state: 'geannuleerd' })).toMatchObject({ tellInvited: 1 })
    expect((await meetings['meetings.get']({ id })).meeting.sequence).toBe(2)
  })

  it('cannot end before they begin', async () => {
    const id = await plan()
    expect(failing(() => meetings['meetings.update']({ id, fields: { endsAt: '2026-12-10T19:00' } }))).toBe('EndBeforeStart')
  })

  it('go with agenda and list, and come back with undo', async () => {
    const id = await plan()
    await meetings['agenda.add']({ meetingId: id, title: 'Opening', minutes: 5 })
    await meetings['attendance.invite']({ meetingId: id, contactIds: ['c-1'], memberIds: [] })
    const { undo } = await meetings['meetings.delete']({ id })
    expect(failing(() => meetings['meetings.get']({ id }))).toBe('NotFound')
    expect(context.store.rows('attendance')).toEqual([])
    context.store.undo(undo ?? '')
    expect((await meetings['meetings.get']({ id })).agenda.map((item) => item.title)).toEqual(['Opening'])
    expect(await people(id)).toHaveLength(1)
  })
})

describe('the agenda', () => {
  it('keeps its order by adding, moving and undoing', async () => {
    const id = await plan()
    const [a, b, c] = [await meetings['agenda.add']({ meetingId: id, title: 'A', minutes: 10 }), await meetings['agenda.add']({ meetingId: id, title: 'B', minutes: 20 }), await meetings['agenda.add']({ meetingId: id, title: 'C', minutes: 5, afterId: null })]
    const titles = async () => (await meetings['meetings.get']({ id })).agenda.map((item) => item.title).join('')
    expect(await titles()).toBe('CAB')
    const { undo } = await meetings['agenda.move']({ id: c.id, afterId: a.id })
    expect(await titles()).toBe('ACB')
    context.store.undo(undo ?? '')
    expect(await titles()).toBe('CAB')
    await meetings['agenda.update']({ id: b.id, fields: { minutes: 45, ownerId: 'm-1' } })
    expect((await meetings['meetings.get']({ id })).agenda[2]).toMatchObject({ minutes: 45, ownerId: 'm-1', title: 'B' })
    await meetings['agenda.remove']({ id: a.id })
    expect(await titles()).toBe('CB')
  })

  it('is taken over from a meeting of another gebied, with owners who work here', async () => {
    const from = await plan({ gebied: OTHER, title: 'Panel De Mare', panelId: null }), to = await plan()
    for (const [title, ownerId] of [['Opening', 'm-1'], ['Cijfers', 'm-2'], ['Keuzes', null]] as const) {
      const { id } = await meetings['agenda.add']({ meetingId: from, title, minutes: 15 })
      await meetings['agenda.update']({ id, fields: { ownerId, intro: 'uitleg' } })
    }
    await meetings['agenda.add']({ meetingId: to, title: 'Welkom', minutes: 5 })
    expect((await meetings['meetings.agendaSources']({ meetingId: to })).map((source) => [source.id, source.items])).toEqual([[from, ['Opening', 'Cijfers', 'Keuzes']]])
    expect(await meetings['meetings.copyAgenda']({ from, to })).toMatchObject({ count: 3 })
    const { agenda } = await meetings['meetings.get']({ id: to })
    expect(agenda.map((item) => [item.title, item.ownerId, item.intro])).toEqual([['Welkom', null, ''], ['Opening', 'm-1', 'uitleg'], ['Cijfers', null, 'uitleg'], ['Keuzes', null, 'uitleg']])
    expect((await meetings['meetings.get']({ id: from })).agenda).toHaveLength(3)
  })
})

describe('inviting', () => {
  it('offers only who has a valid consent, and says why of the others', async () => {
    const meetingId = await plan()
    const found = await meetings['attendance.candidates']({ meetingId, panelId: 'p-1', label: null, contactIds: [] })
    expect(found.ready.map((each) => each.name)).toEqual(['Zoë Aalders', 'Jan van der Berg'])
    expect(found.refused.map((each) => `${each.name}: ${each.why}`)).toEqual(['Els Smit: toestemming ingetrokken op 01-10-2026', 'Piet de Vries: geen toestemming'])
  })

  it('offers contacts with a label, of this gebied only', async () => {
    const meetingId = await plan()
    context.store.commit([{ kind: 'contact', id: 'c-1', gebied: GEBIED, fields: { labels: ['wijkmoeder'] } }, { kind: 'contact', id: 'c-3', gebied: GEBIED, fields: { labels: ['wijkmoeder', 'x'] } }, { kind: 'contact', id: 'c-9', gebied: OTHER, fields: { lastName: 'Elders', labels: ['wijkmoeder'] } }])
    expect((await meetings['meetings.invitable']({ gebied: GEBIED }))).toEqual({ panels: [{ id: 'p-1', name: 'Wijkpanel Overdie', members: 4 }], labels: [{ label: 'wijkmoeder', contacts: 2 }, { label: 'x', contacts: 1 }], team: [{ id: 'm-1', name: 'Rita Voorbeeld' }] })
    expect(await meetings['attendance.candidates']({ meetingId, panelId: null, label: 'wijkmoeder', contactIds: [] })).toMatchObject({ ready: [{ contactId: 'c-1' }], refused: [{ contactId: 'c-3' }] })
  })

  it('refuses somebody without consent whatever the screen asked', async () => {
    const meetingId = await plan()
    expect(await meetings['attendance.invite']({ meetingId, contactIds: ['c-1', 'c-3', 'c-4'], memberIds: ['m-1'] })).toMatchObject({ invited: 2, refused: [{ contactId: 'c-4' }, { contactId: 'c-3' }] })
    expect((await people(meetingId)).map((each) => each.name)).toEqual(['Jan van der Berg', 'Rita Voorbeeld'])
    expect((await meetings['attendance.candidates']({ meetingId, panelId: 'p-1', label: null, contactIds: [] })).already).toBe(1)
  })

  it('keeps an answer that was given when somebody is invited again', async () => {
    const meetingId = await plan()
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-1', presence: 'aanwezig' })
    await meetings['attendance.invite']({ meetingId, contactIds: ['c-1'], memberIds: [] })
    expect(await people(meetingId)).toMatchObject([{ presence: 'aanwezig', invitedOn: '2026-11-23' }])
    await meetings['attendance.remove']({ ids: [attendanceId(meetingId, 'c-1')] })
    await meetings['attendance.invite']({ meetingId, contactIds: ['c-1'], memberIds: [] })
    expect(await people(meetingId)).toMatchObject([{ presence: 'onbekend', response: 'geen' }])
  })

  it('does not invite somebody of another gebied', async () => {
    const meetingId = await plan({ gebied: OTHER, panelId: null })
    expect(await meetings['attendance.invite']({ meetingId, contactIds: ['c-1'], memberIds: [] })).toMatchObject({ invited: 0, refused: [{ why: 'hoort bij een ander gebied' }] })
  })
})

describe('attendance', () => {
  it('counts who came, who came later with the time, and who walked in', async () => {
    const meetingId = await plan()
    await meetings['attendance.invite']({ meetingId, contactIds: ['c-1', 'c-2'], memberIds: [] })
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-1', presence: 'aanwezig' })
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-2', presence: 'laat' })
    await meetings['attendance.walkIn']({ meetingId, name: 'Fatima van Dijk', email: 'fatima@voorbeeld.example', phone: '0612345678', address: 'Kerkstraat 12, 1823 ab Alkmaar', textVersion: 'standaard-1', channels: ['email'], panelId: 'p-1', contactId: null })
    expect((await meetings['meetings.get']({ id: meetingId })).counts).toEqual({ invited: 2, coming: 0, apologies: 0, present: 3, walkIns: 1 })
    expect((await people(meetingId)).find((each) => each.contactId === 'c-2')).toMatchObject({ presence: 'laat', arrivedAt: '2026-11-23T13:00' })
  })

  it('keeps the consent of a walk-in with date, source, text and channels, and can be undone whole', async () => {
    const meetingId = await plan()
    const { contactId, undo } = await meetings['attendance.walkIn']({ meetingId, name: 'Fatima van Dijk', email: 'fatima@voorbeeld.example', phone: '06 12345678', address: 'Kerkstraat 12, 1823 ab Alkmaar', textVersion: 'v3', channels: ['email', 'telefoon'], panelId: 'p-1', contactId: null })
    const { store } = context
    expect(store.read('contact', contactId)).toMatchObject({ firstName: 'Fatima', prefix: 'van', lastName: 'Dijk', gebied: GEBIED })
    expect(store.read('contactDetails', contactId)).toMatchObject({ phone: '+31612345678', street: 'Kerkstraat', houseNumber: '12', postcode: '1823 AB', city: 'Alkmaar' })
    expect(store.rows('consent', 'contactId = ?', [contactId])).toMatchObject([{ givenOn: '2026-11-23', source: 'aanTafel', textVersion: 'v3', channels: ['email', 'telefoon'] }])
    expect(store.read('panelMembership', membershipId('p-1', contactId))).toMatchObject({ since: '2026-11-23', until: null })
    expect(await people(meetingId)).toMatchObject([{ walkIn: true, presence: 'aanwezig', name: 'Fatima van Dijk' }])
    store.undo(undo ?? '')
    expect(store.read('contact', contactId)).toBeUndefined()
    expect(store.rows('consent', 'contactId = ?', [contactId])).toEqual([])
    expect(await people(meetingId)).toEqual([])
  })

  it('gives somebody known without consent a new one at the table', async () => {
    const meetingId = await plan()
    await meetings['attendance.walkIn']({ meetingId, name: 'Piet de Vries', email: '', phone: '', address: '', textVersion: 'v3', channels: ['email'], panelId: null, contactId: 'c-3' })
    expect(context.store.rows('contact', "lastName = 'Vries'")).toHaveLength(1)
    expect((await people(meetingId))[0]).toMatchObject({ contactId: 'c-3', withdrawn: false, walkIn: true })
  })

  it('takes a guest whose consent was withdrawn as a guest, not as a walk-in', async () => {
    const meetingId = await plan()
    await meetings['attendance.invite']({ meetingId, contactIds: ['c-1'], memberIds: [] })
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-1', presence: 'laat', arrivedAt: '2026-12-10T19:50' })
    context.store.commit([{ kind: 'consent', id: 't-c-1', gebied: GEBIED, fields: { withdrawnOn: '2026-11-22' } }])
    expect((await people(meetingId))[0]).toMatchObject({ withdrawn: true })
    await meetings['attendance.walkIn']({ meetingId, name: 'Jan van der Berg', email: '', phone: '', address: '', textVersion: 'v3', channels: ['email'], panelId: null, contactId: 'c-1' })
    expect((await people(meetingId))[0]).toMatchObject({ withdrawn: false, walkIn: false, presence: 'laat', arrivedAt: '2026-12-10T19:50' })
  })

  it('asks for what a chosen way of contact needs', async () => {
    const meetingId = await plan()
    const walkIn = { meetingId, name: 'An', email: '', phone: '', address: '', textVersion: '1', panelId: null, contactId: null }
    expect(failing(() => meetings['attendance.walkIn']({ ...walkIn, channels: ['email'] }))).toBe('EmailMissing')
    expect(failing(() => meetings['attendance.walkIn']({ ...walkIn, channels: ['telefoon'] }))).toBe('PhoneMissing')
    expect(failing(() => meetings['attendance.walkIn']({ ...walkIn, channels: ['post'] }))).toBe('AddressMissing')
    expect(failing(() => meetings['attendance.walkIn']({ ...walkIn, email: 'geen adres', channels: ['post'] }))).toBe('InvalidContact')
    expect(context.store.rows('contact')).toHaveLength(4)
  })

  it('finds people who are not on the list, team first, hostile typing included', async () => {
    const meetingId = await plan()
    expect((await meetings['attendance.find']({ meetingId, query: 'ber' })).map((hit) => hit.name)).toEqual(['Jan van der Berg'])
    expect((await meetings['attendance.find']({ meetingId, query: 'zoe' })).map((hit) => hit.name)).toEqual(['Zoë Aalders'])
    expect((await meetings['attendance.find']({ meetingId, query: 'bas' }))[0]).toMatchObject({ memberId: 'm-2' })
    for (const query of ['"', '*', "' OR 1=1 --", 'NEAR(', '(', '\u0000', 'a" OR "b']) expect(Array.isArray(await meetings['attendance.find']({ meetingId, query }))).toBe(true)
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-1', presence: 'aanwezig' })
    expect(await meetings['attendance.find']({ meetingId, query: 'ber' })).toEqual([])
  })

  it('shows the newest consent text that is valid today', async () => {
    expect((await meetings['attendance.consentText']({})).version).toBe('standaard-1')
    context.store.commit([['a', '2026-01-01'], ['b', '2026-06-01'], ['c', '2027-01-01']].map(([version, validFrom]) => ({ kind: 'consentText' as const, id: `ct-${version}`, gebied: 'gemeente', fields: { version: version ?? '', text: `Tekst ${version}`, validFrom: validFrom ?? null } })))
    expect(await meetings['attendance.consentText']({})).toEqual({ version: 'b', text: 'Tekst b' })
  })
})

describe('a wijk BOA', () => {
  it('sees the meeting and changes nothing, and learns no way to reach anybody', async () => {
    const id = await plan()
    await meetings['attendance.invite']({ meetingId: id, contactIds: ['c-1'], memberIds: [] })
    const boa = meetingHandlers({ ...context, session: () => ({ ...context.session(), role: 'boa' }) }, () => '')
    expect(await boa['meetings.get']({ id })).toMatchObject({ editable: false, seesDetails: false })
    expect(await boa['attendance.list']({ meetingId: id })).toMatchObject([{ reach: 'onbekend', withdrawn: false }])
    for (const work of [() => boa['meetings.update']({ id, fields: { title: 'x' } }), () => boa['attendance.invite']({ meetingId: id, contactIds: ['c-1'], memberIds: [] }), () => boa['minutes.finalise']({ meetingId: id, options: { attendance: 'names', notes: true, actions: true, edition: 'intern', keep: [], also: [] } }), () => boa['invitations.otherWays']({ meetingId: id }), () => boa['invitations.drafts']({ meetingId: id, form: 'each', path: '/nowhere' })]) expect(failing(work)).toBe('NoRight')
  })
})

describe('invitations', () => {
  it('are written as drafts for who chose mail, listed for the others, and logged without names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drafts-'))
    try {
      const meetingId = await plan()
      await meetings['attendance.invite']({ meetingId, contactIds: ['c-1', 'c-2'], memberIds: ['m-1'] })
      expect(await meetings['invitations.drafts']({ meetingId, form: 'each', path: join(folder, 'uit') })).toMatchObject({ drafts: 1, people: 1, withoutEmail: 1 })
      expect(readdirSync(join(folder, 'uit'))).toEqual(['1 Jan van der Berg.eml'])
      expect(readFileSync(join(folder, 'uit', '1 Jan van der Berg.eml'), 'utf8')).toContain('jan@voorbeeld.example')
      const list = await meetings['invitations.otherWays']({ meetingId })
      expect(list.people).toBe(1)
      expect(list.html).toContain('06 12 34 56 78')
      const log = context.store.rows('accessLog')
      expect(log.map((entry) => [entry.act, entry.count, entry.objectId])).toEqual([['geexporteerd', 1, meetingId], ['afgedrukt', 1, meetingId]])
      expect(JSON.stringify(log)).not.toContain('Berg')
      writeFileSync(join(folder, 'bestand'), '')
      expect(failing(() => meetings['invitations.drafts']({ meetingId, form: 'bcc', path: join(folder, 'bestand') }))).toBe('NotWritten')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('leave out who withdrew or signed off', async () => {
    const meetingId = await plan()
    await meetings['attendance.invite']({ meetingId, contactIds: ['c-1', 'c-2'], memberIds: [] })
    context.store.commit([{ kind: 'consent', id: 't-c-1', gebied: GEBIED, fields: { withdrawnOn: '2026-11-23' } }])
    await meetings['attendance.mark']({ ...mark, meetingId, contactId: 'c-2', response: 'afgemeld' })
    expect(failing(() => meetings['invitations.drafts']({ meetingId, form: 'each', path: '/nowhere' }))).toBe('NobodyByMail')
    expect((await meetings['invitations.otherWays']({ meetingId })).people).toBe(0)
  })
})

describe('minutes', () => {
  const options: MinutesOptions = { attendance: 'names', notes: true, actions: true, edition: 'intern', keep: [], also: [] }

  it('remember on this laptop which photos were found fit for the public version', async () => {
    const meetingId = await plan()
    context.store.commit(['f-1', 'f-2'].map((id) => ({ kind: 'attachment' as const, id, gebied: GEBIED, fields: { subjectKind: 'meeting' as const, subjectId: meetingId, name: `${id}.jpg`, mimeType: 'image/jpeg' as const } })))
    const ticked = async () => (await meetings['minutes.preview']({ meetingId, options })).photos.filter((photo) => photo.ticked).map(({ id }) => id)
    expect(await ticked()).toEqual([])
    await meetings['minutes.tickPhotos']({ meetingId, photos: ['f-2', 'weg'] })
    expect(await ticked()).toEqual(['f-2'])
    await meetings['minutes.tickPhotos']({ meetingId, photos: [] })
    expect(await ticked()).toEqual([])
  })

  it('freeze a version; a later change makes a new one and leaves the first as it was', async () => {
    const meetingId = await plan()
    const { id: itemId } = await meetings['agenda.add']({ meetingId, title: 'Verlichting', minutes: 20 })
    notes.set(itemId, '<p>Het is donker.</p>')
    context.store.commit([{ kind: 'decision', id: 'd-1', gebied: GEBIED, fields: { meetingId, agendaItemId: itemId, text: 'Wij meten.' } }, { kind: 'action', id: 'a-1', gebied: GEBIED, fields: { meetingId, title: 'Meten', ownerId: 'm-1', dueOn: '2027-01-05' } }])
    expect(await meetings['minutes.preview']({ meetingId, options })).toMatchObject({ nextVersion: 1, unchanged: false })
    const first = await meetings['minutes.finalise']({ meetingId, options })
    expect(first.version).toBe(1)
    expect(await meetings['minutes.preview']({ meetingId, options })).toMatchObject({ nextVersion: 2, unchanged: true })
    const frozen = await meetings['minutes.read']({ id: first.id })
    for (const part of ['Het is donker.', 'Wij meten.', 'Rita Voorbeeld', '05-01-2027', 'Vastgesteld op 23-11-2026, versie 1']) expect(frozen.html).toContain(part)
    notes.set(itemId, '<p>Het is licht.</p>')
    expect(await meetings['minutes.preview']({ meetingId, options })).toMatchObject({ unchanged: false })
    expect((await meetings['minutes.finalise']({ meetingId, options })).version).toBe(2)
    expect(await meetings['minutes.read']({ id: first.id })).toEqual(frozen)
    expect((await meetings['meetings.get']({ id: meetingId })).minutes).toMatchObject([{ version: 2, by: 'Rita Voorbeeld' }, { version: 1 }])
    expect(failing(() => meetings['meetings.delete']({ id: meetingId }))).toBe('HasMinutes')
  })
})
