import { afterEach, beforeEach, expect, it } from 'vitest'
import { fieldsOf, kindNames } from '#core/model/kinds.ts'
import { fieldLabel, valueText } from '../../../electron/data/sync/labels.ts'
import { listConflicts, resolveAll, resolveConflict } from '../../../electron/data/sync/conflicts.ts'
import type { DataContext } from '../../../electron/data/context.ts'
import { LongWork } from '../../../electron/data/work.ts'
import { countRefused } from '../../../electron/data/sync/refused.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'

let server: TestServer, anna: RealLaptop, bert: RealLaptop
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] })
  bert = await realLaptop(server, { name: 'Bert', role: 'boa', gebieden: [G1] })
  edit(anna, { title: 'Lamp', dueOn: '2026-12-01' })
  await meet()
})
afterEach(async () => { anna.close(); bert.close(); await server.close() })

const edit = (l: RealLaptop, fields: Record<string, string | boolean>) => { server.clock.ms += 1000; l.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields }]) }
const meet = async () => { for (const l of [anna, bert, anna, bert]) await l.round() }
const context = (l: RealLaptop): DataContext => ({ store: l.store, work: new LongWork(l.store, () => undefined), session: () => ({ userId: l.accountId, memberId: '', name: '', role: 'regisseur', gebieden: [G1], standalone: false, sample: false }), now: () => new Date(server.clock.ms), newId: l.store.options.newId, emit: () => undefined, tempFolder: '' })

it('shows both values as people read them, with who wrote them', async () => {
  edit(bert, { dueOn: '2026-12-05' })
  edit(anna, { dueOn: '2026-12-12' })
  await meet()
  expect(listConflicts(context(anna))).toMatchObject([{ kindName: 'actie', title: 'Lamp', label: 'Uiterste datum', current: { text: '12 december 2026', who: 'Anna', mine: true }, other: { text: '5 december 2026', who: 'Bert', mine: false }, mayKeepBoth: false }])
  expect(listConflicts(context(bert))).toMatchObject([{ current: { mine: false }, other: { mine: true } }])
})

it.each([['current', 'van Anna'], ['other', 'van Bert'], ['both', 'van Anna / van Bert']] as const)('[M6] keeping %s settles it on both laptops', async (keep, expected) => {
  edit(bert, { title: 'van Bert' })
  edit(anna, { title: 'van Anna' })
  await meet()
  const [conflict] = listConflicts(context(bert))
  resolveConflict(context(bert), conflict!.id, keep)
  await meet()
  for (const l of [anna, bert]) expect([l.store.read('action', 'a1')?.title, listConflicts(context(l)).length]).toEqual([expected, 0])
  expect(() => resolveConflict(context(anna), conflict!.id, 'other')).toThrow('al afgehandeld')
})

it('[M6] a question about something of the whole municipality is settled like any other', async () => {
  const carla = await realLaptop(server, { name: 'Carla', role: 'regisseur', gebieden: [G1] })
  const name = (l: RealLaptop, text: string) => { server.clock.ms += 1000; l.store.commit([{ kind: 'theme', id: 't1', gebied: MUNICIPALITY, fields: { name: text } }]) }
  name(anna, 'Verkeer')
  for (const l of [anna, carla]) await l.round()
  name(carla, 'Te hard rijden')
  name(anna, 'Verkeer en parkeren')
  for (const l of [anna, carla]) await l.round()
  resolveConflict(context(carla), listConflicts(context(carla))[0]!.id, 'other')
  expect(await carla.round()).toMatchObject({ sent: 2, refused: 0 })
  await anna.round()
  for (const l of [anna, carla]) expect([l.store.read('theme', 't1')?.name, listConflicts(context(l)), countRefused(l.store)]).toEqual(['Te hard rijden', [], 0])
  carla.close()
})

it('[D2] deleted here, edited there: put back or away', async () => {
  edit(bert, { title: 'van Bert' })
  edit(anna, { deleted: true })
  await meet()
  const [conflict] = listConflicts(context(bert))
  expect([conflict?.type, conflict?.current.text, bert.store.read('action', 'a1')]).toEqual(['editAfterDelete', 'Verwijderd', undefined])
  resolveConflict(context(bert), conflict!.id, 'other')
  await meet()
  for (const l of [anna, bert]) expect([l.store.read('action', 'a1')?.title, listConflicts(context(l)).length]).toEqual(['van Bert', 0])
})

it.each([
  ['description', 'van Anna', 'van Bert', 'van Anna / van Bert'], ['themeIds', ['t1', 't2'], ['t2', 't3'], ['t1', 't2', 't3']], ['dueOn', '2026-12-12', '2026-12-05', undefined], ['state', 'bezig', 'gedaan', undefined],
  ['ownerId', 'm1', 'm2', undefined], ['promise', true, false, undefined],
] as const)('[M6] %s: keeping the other, or both where that can be, is taken back with the question', async (field, annas, berts, both) => {
  const write = (l: RealLaptop, value: unknown) => { server.clock.ms += 1000; l.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { [field]: value } as never }]) }
  // Once changed, so that neither value is what a new row begins with.
  write(anna, berts)
  await meet()
  write(bert, annas)
  write(bert, berts)
  write(anna, annas)
  await meet()
  const conflict = listConflicts(context(anna))[0]!
  expect(conflict.mayKeepBoth).toBe(both !== undefined)
  const now = () => anna.store.read('action', 'a1')?.[field]
  const before = now()
  for (const keep of both === undefined ? ['other'] as const : ['other', 'both'] as const) {
    const { undo } = resolveConflict(context(anna), conflict.id, keep)
    expect(now()).toEqual(keep === 'both' ? both : conflict.other.value)
    expect(listConflicts(context(anna))).toEqual([])
    anna.store.undo(undo!)
    expect([now(), listConflicts(context(anna)).length]).toEqual([before, 1])
  }
})

it('[M6] a hundred at once: everything of mine or of the other in one edit, that is taken back as one', async () => {
  const many = Array.from({ length: 50 }, (_, i) => `m${i}`)
  const write = (l: RealLaptop, fields: Record<string, string>) => { server.clock.ms += 1000; l.store.commit(many.map((id) => ({ kind: 'action', id, gebied: G1, fields }))) }
  write(anna, { title: 'Begin', description: 'Begin' })
  await meet()
  write(bert, { title: 'van Bert', description: 'Bert schreef' })
  write(anna, { title: 'van Anna', description: 'Anna schreef' })
  await meet()
  const questions = listConflicts(context(bert))
  expect(questions).toHaveLength(100)
  const titles = () => [...new Set(many.map((id) => { const row = bert.store.read('action', id)!; return `${row.title}, ${row.description}` }))]
  const mine = resolveAll(context(bert), questions.map((c) => c.id), 'mine')
  expect([mine.settled, titles(), listConflicts(context(bert)).length]).toEqual([100, ['van Bert, Bert schreef'], 0])
  bert.store.undo(mine.undo!)
  expect([titles(), listConflicts(context(bert)).length]).toEqual([['van Anna, Anna schreef'], 100])
  resolveAll(context(bert), questions.slice(0, 2).map((c) => c.id), 'theirs')
  expect([titles(), listConflicts(context(bert)).length]).toEqual([['van Anna, Anna schreef'], 98])
  resolveAll(context(bert), questions.map((c) => c.id), 'mine')
  await meet()
  expect([listConflicts(context(anna)), countRefused(bert.store)]).toEqual([[], 0])
})

it('every field has a name in words, and every code reads as a word', () => {
  const nameless = kindNames.filter((kind) => kind !== 'conflict').flatMap((kind) => Object.keys(fieldsOf(kind)).filter((field) => fieldLabel(kind, field) === 'Nieuw veld').map((field) => `${kind}.${field}`))
  expect(nameless).toEqual([])
  expect(['deelsGedaan', 'nietVanOns', 'geen'].map((code) => valueText(anna.store, code === 'geen' ? 'attendance' : 'action', code === 'geen' ? 'response' : 'state', code))).toEqual(['Deels gedaan', 'Niet van ons', 'Nog geen reactie'])
  expect([valueText(anna.store, 'minutes', 'finalisedAt', '2026-11-24T18:30:00.000Z'), valueText(anna.store, 'meeting', 'startsAt', '2026-11-24T19:30')]).toEqual([expect.stringContaining('24 november 2026'), '24 november 2026 om 19:30'])
})
