import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SignalFilter } from '#core/contract/signals.ts'
import { fieldsOf, kinds } from '#core/model/kinds.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import { readTable } from '#core/import/table.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { searchAll } from '../../../electron/data/search/search.ts'
import { countSql, pageSql } from '../../../electron/data/signals/list.ts'
import { signalWhere } from '../../../electron/data/signals/filter.ts'
import { signalHandlers } from '../../../electron/data/signals/handlers.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const { overdie, mare } = area
beforeEach(() => { context = testContext(); fillArea(context); context.store.commit([{ kind: 'theme', id: 't-lamp', gebied: 'gemeente', fields: { name: 'Lamp stuk', parentId: area.theme } }]) })
const signals = () => signalHandlers(context)
const create = async (text: string, fields = {}) => (await signals()['signals.create']({ gebied: overdie, text, ...fields })).id
const list = async (filter: Partial<SignalFilter> = {}) => (await signals()['signals.list']({ filter: { gebieden: 'all', ...filter }, offset: 0, limit: 100 })).items.map((item) => item.title)
const get = async (id: string) => await signals()['signals.get']({ id })
const undo = (token: string | null) => context.store.undo(token ?? '')

describe('the kind', () => {
  it('cannot point at a person: no field refers to a contact or is called after one', () => {
    const fields = Object.entries(fieldsOf('signal'))
    expect(fields.filter(([name, field]) => /contact|person|naam|phone|email/i.test(name) || ['contact', 'contactDetails', 'attendance', 'consent', 'panelMembership'].includes(field.to ?? ''))).toEqual([])
    expect(fields.filter(([, field]) => field.personal)).toEqual([])
  })
  it('is read and written by everyone of the team, BOA and wijkagent included', () => {
    for (const role of ['regisseur', 'oov', 'boa', 'wijkagent', 'beheerder'] as const) expect([mayReceive(role, 'signal'), mayWrite(role, 'signal')]).toEqual([true, true])
    expect(kinds.signal.scope).toBe('gebied')
  })
})

describe('making and changing', () => {
  it('happened now unless told otherwise, by who works here, in the wijk of its buurt', async () => {
    const { signal, createdByName, item } = await get(await create('Lamp bij de brug stuk', { buurtCode: area.buurt, themeIds: ['t-lamp'] }))
    expect(signal).toMatchObject({ occurredAt: '2026-11-23T13:00', createdBy: area.regisseur, wijkCode: area.wijk, state: 'nieuw', weight: 'hinderlijk', source: 'inDeWijk' })
    expect([createdByName, item.place, item.themeNames]).toEqual(['Rita Voorbeeld', 'Voorbeeldbuurt', ['Verlichting: Lamp stuk']])
  })
  it('takes source and wijk from the meeting where it was said', async () => {
    context.store.commit([{ kind: 'meeting', id: 'koffie', gebied: overdie, fields: { kind: 'buurtbakkie', title: 'Koffie', wijkCode: area.wijk, startsAt: '2026-11-23T12:30' } }])
    expect((await get(await create('Hondenpoep', { meetingId: 'koffie' }))).signal).toMatchObject({ source: 'buurtbakkie', wijkCode: area.wijk, meetingId: 'koffie' })
    expect(await signals()['signals.bakkie']({ gebied: overdie })).toEqual({ meeting: { id: 'koffie', title: 'Koffie' }, lastHour: 1 })
    expect(await signals()['signals.bakkie']({ gebied: mare })).toEqual({ meeting: null, lastHour: 0 })
  })
  it('asks why there is no action, and the number of a report', async () => {
    const id = await create('Stoep')
    const update = async (fields: object) => await signals()['signals.update']({ id, fields })
    await expect(update({ state: 'geenActie' })).rejects.toMatchObject({ failure: { type: 'ReasonMissing' } })
    await expect(update({ state: 'overgedragen' })).rejects.toMatchObject({ failure: { type: 'NumberMissing' } })
    await expect(update({ text: ' ' })).rejects.toMatchObject({ failure: { type: 'TextMissing' } })
    await expect((async () => await signals()['signals.handOver']({ id, number: '123', on: '2026-11-24' }))()).rejects.toMatchObject({ failure: { type: 'InFuture' } })
    await signals()['signals.handOver']({ id, number: 'MOR-123', on: '2026-11-22' })
    expect((await get(id)).signal).toMatchObject({ state: 'overgedragen', deskNumber: 'MOR-123', handedOverOn: '2026-11-22' })
  })
  it('can be taken away and brought back', async () => {
    const id = await create('Weg')
    const answer = await signals()['signals.delete']({ ids: [id] })
    expect(await list()).toEqual([])
    undo(answer.undo)
    expect(await list()).toEqual(['Weg'])
  })
  it('is refused outside the own gebieden', async () => {
    const id = await create('Elders')
    const boa = signalHandlers({ ...context, session: () => ({ ...context.session(), role: 'boa', gebieden: [mare] }) })
    await expect((async () => await boa['signals.get']({ id }))()).rejects.toMatchObject({ failure: { type: 'NoAccess' } })
    await expect((async () => await boa['signals.create']({ gebied: overdie, text: 'x' }))()).rejects.toMatchObject({ failure: { type: 'NoAccess' } })
    expect((await boa['signals.list']({ filter: { gebieden: 'all' }, offset: 0, limit: 10 })).total).toBe(0)
  })
})

describe('from signal to action', () => {
  it('takes text, theme and place over, links both ways and is taken back as one', async () => {
    const id = await create('Lamp stuk bij de brug\nAl twee weken.', { buurtCode: area.buurt, themeIds: ['t-lamp'], place: 'Brugstraat' })
    const answer = await signals()['signals.toAction']({ id })
    const { action, signals: made } = await actionHandlers(context)['actions.get']({ id: answer.actionId })
    expect(action).toMatchObject({ title: 'Lamp stuk bij de brug', description: 'Lamp stuk bij de brug\nAl twee weken.\n\nPlek: Brugstraat', themeIds: ['t-lamp'], buurtCode: area.buurt, wijkCode: area.wijk, ownerId: area.regisseur, signalIds: [id] })
    expect(made).toEqual([{ id, name: 'Lamp stuk bij de brug' }])
    const after = await get(id)
    expect([after.signal.state, after.actions.map((a) => a.title)]).toEqual(['opgepakt', ['Lamp stuk bij de brug']])
    undo(answer.undo)
    expect([(await get(id)).signal.state, (await get(id)).actions]).toEqual(['nieuw', []])
  })
  it('ties an action that exists', async () => {
    const id = await create('Tegel los')
    const { id: actionId } = await actionHandlers(context)['actions.create']({ gebied: overdie, title: 'Tegels' })
    await signals()['signals.linkAction']({ id, actionId, linked: true })
    expect((await get(id)).actions.map((a) => a.id)).toEqual([actionId])
    await signals()['signals.linkAction']({ id, actionId, linked: false })
    expect((await get(id)).actions).toEqual([])
  })
})

describe('about the same', () => {
  it('suggests what is near in theme, place and time, until it is linked', async () => {
    const place = { buurtCode: area.buurt, themeIds: [area.theme] }
    const id = await create('Donker pad', place)
    const same = await create('Lamp stuk', { ...place, themeIds: ['t-lamp'], occurredAt: '2026-10-20T09:00' })
    await create('Te lang geleden', { ...place, occurredAt: '2026-08-01T09:00' })
    await create('Andere buurt', { ...place, buurtCode: area.emptyBuurt })
    await create('Ander thema', { buurtCode: area.buurt })
    expect((await get(id)).similar.map(({ item, metres }) => [item.id, metres])).toEqual([[same, null]])
    const { undo: token } = await signals()['signals.link']({ id, otherId: same, linked: true })
    expect([(await get(id)).similar, (await get(id)).linked.map((l) => l.id), (await get(same)).linked.map((l) => l.id)]).toEqual([[], [same], [id]])
    undo(token)
    expect((await get(same)).linked).toEqual([])
  })
})

describe('the list', () => {
  beforeEach(async () => {
    await create('Lamp stuk', { themeIds: ['t-lamp'], buurtCode: area.buurt, occurredAt: '2026-11-20T09:00', weight: 'ernstig' })
    await create('Fietsen op de stoep', { occurredAt: '2026-11-21T09:00', source: 'panel' })
    await signals()['signals.create']({ gebied: mare, text: 'Zwerfvuil bij de school', occurredAt: '2026-10-01T09:00', place: 'Marelaan 3' })
  })
  it('is newest first, and narrowed by everything', async () => {
    expect(await list()).toEqual(['Fietsen op de stoep', 'Lamp stuk', 'Zwerfvuil bij de school'])
    expect(await list({ themeId: area.theme })).toEqual(['Lamp stuk'])
    expect(await list({ buurtCode: area.buurt, wijkCode: area.wijk })).toEqual(['Lamp stuk'])
    expect(await list({ source: 'panel' })).toEqual(['Fietsen op de stoep'])
    expect(await list({ weight: 'ernstig' })).toEqual(['Lamp stuk'])
    expect(await list({ from: '2026-11-20', to: '2026-11-20' })).toEqual(['Lamp stuk'])
    expect(await list({ states: ['afgehandeld'] })).toEqual([])
    expect(await list({ gebieden: [mare] })).toEqual(['Zwerfvuil bij de school'])
    expect(await list({ text: 'zwerf marel' })).toEqual(['Zwerfvuil bij de school'])
    expect(await list({ text: '"(*' })).toEqual([])
    expect(await list({ meetingId: area.meeting })).toEqual([])
  })
  it('counts by hoofdthema, buurt and state', async () => {
    const counts = await signals()['signals.counts']({ filter: { gebieden: 'all' } })
    expect(counts).toMatchObject({ total: 3, states: { nieuw: 3 }, themes: [{ id: area.theme, name: 'Verlichting', count: 1 }], buurten: [{ name: 'Voorbeeldbuurt', count: 1 }] })
  })
  it('is answered from one index, the order included', () => {
    for (const filter of [{}, { gebieden: [overdie] }, { themeId: area.theme, states: ['nieuw' as const], from: '2026-01-01' }, { text: 'lamp' }]) {
      const where = signalWhere(context, { gebieden: 'all', ...filter })
      const plan = (sql: string) => (context.store.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ ...where.params, ...(sql.includes(':limit') ? { limit: 100, offset: 0 } : {}) }) as { detail: string }[]).map((step) => step.detail)
      const page = plan(pageSql(where))
      expect(page[0]).toMatch(/^SEARCH s USING COVERING INDEX signal_list/)
      expect(page.join()).not.toContain('TEMP B-TREE FOR ORDER BY')
      expect(plan(countSql(where))[0]).toMatch(/^SEARCH s USING COVERING INDEX signal_list/)
    }
    expect((context.store.db.prepare("EXPLAIN QUERY PLAN SELECT id FROM action WHERE deleted = 0 AND signalIds <> '[]' AND instr(signalIds, 'x') > 0").all() as { detail: string }[])[0]?.detail).toContain('action_signals')
  })
  it('is found with Ctrl+K', () => {
    const [group] = searchAll(context, { text: 'zwerf', gebieden: 'all', limit: 5 }).groups
    expect([group?.kind, group?.hits[0]?.title.map((part) => part.text).join('')]).toEqual(['signal', 'Zwerfvuil bij de school'])
  })
})

describe('the round', () => {
  it('shows what is open in a buurt, own actions first', async () => {
    await create('Lamp', { buurtCode: area.buurt })
    await create('Elders', { buurtCode: area.emptyBuurt })
    const done = await create('Klaar', { buurtCode: area.buurt })
    await signals()['signals.update']({ id: done, fields: { state: 'afgehandeld' } })
    const make = (title: string, fields: object) => actionHandlers(context)['actions.create']({ gebied: overdie, title, buurtCode: area.buurt, ...fields })
    await make('Van een ander', { ownerId: area.boa, dueOn: '2026-11-01' })
    await make('Van mij', { ownerId: area.regisseur })
    const round = await signals()['signals.round']({ gebied: overdie, buurtCode: area.buurt })
    expect([round.actions.map((a) => [a.title, a.mine]), round.signals.map((s) => s.title)]).toEqual([[['Van mij', true], ['Van een ander', false]], ['Lamp']])
    expect((await signals()['signals.round']({ gebied: overdie, buurtCode: '' })).signals).toHaveLength(2)
  })
})

describe('export', () => {
  it('writes what the filter finds and logs purpose and count; a BOA cannot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalen-'))
    try {
      await create('=1+1 lamp', { themeIds: ['t-lamp'], buurtCode: area.buurt })
      await create('Stoep', { lat: 52.63, lon: 4.75 })
      const csv = join(folder, 's.csv'), xlsx = join(folder, 's.xlsx')
      const input = { purpose: 'overleg met het meldpunt', filter: { gebieden: 'all' as const } }
      expect(await signals()['export.signals']({ ...input, path: csv, format: 'csv' })).toEqual({ count: 2 })
      const text = readFileSync(csv, 'utf8')
      expect(text).toContain("'=1+1 lamp")
      expect(text).toContain('Verlichting: Lamp stuk')
      await signals()['export.signals']({ ...input, path: xlsx, format: 'xlsx', filter: { gebieden: 'all', text: 'stoep' } })
      const read = readTable(readFileSync(xlsx), { fileName: 's.xlsx' })
      expect(read.ok && read.value.sheets[0]?.rows.map((row) => row.cells[2])).toEqual(['Signaal', 'Stoep'])
      expect(context.store.rows('accessLog').map((l) => [l.act, l.objectKind, l.purpose, l.count, l.outcome])).toEqual([['geexporteerd', 'signal', 'overleg met het meldpunt', 2, 'gelukt'], ['geexporteerd', 'signal', 'overleg met het meldpunt', 1, 'gelukt']])
      const boa = signalHandlers({ ...context, session: () => ({ ...context.session(), role: 'boa' }) })
      await expect((async () => await boa['export.signals']({ ...input, path: csv, format: 'csv' }))()).rejects.toMatchObject({ failure: { type: 'NotAllowed' } })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

it('a file from before signals gets the table and its index at the next opening', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalen-'))
  try {
    const file = join(folder, 'boek.db')
    const before = testContext({}, { file })
    before.store.db.exec('DROP TABLE signal')
    before.store.close()
    const after = testContext({}, { file })
    after.store.commit([{ kind: 'signal', id: 's-1', gebied: overdie, fields: { text: 'Lamp', lat: 52.63, lon: null } }])
    expect(after.store.read('signal', 's-1')).toMatchObject({ text: 'Lamp', lat: 52.63, lon: null, signalIds: [] })
    expect(after.store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name = 'signal_list'").pluck().get()).toBe('signal_list')
    after.store.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
