import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { attendanceId } from '#core/model/ids.ts'
import { readNote } from '#core/notes/document.ts'
import { paperCode, typedCodes } from '#core/papers/codes.ts'
import { addressLines, lettersHtml } from '#core/papers/letters.ts'
import { minutesHandlers } from '../../../electron/data/meetings/minutes.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import { paperHandlers } from '../../../electron/data/papers/handlers.ts'
import type { Session } from '../../../electron/data/context.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const meetingId = '01990000-0000-7000-8000-000000000001', itemId = '01990000-0000-7000-8000-0000000000aa'
let context: ReturnType<typeof testContext>
let papers: ReturnType<typeof paperHandlers>
const codeOf = (contactId: string) => paperCode(attendanceId(meetingId, contactId))

function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  papers = paperHandlers(context)
  const resident = (id: string, firstName: string, lastName: string, details: object, channels: string[]) => context.store.commit([
    { kind: 'contact', id, gebied: GEBIED, fields: { salutation: 'mevrouw', firstName, prefix: 'van der', lastName } }, { kind: 'contactDetails', id, gebied: GEBIED, fields: details },
    { kind: 'consent', id: `t-${id}`, gebied: GEBIED, fields: { contactId: id, givenOn: '2026-01-01', source: 'formulier', textVersion: '1', channels } },
    { kind: 'attendance', id: attendanceId(meetingId, id), gebied: GEBIED, fields: { meetingId, contactId: id, memberId: null, invitedOn: '2026-11-01', response: 'geen', presence: 'onbekend', arrivedAt: null, walkIn: false } },
  ])
  context.store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } },
    { kind: 'teamMember', id: 'm-1', gebied: 'gemeente', fields: { name: 'Rita Voorbeeld', role: 'regisseur', gebiedIds: [GEBIED] } },
    { kind: 'meeting', id: meetingId, gebied: GEBIED, fields: { title: 'Panel Overdie', kind: 'wijkpanel', startsAt: '2026-12-10T19:30', endsAt: '2026-12-10T21:30', place: 'Buurthuis' } },
    { kind: 'agendaItem', id: itemId, gebied: GEBIED, fields: { meetingId, title: 'Verlichting', position: 'a', minutes: 20, ownerId: 'm-1' } },
  ])
  resident('c-1', 'Ada', 'Post', { street: 'Proefkade', houseNumber: '12', houseNumberAddition: 'A', postcode: '1823 AB', city: 'Alkmaar' }, ['post'])
  resident('c-2', 'Bea', 'Mail', { email: 'bea@voorbeeld.example' }, ['email'])
}
beforeEach(() => begin())
const failing = (work: () => unknown): string => { try { work() } catch (error) { if (error instanceof CommandFailure) return error.failure.type; throw error } return 'nothing' }

describe('codes on paper', () => {
  it('are four plain characters that follow from the id, and are read however they are typed', () => {
    fc.assert(fc.property(fc.uuid(), (id) => { expect(paperCode(id)).toMatch(/^[2-9A-HJKMNP-Z]{4}$/) }))
    expect(new Set(Array.from({ length: 300 }, (_, n) => paperCode(attendanceId(meetingId, `c-${String(n)}`)))).size).toBeGreaterThan(295)
    expect(typedCodes(' k7qm,AB2C;\nd3e4 ')).toEqual(['K7QM', 'AB2C', 'D3E4'])
  })
  it('put people on present in one go, say which are unknown, and can be taken back', async () => {
    const read = await papers['papers.readCodes']({ meetingId, text: `${codeOf('c-1').toLowerCase()} ${codeOf('c-2')} ${codeOf('c-2')} ZZZZ` })
    expect(read).toEqual({ found: [expect.objectContaining({ name: 'Ada van der Post', present: false }), expect.objectContaining({ contactId: 'c-2' })], unknown: ['ZZZZ'], shared: [] })
    const done = await papers['papers.markPresent']({ meetingId, attendanceIds: read.found.map((person) => person.attendanceId) })
    expect(done.marked).toBe(2)
    expect(context.store.read('attendance', attendanceId(meetingId, 'c-1'))?.presence).toBe('aanwezig')
    context.store.undo(done.undo ?? '')
    expect(context.store.read('attendance', attendanceId(meetingId, 'c-1'))?.presence).toBe('onbekend')
  })
  it('keep the time of who came late', async () => {
    context.store.commit([{ kind: 'attendance', id: attendanceId(meetingId, 'c-1'), gebied: GEBIED, fields: { presence: 'laat', arrivedAt: '2026-12-10T20:00' } }])
    expect((await papers['papers.markPresent']({ meetingId, attendanceIds: [attendanceId(meetingId, 'c-1')] })).marked).toBe(0)
    expect(context.store.read('attendance', attendanceId(meetingId, 'c-1'))).toMatchObject({ presence: 'laat', arrivedAt: '2026-12-10T20:00' })
  })
})

describe('what is printed', () => {
  it.each(['presentielijst', 'notitieformulieren', 'toestemmingskaarten', 'naamkaartjes', 'zaalblad'] as const)('%s needs nothing from elsewhere', async (paper) => {
    const { html } = await papers['papers.page']({ meetingId, paper, window: 'links' })
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|src="http|url\(/)
    expect(html.includes('Ada')).toBe(paper === 'presentielijst' || paper === 'naamkaartjes')
    expect(context.store.rows('accessLog')).toHaveLength(paper === 'presentielijst' || paper === 'naamkaartjes' ? 1 : 0)
  })
  it('the codes on the lists are those that are read back', async () => {
    expect((await papers['papers.page']({ meetingId, paper: 'presentielijst', window: 'links' })).html).toContain(codeOf('c-2'))
    const forms = await papers['papers.forms']({ meetingId })
    expect(forms.map(({ title }) => title)).toEqual(['1. Verlichting', 'Algemeen'])
    const page = (await papers['papers.page']({ meetingId, paper: 'notitieformulieren', window: 'links' })).html
    for (const { code } of forms) expect(page).toContain(code)
  })
  it('letters go to whom no mail reaches, with the address in the window', async () => {
    const { html, people } = await papers['papers.page']({ meetingId, paper: 'brieven', window: 'rechts' })
    expect(people).toBe(1)
    expect(html).toContain('<p class="address rechts">Mevrouw A. van der Post<br>Proefkade 12 A<br>1823 AB  ALKMAAR</p>')
    expect(html).toContain('Geachte mevrouw A. van der Post,')
    expect(html).not.toContain('Bea')
    expect(addressLines('X', { street: null, houseNumber: null, houseNumberAddition: null, postcode: null, city: null })).toEqual(['X'])
    expect(lettersHtml([{ address: ['<b>'], greeting: '"&' }], { subject: '', text: 'a\n\nb', day: '2026-12-01', sender: '', style: { municipality: '', logo: '', accent: '', footer: '' }, window: 'links' })).toContain('&lt;b&gt;')
  })
  it('a BOA prints no addresses', () => {
    begin({ role: 'boa' })
    expect(failing(() => papers['papers.page']({ meetingId, paper: 'brieven', window: 'links' }))).toBe('NoRight')
    expect(failing(() => papers['papers.page']({ meetingId, paper: 'presentielijst', window: 'links' }))).toBe('NoRight')
    expect(failing(() => papers['papers.readCodes']({ meetingId, text: 'AAAA' }))).toBe('NoRight')
  })
})

describe('a note from paper', () => {
  const words = (noteId: string) => JSON.stringify(readNote([noteState(context.store, noteId)!.update]))
  it('goes under what was there, and its lines become actions, promises and decisions', async () => {
    await papers['papers.addNote']({ meetingId, noteId: itemId, text: 'Eerst dit' })
    expect(await papers['papers.addNote']({ meetingId, noteId: itemId, text: 'Het is donker.\nActie: lampen tellen @Rita 14 dec\nbelofte: brief sturen\nBesluit: wij meten\nActie:' })).toEqual({ actions: 2, decisions: 1 })
    expect(words(itemId)).toMatch(/Eerst dit.*Het is donker.*"kind":"action".*"kind":"action".*"kind":"decision".*Actie:/)
    expect(context.store.rows('action').map(({ title, promise, ownerId, meetingId: of, agendaItemId }) => ({ title, promise, ownerId, of, agendaItemId }))).toEqual([
      { title: 'lampen tellen', promise: false, ownerId: 'm-1', of: meetingId, agendaItemId: itemId }, { title: 'brief sturen', promise: true, ownerId: null, of: meetingId, agendaItemId: itemId },
    ])
    expect(context.store.rows('decision')[0]).toMatchObject({ text: 'wij meten', noteId: itemId })
  })
  it('is refused whole where its agenda item is gone', () => {
    expect(failing(() => papers['papers.addNote']({ meetingId, noteId: 'elsewhere', text: 'Actie: x' }))).toBe('Gone')
    expect(context.store.rows('action')).toEqual([])
  })
})

describe('the message afterwards', () => {
  it('tells those who were there and those who were not what was promised, names nobody, and takes the public minutes along', async () => {
    context.store.commit([
      { kind: 'attendance', id: attendanceId(meetingId, 'c-2'), gebied: GEBIED, fields: { presence: 'aanwezig' } },
      { kind: 'action', id: 'a-1', gebied: GEBIED, fields: { title: 'Bea van der Mail terugbellen', promise: true, meetingId, terugkoppelingOn: '2027-01-05' } }, { kind: 'decision', id: 'd-1', gebied: GEBIED, fields: { meetingId, text: 'Wij meten.' } },
    ])
    const options = { attendance: 'counts' as const, notes: true, actions: true, edition: 'openbaar' as const, keep: [], also: [] }
    await minutesHandlers(context, () => '')['minutes.finalise']({ meetingId, options })
    const folder = mkdtempSync(join(tmpdir(), 'na-afloop-'))
    try {
      const written = await papers['papers.followup']({ meetingId, group: 'aanwezig', form: 'each', path: join(folder, 'nieuw') })
      expect(written).toMatchObject({ drafts: 1, people: 1, withoutEmail: 0, withMinutes: true })
      const mail = readFileSync(join(folder, 'nieuw', readdirSync(join(folder, 'nieuw'))[0] ?? ''), 'utf8')
      const text = mail.replace(/=\r\n/g, '')
      for (const part of ['Dank u wel dat u er was bij Panel Overdie', 'Een bewoner terugbellen (u hoort uiterlijk dinsdag 5 januari 2027 van ons)', 'Wij meten.', 'Verslag Panel Overdie.docx']) expect(text).toContain(part)
      await expect(Promise.resolve().then(() => papers['papers.followup']({ meetingId, group: 'afwezig', form: 'bcc', path: folder }))).rejects.toThrow('wie er niet was')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
