import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import type { Session } from '../../../electron/data/context.ts'
import { calendarHandlers } from '../../../electron/data/calendar/handlers.ts'
import { feedKeeper, type FeedKeeper } from '../../../electron/data/calendar/keeper.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const OTHER = 'g-demare'
let context: ReturnType<typeof testContext>
let keeper: FeedKeeper
let calendar: ReturnType<typeof calendarHandlers>
let folder: string

function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  keeper = feedKeeper(context, (line) => { throw new Error(line) })
  calendar = calendarHandlers(context, keeper)
  context.store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } }, { kind: 'gebied', id: OTHER, gebied: 'gemeente', fields: { name: 'De Mare' } },
    { kind: 'contact', id: 'c-1', gebied: GEBIED, fields: { firstName: 'Jantje', prefix: 'van der', lastName: 'Voorbeeldberg' } },
    { kind: 'meeting', id: 'b-1', gebied: GEBIED, fields: { kind: 'wijkpanel', title: 'Panel Overdie', startsAt: '2026-12-10T19:30', endsAt: '2026-12-10T21:30', place: 'Buurthuis', sequence: 3 } },
    { kind: 'meeting', id: 'b-2', gebied: OTHER, fields: { title: 'Panel De Mare', startsAt: '2026-12-31T23:00', state: 'geannuleerd' } },
    { kind: 'meeting', id: 'b-3', gebied: OTHER, fields: { title: 'Zonder datum' } },
    { kind: 'action', id: 'a-1', gebied: GEBIED, fields: { title: 'Jantje van der Voorbeeldberg bellen', dueOn: '2026-11-01', terugkoppelingOn: '2026-12-10', promise: true } },
    { kind: 'action', id: 'a-2', gebied: GEBIED, fields: { title: 'Heg snoeien', dueOn: '2026-10-01', terugkoppelingOn: '2027-01-05', state: 'gedaan', closedOn: '2026-10-01' } },
    { kind: 'terugkoppeling', id: 't-2', gebied: GEBIED, fields: { actionId: 'a-2', toldOn: '2026-10-08', toWhom: 'Panel', what: 'Gesnoeid' } },
    { kind: 'actionChange', id: 'w-1', gebied: GEBIED, fields: { actionId: 'a-1', field: 'dueOn', before: null, after: '2026-11-01' } },
  ])
}
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'agenda-')); begin() })
afterEach(() => { keeper.close(); vi.useRealTimers(); rmSync(folder, { recursive: true, force: true }) })

const year = async (n: number, gebied: string | null = null) => (await calendar['calendar.year']({ gebied, year: n })).entries.map(({ kind, id, day, time, state }) => [day, time, kind, id, state])
const write = (fields: object = {}) => calendar['calendar.writeFeed']({ path: join(folder, 'Gebiedsboek.ics'), gebied: null, deadlines: true, keep: false, ...fields })
const lines = () => readFileSync(join(folder, 'Gebiedsboek.ics'), 'utf8').replaceAll('\r\n ', '').split('\r\n')
const failure = async (work: () => unknown) => { try { await work() } catch (error) { if (error instanceof CommandFailure) return error.failure; throw error } return undefined }

it('a year holds every day that the rows know, of one gebied or all', async () => {
  expect(await year(2026)).toEqual([
    ['2026-10-01', null, 'actie', 'a-2', 'klaar'], ['2026-10-08', null, 'verteld', 'a-2', 'klaar'], ['2026-11-01', null, 'actie', 'a-1', 'telaat'],
    ['2026-12-10', '19:30', 'bijeenkomst', 'b-1', 'komt'], ['2026-12-10', null, 'terugkoppeling', 'a-1', 'komt'], ['2026-12-31', '23:00', 'bijeenkomst', 'b-2', 'vervallen'],
  ])
  expect(await year(2027)).toEqual([['2027-01-05', null, 'terugkoppeling', 'a-2', 'klaar']])
  expect(await year(2026, OTHER)).toEqual([['2026-12-31', '23:00', 'bijeenkomst', 'b-2', 'vervallen']])
})

it('the file has hours in Amsterdam, whole days for deadlines, stable ids and no names of residents', async () => {
  expect(await write()).toMatchObject({ events: 4, problem: '' })
  const text = lines()
  expect(text.filter((line) => /^(?:BEGIN:V|UID|SEQ|DTSTART[;:]|DTEND|SUMMARY|STATUS|TRANSP)/.test(line)).slice(text.filter((line) => /^(?:BEGIN:V(?!EVENT)|DTSTART:)/.test(line)).length)).toEqual([
    'BEGIN:VEVENT', 'UID:b-1@gebiedsboek', 'SEQUENCE:3', 'DTSTART;TZID=Europe/Amsterdam:20261210T193000', 'DTEND;TZID=Europe/Amsterdam:20261210T213000', 'SUMMARY:Panel Overdie', 'STATUS:CONFIRMED', 'TRANSP:OPAQUE',
    'BEGIN:VEVENT', 'UID:b-2@gebiedsboek', 'SEQUENCE:0', 'DTSTART;TZID=Europe/Amsterdam:20261231T230000', 'SUMMARY:Gaat niet door: Panel De Mare', 'STATUS:CANCELLED', 'TRANSP:TRANSPARENT',
    'BEGIN:VEVENT', 'UID:a-1-uiterste-datum@gebiedsboek', 'SEQUENCE:1', 'DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261102', 'SUMMARY:Uiterste datum: Een bewoner bellen', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT',
    'BEGIN:VEVENT', 'UID:a-1-terugkoppeling@gebiedsboek', 'SEQUENCE:0', 'DTSTART;VALUE=DATE:20261210', 'DTEND;VALUE=DATE:20261211', 'SUMMARY:Terugkoppelen: Een bewoner bellen', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT',
  ])
  expect(text).toContain('TZID:Europe/Amsterdam')
  expect(text.join('\n')).not.toContain('Voorbeeldberg')
  expect(await write({ deadlines: false, gebied: GEBIED })).toMatchObject({ events: 1 })
  expect(readdirSync(folder)).toEqual(['Gebiedsboek.ics'])
})

it('who does not know residents gets titles that cannot name one', async () => {
  keeper.close()
  begin({ role: 'wijkagent' })
  await write()
  expect(lines().filter((line) => line.startsWith('SUMMARY'))).toEqual(['SUMMARY:Wijkpanel', 'SUMMARY:Gaat niet door: Wijkpanel', 'SUMMARY:Uiterste datum: een actie', 'SUMMARY:Terugkoppelen: een belofte'])
})

it('is kept as the rows are where that was asked for, and only there', async () => {
  vi.useFakeTimers()
  const rename = (title: string) => context.store.commit([{ kind: 'meeting', id: 'b-1', gebied: GEBIED, fields: { title } }])
  await write()
  rename('Anders')
  keeper.changed(['meeting'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(lines()).toContain('SUMMARY:Panel Overdie')
  await write({ keep: true })
  rename('Nog anders')
  keeper.changed(['attachment'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(lines()).toContain('SUMMARY:Anders')
  keeper.changed(['meeting'])
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(lines()).toContain('SUMMARY:Nog anders'))
})

it('says plainly that the place is gone, goes on when it is back, and can be stopped', async () => {
  expect((await failure(() => calendar['calendar.rewriteFeed']({})))?.type).toBe('NoFeed')
  await write({ keep: true })
  rmSync(folder, { recursive: true })
  const gone = await failure(() => calendar['calendar.rewriteFeed']({}))
  expect(gone?.type).toBe('PlaceGone')
  expect(await calendar['calendar.feed']({})).toMatchObject({ problem: gone?.message, keep: true, events: 4 })
  expect(context.events.at(-1)).toEqual({ event: 'calendarFeed', payload: { problem: gone?.message } })
  folder = mkdtempSync(join(tmpdir(), 'agenda-'))
  await write({ keep: true })
  expect(await calendar['calendar.feed']({})).toMatchObject({ problem: '' })
  await calendar['calendar.stopFeed']({})
  expect(await calendar['calendar.feed']({})).toMatchObject({ keep: false })
})
