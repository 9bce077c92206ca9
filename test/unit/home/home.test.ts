import { beforeEach, describe, expect, it } from 'vitest'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { homeHandlers } from '../../../electron/data/home/handlers.ts'
import { area, fillArea } from '../../support/area.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const { overdie, mare } = area
beforeEach(() => { context = testContext(); fillArea(context) })
const home = async (gebied: string) => await homeHandlers(context)['home.gebied']({ gebied })
const create = async (title: string, fields = {}) => (await actionHandlers(context)['actions.create']({ gebied: overdie, title, ...fields })).id

describe('home of a gebied', () => {
  it('shows the next meetings with who was invited and who comes', async () => {
    context.store.commit([
      { kind: 'meeting', id: 'oud', gebied: overdie, fields: { title: 'Gisteren', startsAt: '2026-11-22T19:30' } },
      { kind: 'meeting', id: 'af', gebied: overdie, fields: { title: 'Afgelast', startsAt: '2026-11-27T19:30', state: 'geannuleerd' } },
      { kind: 'meeting', id: 'nu', gebied: overdie, fields: { title: 'Vanochtend', startsAt: '2026-11-23T09:00' } },
      { kind: 'attendance', id: 'a-1', gebied: overdie, fields: { meetingId: area.meeting, contactId: area.contact, invitedOn: '2026-11-01', response: 'komt' } },
      { kind: 'attendance', id: 'a-2', gebied: overdie, fields: { meetingId: area.meeting, memberId: area.regisseur, response: 'komt' } },
    ])
    const { meetings } = await home(overdie)
    expect(meetings.items.map((m) => m.title)).toEqual(['Vanochtend', 'Panelavond Overdie'])
    expect(meetings.items[1]).toMatchObject({ invited: 1, coming: 1, place: 'Buurthuis' })
  })

  it('counts my actions, what is late and the promises that ask for attention', async () => {
    await create('mijne', { ownerId: area.regisseur })
    await create('te laat', { dueOn: '2026-11-20', ownerId: area.boa })
    await create('belofte', { terugkoppelingOn: '2026-11-30' })
    await create('oude belofte', { terugkoppelingOn: '2026-11-01' })
    const dicht = await create('dicht', { promise: true })
    await actionHandlers(context)['actions.close']({ id: dicht, state: 'gedaan', reason: '' })
    const { mine, late, promises } = await home(overdie)
    expect([mine.total, late.total, promises.late, promises.near, promises.closedUntold, promises.total]).toEqual([1, 1, 1, 2, 1, 3])
    expect(promises.items.map((i) => i.title)).toEqual(['oude belofte', 'belofte', 'dicht'])
  })

  it('counts panel members and finds buurten without one', async () => {
    const { panels, emptyBuurten } = await home(overdie)
    expect(panels?.items).toEqual([{ id: area.panel, name: 'Wijkpanel Overdie', members: 1 }])
    expect(emptyBuurten?.items.map((b) => b.name)).toEqual(['Stille buurt'])
    context.store.commit([{ kind: 'panelMembership', id: 'pm-1', gebied: overdie, fields: { until: '2026-11-01' } }])
    const after = await home(overdie)
    expect([after.panels?.items[0]?.members, after.emptyBuurten?.total]).toEqual([0, 2])
  })

  it('shows signals that nobody picked up, and counts those of the last seven days', async () => {
    const signal = (id: string, fields: object) => ({ kind: 'signal', id, gebied: overdie, fields: { text: id, ...fields } }) as LocalChange
    context.store.commit([signal('nieuw', { occurredAt: '2026-11-22T10:00' }), signal('oud', { occurredAt: '2026-10-01T10:00' }), signal('opgepakt', { occurredAt: '2026-11-17T10:00', state: 'opgepakt' })])
    const { signals } = await home(overdie)
    expect([signals.total, signals.fresh, signals.items.map((s) => s.title)]).toEqual([2, 2, ['nieuw', 'oud']])
  })

  it('is fresh without contacts, meetings and actions', async () => {
    expect((await home(mare)).fresh).toBe(true)
    expect((await home(overdie)).fresh).toBe(false)
    await create('iets', { gebied: mare })
    expect((await home(mare)).fresh).toBe(false)
  })

  it('shows no residents to who may not see them', async () => {
    const agent = { ...context, session: () => ({ ...context.session(), role: 'wijkagent' as const }) }
    const seen = await homeHandlers(agent)['home.gebied']({ gebied: overdie })
    expect([seen.panels, seen.emptyBuurten, seen.contacts]).toEqual([null, null, 0])
  })
})

describe('home of all gebieden', () => {
  it('has a row per gebied of the user', async () => {
    await create('mijne', { ownerId: area.regisseur, dueOn: '2026-11-01' })
    const { rows } = await homeHandlers(context)['home.all']({})
    expect(rows.map((r) => [r.name, r.mine, r.open, r.late, r.members, r.next?.title ?? null])).toEqual([['Overdie', 1, 1, 1, 1, 'Panelavond Overdie'], ['De Mare', 0, 0, 0, 0, null]])
    const boa = { ...context, session: () => ({ ...context.session(), gebieden: [mare] }) }
    expect((await homeHandlers(boa)['home.all']({})).rows.map((r) => r.name)).toEqual(['De Mare'])
  })
})
