import { beforeEach, describe, expect, it } from 'vitest'
import { packFigure, type Figure } from '#core/figures/figure.ts'
import { storySentences } from '#core/promises/figure.ts'
import { threadGaps, threadStanding } from '#core/promises/thread.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { choiceHandlers } from '../../../electron/data/choices/handlers.ts'
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

describe('the figure of a priority', () => {
  const figure = (value: number, n = 400): Figure => ({ value, low: value - 3, high: value + 3, n, mark: null, provisional: false })
  const round = (period: string, own: number, town: number, breaks: string[] = []): LocalChange[] => [
    { kind: 'indicator', id: 'licht', gebied: 'gemeente', fields: { name: 'Vindt het te donker', unit: '%', themeId: area.theme, direction: 'lagerIsBeter', breaks } },
    { kind: 'surveySource', id: `bron-${period}`, gebied: 'gemeente', fields: { name: `Monitor ${period}`, indicatorIds: ['licht'], periods: [period], importedOn: '2026-01-01' } },
    ...([[area.wijk, 'wijk', own], ['GM0361', 'gemeente', town]] as const).map(([areaCode, level, value]): LocalChange => ({ kind: 'surveyResult', id: `${period}-${areaCode}`, gebied: 'gemeente', fields: { sourceId: `bron-${period}`, period, areaCode, level, values: [packFigure(figure(value))] } })),
  ]
  const choices = () => choiceHandlers(context)
  const set = (year: number | null) => choices()['priorities.setFigure']({ id: 'p-1', figure: { indicatorId: 'licht', wijkCode: area.wijk, year } })
  const story = async () => (await thread()).figure?.story ?? null
  beforeEach(() => context.store.commit([...round('2023', 40, 25), ...round('2025', 41, 25)]))

  it('is that of when it was chosen, with what it became since, and never calls what lies within the margin a change', async () => {
    await set(null)
    expect((await thread()).figure?.pointer).toEqual({ indicatorId: 'licht', wijkCode: area.wijk, year: 2025 })
    expect(storySentences((await story())!)).toEqual(['Vindt het te donker: 41 % in Voorbeeldwijk, 25 % in de gemeente (2025). Hoger dan in de gemeente.'])
    await set(2023)
    expect(storySentences((await story())!)[1]).toBe('Sindsdien: 41 % in Voorbeeldwijk, 25 % in de gemeente (2025). Er is geen verschil aan te tonen met het cijfer in 2023.')
    context.store.commit(round('2026', 28, 25))
    expect(storySentences((await story())!)[1]).toContain('(2026). Lager dan in 2023.')
    context.store.commit(round('2026', 28, 25, ['2026']))
    expect(storySentences((await story())!)[1]).toContain('Niet te vergelijken: er is anders gemeten.')
    expect(threadGaps(await thread()).cijfer).toBeNull()
  })
  it('that is taken back with its import is said to be gone, and one that never was is refused', async () => {
    await set(2023)
    expect(() => set(2019)).toThrow('Van 2019 is er geen cijfer.')
    context.store.commit([{ kind: 'surveyResult', id: `2023-${area.wijk}`, gebied: 'gemeente', fields: { deleted: true } }])
    expect(threadGaps(await thread()).cijfer).toBe('Het cijfer uit 2023 is er niet meer. Kies een ander cijfer, of haal het weg.')
    const { undo } = await choices()['priorities.setFigure']({ id: 'p-1', figure: null })
    expect([undo === null, threadGaps(await thread()).cijfer]).toEqual([false, 'Er hoort geen cijfer bij.'])
  })
  it('stands in the letter, on the slides and in the council report, without names', async () => {
    await set(2023)
    context.store.commit([...round('2026', 28, 25), { kind: 'indicator', id: 'licht', gebied: 'gemeente', fields: { name: 'Licht bij Jan van der Voorbeeldberg' } }])
    const asked = await handlers()['asked.page']({ panelId: area.panel, from: '2026-01-01', to: '2026-12-31', keep: [], also: [] })
    const report = await handlers()['report.page']({ gebied: overdie, from: '2026-01-01', to: '2026-12-31', keep: [], also: [] })
    const own = await handlers()['threads.page']({ id: 'p-1', edition: 'openbaar', keep: [], also: [] })
    for (const html of [asked.html, report.html, own.html]) { expect(html).toContain('Sindsdien: 28 % in Voorbeeldwijk'); expect(html).not.toContain('Voorbeeldberg') }
    expect(JSON.stringify(asked.slides)).toContain('Lager dan in 2023.')
    expect(own.html).toContain('<svg')
  })
  it('comes along when people choose from what stands out, and what was heard most is offered too', async () => {
    context.store.commit([signal('een', { occurredAt: '2026-10-01T10:00' }), signal('lang geleden', { occurredAt: '2020-10-01T10:00' }), { kind: 'meeting', id: area.meeting, gebied: overdie, fields: { panelId: area.panel } }])
    const sources = await choices()['choices.sources']({ meetingId: area.meeting })
    expect(sources).toMatchObject({ areaName: 'Voorbeeldwijk', heard: [{ title: 'Verlichting', heard: 1, themeId: area.theme }], figures: [{ title: 'Vindt het te donker', themeId: area.theme, figure: { indicatorId: 'licht', year: 2025 } }] })
    const { id: choiceId } = await choices()['choices.create']({ meetingId: area.meeting, question: 'Wat eerst?', voters: 5, options: [...sources.figures, { title: 'Afval', themeId: null }].map(({ title, themeId, ...more }) => ({ title, themeId, ...('figure' in more ? { figure: more.figure } : {}) })) })
    const option = (await choices()['choices.list']({ meetingId: area.meeting })).choices[0]!.options[0]!.id
    await choices()['votes.enter']({ choiceId, stack: '1', optionId: option, count: 4 })
    await choices()['choices.setState']({ id: choiceId, state: 'gesloten', reason: '' })
    await choices()['priorities.take']({ choiceId, optionIds: [option] })
    expect(context.store.rows('priority', 'choiceId = ?', [choiceId])).toMatchObject([{ title: 'Vindt het te donker', figure: { indicatorId: 'licht', wijkCode: area.wijk, year: 2025 } }])
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
