import { beforeEach, describe, expect, it } from 'vitest'
import { missingOf, proposedTellDay } from '#core/actions/promise.ts'
import { countdown } from '#core/text/days.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { homeHandlers } from '../../../electron/data/home/handlers.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

/** Today is 23 November 2026. */
let context: ReturnType<typeof testContext>
const { overdie } = area
beforeEach(() => { context = testContext(); fillArea(context) })
const run = () => actionHandlers(context)
const create = async (fields: object) => await run()['actions.create']({ gebied: overdie, title: 'Lampen', ...fields })
const tellOn = (id: string) => context.store.read('action', id)?.terugkoppelingOn
const gaps = async () => (await homeHandlers(context)['home.gebied']({ gebied: overdie })).promises.gaps

describe('the day that residents hear of a promise', () => {
  it('is two weeks after the due date, counted from today when that passed', () => {
    expect([proposedTellDay('2026-12-01', '2026-11-23'), proposedTellDay('2026-10-01', '2026-11-23'), proposedTellDay(null, '2026-11-23')]).toEqual(['2026-12-15', '2026-12-07', null])
  })

  it('is filled in when an action becomes a promise or a promise gets its due date, said, and taken back with it', async () => {
    expect(await create({ promise: true, dueOn: '2026-12-01' })).toMatchObject({ proposedOn: '2026-12-15' })
    const { id } = await create({ dueOn: '2026-12-01' })
    const { undo, proposedOn } = await run()['actions.update']({ id, fields: { promise: true } })
    expect([proposedOn, tellOn(id)]).toEqual(['2026-12-15', '2026-12-15'])
    context.store.undo(undo ?? '')
    expect([tellOn(id), context.store.read('action', id)?.promise]).toEqual([null, false])
    const late = await create({ promise: true })
    expect(late.proposedOn).toBeUndefined()
    expect(await run()['actions.update']({ id: late.id, fields: { dueOn: '2027-01-01' } })).toMatchObject({ proposedOn: '2027-01-15' })
  })

  it('stays what somebody chose, also when that is none', async () => {
    const { id } = await create({ promise: true, dueOn: '2026-12-01', terugkoppelingOn: '2026-12-03' })
    expect((await run()['actions.update']({ id, fields: { dueOn: '2026-12-20' } })).proposedOn).toBeUndefined()
    expect(tellOn(id)).toBe('2026-12-03')
    await run()['actions.update']({ id, fields: { terugkoppelingOn: null } })
    await run()['actions.update']({ id, fields: { dueOn: '2026-12-21', title: 'Andere naam' } })
    expect(tellOn(id)).toBeNull()
    expect((await create({ dueOn: '2026-12-01' })).proposedOn).toBeUndefined()
  })

  it('is counted down to', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-28', '2026-12-20'].map((day) => countdown(day, '2026-11-23'))).toEqual(['gisteren te laat', 'vandaag', 'morgen', 'nog 5 dagen', 'nog 3 weken'])
  })
})

describe('a promise that lacks something', () => {
  it('names an owner, a day and people', () => {
    expect(missingOf({ ownerId: null, terugkoppelingOn: null, panelId: null, contacts: false })).toEqual(['trekker', 'datum', 'wie'])
    expect(missingOf({ ownerId: 'm', terugkoppelingOn: '2026-12-01', panelId: null, contacts: true })).toEqual([])
  })

  it('stands on the first page with what would complete it, until it is complete or told', async () => {
    const { id } = await create({ promise: true, meetingId: area.meeting })
    await create({ promise: true, ownerId: area.boa, terugkoppelingOn: '2026-12-01', contactIds: [area.contact] })
    await create({})
    const { total, items } = await gaps()
    expect([total, items]).toEqual([1, [{ id, title: 'Lampen', missing: ['trekker', 'datum', 'wie'], proposal: { owner: { id: area.regisseur, name: 'Rita Voorbeeld' }, terugkoppelingOn: '2026-12-21', panel: { id: area.panel, name: 'Wijkpanel Overdie' } } }]])
    expect((await run()['actions.list']({ filter: { gebieden: 'all', clock: 'onvolledig' }, offset: 0, limit: 10 })).items.map((item) => item.id)).toEqual([id])
    const { undo } = await run()['actions.update']({ id, fields: { ownerId: area.regisseur, terugkoppelingOn: '2026-12-21', panelId: area.panel } })
    expect((await gaps()).total).toBe(0)
    context.store.undo(undo ?? '')
    expect((await gaps()).total).toBe(1)
    await run()['actions.tell']({ id, terugkoppeling: { told: false, why: 'Iedereen was erbij.' } })
    expect((await gaps()).total).toBe(0)
  })

  it('proposes no panel where two could be meant', async () => {
    context.store.commit([{ kind: 'panel', id: 'p-2', gebied: overdie, fields: { name: 'Tweede panel' } }])
    await create({ promise: true, ownerId: area.boa, terugkoppelingOn: '2026-12-01' })
    expect((await gaps()).items[0]).toMatchObject({ missing: ['wie'], proposal: {} })
    await create({ promise: true, ownerId: area.boa, terugkoppelingOn: '2026-12-01', wijkCode: area.wijk, title: 'In de wijk' })
    expect((await gaps()).items.find((gap) => gap.title === 'In de wijk')?.proposal).toEqual({ panel: { id: area.panel, name: 'Wijkpanel Overdie' } })
  })
})
