import { beforeEach, describe, expect, it } from 'vitest'
import { threadGaps, threadStanding } from '#core/promises/thread.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { promiseHandlers } from '../../../electron/data/promises/handlers.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const { overdie, mare } = area
const priority = (id: string, fields: object, gebied: string = overdie): LocalChange => ({ kind: 'priority', id, gebied, fields: { title: 'Donkere plekken', themeId: area.theme, wijkCode: area.wijk, panelId: area.panel, meetingId: area.meeting, rank: 1, points: 12, decidedOn: '2026-11-01', ...fields } }) as LocalChange
const signal = (id: string, fields: object): LocalChange => ({ kind: 'signal', id, gebied: overdie, fields: { text: id, themeIds: [area.theme], wijkCode: area.wijk, occurredAt: '2026-10-01T10:00', ...fields } }) as LocalChange
beforeEach(() => { context = testContext(); fillArea(context); context.store.commit([priority('p-1', {})]) })
const handlers = () => promiseHandlers(context)
const thread = async (id = 'p-1') => await handlers()['threads.get']({ id })
const create = async (title: string, fields = {}) => (await actionHandlers(context)['actions.create']({ gebied: overdie, title, priorityIds: ['p-1'], ownerId: area.boa, ...fields })).id

describe('the rode draad', () => {
  it('says plainly what is missing while there is nothing', async () => {
    expect(threadGaps(await thread())).toEqual({ cijfer: 'Er hoort geen cijfer bij.', gehoord: 'Nog geen signalen over dit thema.', gekozen: null, acties: 'Nog geen actie.', resultaten: 'Nog geen resultaat.', verteld: 'Nog niet teruggekoppeld.' })
    context.store.commit([priority('los', { themeId: null, meetingId: null })])
    expect(threadGaps(await thread('los'))).toMatchObject({ gehoord: expect.stringContaining('geen thema') as string, gekozen: 'Niet bekend bij welke bijeenkomst dit is gekozen.' })
    expect(() => handlers()['threads.get']({ id: 'weg' })).toThrow('Deze prioriteit is er niet meer.')
  })

  it('holds the signals of its theme with subthema’s in its wijk, counted by buurt and source, and no others', async () => {
    context.store.commit([
      { kind: 'theme', id: 't-lamp', gebied: 'gemeente', fields: { name: 'Lamp stuk', parentId: area.theme } },
      signal('een', { buurtCode: area.buurt, source: 'panel', meetingId: area.meeting }), signal('twee', { themeIds: ['t-lamp'], buurtCode: area.buurt, source: 'inDeWijk' }), signal('drie', { source: 'panel' }),
      signal('andere wijk', { wijkCode: 'WK0361XB' }), signal('ander thema', { themeIds: ['t-anders'] }), signal('weg', { deleted: true }),
    ])
    const { signals } = await thread()
    expect([signals?.total, signals?.buurten, signals?.sources]).toEqual([3, [{ code: area.buurt, name: 'Voorbeeldbuurt', count: 2 }], [{ source: 'panel', count: 2 }, { source: 'inDeWijk', count: 1 }]])
    expect(signals?.meetings.map((meeting) => meeting.title)).toEqual(['Panelavond Overdie'])
    context.store.commit([priority('heel', { wijkCode: '' })])
    expect((await thread('heel')).signals?.total).toBe(4)
  })

  it('follows actions to their result and to who was told, and counts who still waits', async () => {
    const done = await create('Lampen laten maken', { promise: true }), open = await create('Heg snoeien', { promise: true, terugkoppelingOn: '2026-12-01' })
    await create('Van een andere prioriteit', { priorityIds: ['p-2'] })
    await actionHandlers(context)['actions.close']({ id: done, state: 'gedaan', reason: 'Drie lampen vervangen.', terugkoppeling: { told: true, toWhom: 'Wijkpanel Overdie', how: 'brief', what: 'De lampen branden weer.', toldOn: '2026-11-20' } })
    const now = await thread()
    expect(now.actions.map(({ id, state, told, ownerName }) => [id, state, told, ownerName]).sort()).toEqual([[done, 'gedaan', 'verteld', 'Bas Voorbeeld'], [open, 'open', 'nog', 'Bas Voorbeeld']].sort())
    expect(now.told).toMatchObject([{ actionId: done, actionTitle: 'Lampen laten maken', toWhom: 'Wijkpanel Overdie', how: 'brief', toldOn: '2026-11-20' }])
    expect(threadGaps(now)).toMatchObject({ acties: null, resultaten: null, verteld: 'Van 1 actie is nog niet teruggekoppeld.' })
    const [line] = await handlers()['threads.list']({ gebieden: [overdie] })
    expect(line && threadStanding(line)).toBe('2 acties, 1 afgerond, van 1 nog niet teruggekoppeld')
    await actionHandlers(context)['actions.delete']({ ids: [open] })
    expect(threadGaps(await thread()).verteld).toBeNull()
  })

  it('lists priorities of the gebieden asked for, those that no longer count last', async () => {
    context.store.commit([priority('oud', { title: 'Bereikt', state: 'bereikt' }), priority('mare', { title: 'Afval', panelId: null }, mare)])
    expect((await handlers()['threads.list']({ gebieden: 'all' })).map((line) => line.title)).toEqual(['Afval', 'Donkere plekken', 'Bereikt'])
    expect((await handlers()['threads.list']({ gebieden: [mare] })).map((line) => line.title)).toEqual(['Afval'])
  })
})

describe('the page', () => {
  const page = async (edition: 'intern' | 'openbaar', choices: { keep?: string[]; also?: string[] } = {}) => await handlers()['threads.page']({ id: 'p-1', edition, keep: [], also: [], ...choices })

  it('is the same for the same rows, and without names for everybody, each of which is shown to the writer', async () => {
    await create('Mevrouw van der Voorbeeldberg bellen over <licht>', { promise: true })
    const inside = await page('intern')
    expect(await page('intern')).toEqual(inside)
    expect(inside.html).toContain('Mevrouw van der Voorbeeldberg bellen over &lt;licht&gt;')
    expect(inside.html).toContain('Bas Voorbeeld')
    const { html, removals } = await page('openbaar')
    expect(html).not.toMatch(/Voorbeeldberg|Bas Voorbeeld/)
    expect(html).toContain('Wijk BOA')
    expect(removals.map((removal) => removal.text)).toContainEqual(expect.stringContaining('Voorbeeldberg'))
    expect((await page('openbaar', { also: ['Donkere plekken'] })).html).not.toContain('Donkere plekken')
  })

  it('is not made for everybody by who does not know the names', async () => {
    const boa = promiseHandlers({ ...context, session: () => ({ ...context.session(), role: 'boa' }) })
    expect(() => boa['threads.page']({ id: 'p-1', edition: 'openbaar', keep: [], also: [] })).toThrow('Met uw rol kunt u dit niet maken.')
    expect((await boa['threads.page']({ id: 'p-1', edition: 'intern', keep: [], also: [] })).html).toContain('Donkere plekken')
  })
})
