import { beforeEach, describe, expect, it } from 'vitest'
import type { ActionFilter } from '#core/contract/actions.ts'
import { clockOf, whenOf } from '#core/actions/states.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

type Context = ReturnType<typeof testContext>
let context: Context
let run: ReturnType<typeof actionHandlers>
const { overdie, mare } = area

beforeEach(() => { context = testContext(); fillArea(context); run = actionHandlers(context) })

type CreateInput = Parameters<typeof run['actions.create']>[0]
const create = async (title: string, fields: Partial<CreateInput> = {}) => (await run['actions.create']({ gebied: overdie, title, ...fields })).id
const titles = async (filter: Partial<ActionFilter>) => (await run['actions.list']({ filter: { gebieden: 'all', ...filter }, offset: 0, limit: 100 })).items.map((i) => i.title)
const get = async (id: string) => await run['actions.get']({ id })
const failure = async (work: () => unknown) => { try { await work(); return 'none' } catch (error) { return (error as { failure?: { type: string } }).failure?.type ?? String(error) } }
/** Today is Monday 23 November 2026. */
const toldToday = { told: true, toWhom: 'Het wijkpanel', how: 'Brief', what: 'De lamp brandt', toldOn: '2026-11-23' } as const

describe('the list', () => {
  it('orders by when, and counts every group', async () => {
    await create('later', { dueOn: '2026-12-24' })
    await create('zonder')
    await create('te laat', { dueOn: '2026-11-20' })
    await create('vandaag', { dueOn: '2026-11-23' })
    await create('zondag', { dueOn: '2026-11-29' })
    const closed = await create('klaar', { dueOn: '2026-11-01' })
    await run['actions.close']({ id: closed, state: 'gedaan', reason: '' })
    const list = await run['actions.list']({ filter: { gebieden: 'all' }, offset: 0, limit: 100 })
    expect(list.items.map((i) => i.title)).toEqual(['te laat', 'vandaag', 'zondag', 'later', 'zonder', 'klaar'])
    expect(list.counts).toEqual({ teLaat: 1, vandaag: 1, dezeWeek: 1, later: 1, zonderDatum: 1, afgesloten: 1 })
    for (const item of list.items) expect(item.when).toBe(whenOf(item.state, item.dueOn, '2026-11-23', '2026-11-29'))
    expect((await run['actions.list']({ filter: { gebieden: 'all' }, offset: 4, limit: 1 })).items.map((i) => i.title)).toEqual(['zonder'])
  })

  it('narrows down by owner, state, theme, place, meeting, promise and gebied', async () => {
    await create('mijne', { ownerId: area.regisseur, themeIds: [area.theme], wijkCode: area.wijk })
    await create('van Bas', { ownerId: area.boa, gebied: mare, promise: true, state: 'bezig' })
    await create('van niemand', { meetingId: area.meeting, panelId: area.panel, contactIds: [area.contact] })
    expect(await titles({ owner: 'me' })).toEqual(['mijne'])
    expect(await titles({ owner: 'none' })).toEqual(['van niemand'])
    expect(await titles({ owner: area.boa })).toEqual(['van Bas'])
    expect(await titles({ states: ['bezig'] })).toEqual(['van Bas'])
    expect(await titles({ themeId: area.theme })).toEqual(['mijne'])
    expect(await titles({ wijkCode: area.wijk })).toEqual(['mijne'])
    expect(await titles({ meetingId: area.meeting })).toEqual(['van niemand'])
    expect(await titles({ panelId: area.panel })).toEqual(['van niemand'])
    expect(await titles({ contactId: area.contact })).toEqual(['van niemand'])
    expect(await titles({ promise: true })).toEqual(['van Bas'])
    expect(await titles({ gebieden: [mare] })).toEqual(['van Bas'])
    expect(await titles({ when: ['teLaat'] })).toEqual([])
  })

  it('searches the words, folded and half typed, and survives any text', async () => {
    await create('Café bezoeken', { description: 'over de lantaarns' })
    await create('Hek')
    expect(await titles({ text: 'cafe' })).toEqual(['Café bezoeken'])
    expect(await titles({ text: 'lanta' })).toEqual(['Café bezoeken'])
    expect(await titles({ text: 'hek lantaarns' })).toEqual([])
    for (const text of ['"', 'AND OR', 'title:', '*', '(((', "'; DROP TABLE action; --", '\uD800']) await titles({ text })
    expect(await titles({ text: '   ' })).toHaveLength(2)
  })

  it('names owner, meeting, place and themes', async () => {
    await create('x', { ownerId: area.boa, meetingId: area.meeting, wijkCode: area.wijk, buurtCode: area.buurt, themeIds: [area.theme, 'weg'] })
    const [item] = (await run['actions.list']({ filter: { gebieden: 'all' }, offset: 0, limit: 1 })).items
    expect(item).toMatchObject({ ownerName: 'Bas Voorbeeld', meetingTitle: 'Panelavond Overdie', place: 'Voorbeeldbuurt', themeNames: ['Verlichting'] })
  })

  it('shows only gebieden of the user', async () => {
    await create('Overdie')
    await create('Mare', { gebied: mare })
    const boa = { ...context, session: () => ({ ...context.session(), gebieden: [mare], memberId: area.boa, role: 'boa' as const }) }
    const asBoa = actionHandlers(boa)
    expect((await asBoa['actions.list']({ filter: { gebieden: [overdie, mare] }, offset: 0, limit: 10 })).items.map((i) => i.title)).toEqual(['Mare'])
    expect(await failure(() => asBoa['actions.create']({ gebied: overdie, title: 'x' }))).toBe('NoAccess')
  })

  it('says that my actions are not known without a team member', async () => {
    const alone = actionHandlers({ ...context, session: () => ({ ...context.session(), memberId: '' }) })
    await create('van niemand')
    const list = await alone['actions.list']({ filter: { gebieden: 'all', owner: 'me' }, offset: 0, limit: 10 })
    expect([list.ownerKnown, list.total]).toEqual([false, 0])
  })
})

describe('the board', () => {
  it('has a column per state with its total', async () => {
    await create('a'); await create('b', { state: 'bezig' }); await create('c', { state: 'bezig' })
    const board = await run['actions.board']({ filter: { gebieden: [overdie] }, perColumn: 1 })
    expect(board.columns.map((c) => [c.state, c.total, c.items.length])).toEqual([['open', 1, 1], ['bezig', 2, 1], ['deelsGedaan', 0, 0], ['gedaan', 0, 0], ['kanNiet', 0, 0], ['nietVanOns', 0, 0]])
  })
})

describe('changing', () => {
  it('keeps who changed what, and says so in sentences', async () => {
    const id = await create('Lamp')
    await run['actions.update']({ id, fields: { title: 'Lamp maken', ownerId: area.boa, dueOn: '2026-12-04' } })
    const { history } = await get(id)
    expect(history.map((l) => `${l.who} ${l.sentence}`)).toEqual(expect.arrayContaining([
      'Rita Voorbeeld maakte deze actie', 'Rita Voorbeeld veranderde de titel van ‘Lamp’ in ‘Lamp maken’', 'Rita Voorbeeld zette de trekker op Bas Voorbeeld', 'Rita Voorbeeld zette de uiterste datum op vr 4 dec',
    ]))
    expect(history).toHaveLength(4)
  })

  it('writes nothing when nothing changed', async () => {
    const id = await create('Lamp')
    expect(await run['actions.update']({ id, fields: { title: 'Lamp' } })).toEqual({ undo: null })
    expect((await get(id)).history).toHaveLength(1)
  })

  it('gives one line for a text that is typed in pieces', async () => {
    const id = await create('Lamp')
    for (const description of ['d', 'de', 'de lamp']) await run['actions.update']({ id, fields: { description } })
    context.clock.ms += 11 * 60_000
    await run['actions.update']({ id, fields: { description: 'de lamp is stuk' } })
    expect((await get(id)).history.filter((l) => l.sentence.includes('omschrijving'))).toHaveLength(2)
    expect((await get(id)).action.description).toBe('de lamp is stuk')
  })

  it('takes a change back and says that it was taken back', async () => {
    const id = await create('Lamp')
    const { undo } = await run['actions.update']({ id, fields: { state: 'bezig' } })
    context.store.undo(undo!)
    const { action, history } = await get(id)
    expect(action.state).toBe('open')
    expect(history[0]?.sentence).toBe('Daarna: zette de stand van bezig op open')
    expect(history.some((l) => l.sentence === 'zette de stand van open op bezig')).toBe(true)
  })

  it('deletes and puts back', async () => {
    const ids = [await create('a'), await create('b')]
    const { undo } = await run['actions.delete']({ ids })
    expect(await titles({})).toEqual([])
    expect(await failure(() => run['actions.get']({ id: ids[0]! }))).toBe('NotFound')
    context.store.undo(undo!)
    expect(await titles({})).toEqual(['a', 'b'])
  })

  it('shows where it came from', async () => {
    const id = await create('Lamp', { meetingId: area.meeting, agendaItemId: area.agendaItem, noteId: area.agendaItem, contactIds: [area.contact, 'weg'], panelId: area.panel, themeIds: [area.theme] })
    const detail = await get(id)
    expect(detail.meeting).toEqual({ id: area.meeting, title: 'Panelavond Overdie', startsAt: '2026-11-26T19:30' })
    expect(detail.agendaItem?.title).toBe('Verlichting in de steeg')
    expect(detail.contacts).toEqual([{ id: area.contact, name: 'Jan van der Voorbeeldberg' }])
    expect([detail.panel?.name, detail.themes[0]?.name, detail.gebiedName]).toEqual(['Wijkpanel Overdie', 'Verlichting', 'Overdie'])
  })
})

describe('closing', () => {
  it.each(['kanNiet', 'nietVanOns'] as const)('%s needs a reason', async (state) => {
    const id = await create('Lamp')
    expect(await failure(() => run['actions.close']({ id, state, reason: '' }))).toBe('ReasonMissing')
    expect((await get(id)).action.state).toBe('open')
    await run['actions.close']({ id, state, reason: 'Van de provincie' })
    expect((await get(id)).action).toMatchObject({ state, reason: 'Van de provincie', closedOn: '2026-11-23' })
  })

  it('a promise is only really closed when somebody was told', async () => {
    const id = await create('Lamp', { promise: true })
    expect(await run['actions.close']({ id, state: 'gedaan', reason: '' })).toMatchObject({ complete: false })
    expect((await get(id)).item).toMatchObject({ state: 'gedaan', told: 'nog', clock: 'nadert' })
    await run['actions.tell']({ id, terugkoppeling: toldToday })
    expect((await get(id)).item).toMatchObject({ told: 'verteld', clock: 'geen' })
    expect((await get(id)).terugkoppelingen[0]).toMatchObject({ toWhom: 'Het wijkpanel', how: 'Brief', what: 'De lamp brandt', toldOn: '2026-11-23', who: 'Rita Voorbeeld' })
  })

  it('is complete when told at once, when it is recorded why not, and when nothing was promised', async () => {
    const told = await create('a', { terugkoppelingOn: '2026-12-01' }), not = await create('b', { promise: true }), plain = await create('c')
    expect((await run['actions.close']({ id: told, state: 'gedaan', reason: '', terugkoppeling: toldToday })).complete).toBe(true)
    expect((await run['actions.close']({ id: not, state: 'gedaan', reason: '', terugkoppeling: { told: false, why: 'Melder is verhuisd' } })).complete).toBe(true)
    expect((await get(not)).item.told).toBe('niet')
    expect((await run['actions.close']({ id: plain, state: 'gedaan', reason: '' })).complete).toBe(true)
    expect((await get(plain)).item.told).toBe('nvt')
  })

  it('refuses a terugkoppeling in the future and keeps the action open', async () => {
    const id = await create('Lamp', { promise: true })
    expect(await failure(() => run['actions.close']({ id, state: 'gedaan', reason: '', terugkoppeling: { ...toldToday, toldOn: '2026-11-24' } }))).toBe('ToldInFuture')
    expect((await get(id)).action.state).toBe('open')
  })

  it('undoes closing with its terugkoppeling, and opens again', async () => {
    const id = await create('Lamp', { promise: true })
    const { undo } = await run['actions.close']({ id, state: 'gedaan', reason: '', terugkoppeling: toldToday })
    context.store.undo(undo!)
    expect((await get(id)).terugkoppelingen).toEqual([])
    expect((await get(id)).action).toMatchObject({ state: 'open', closedOn: null })
    await run['actions.close']({ id, state: 'kanNiet', reason: 'Geen geld' })
    await run['actions.update']({ id, fields: { state: 'bezig' } })
    expect((await get(id)).action).toMatchObject({ state: 'bezig', closedOn: null, reason: '' })
  })
})

describe('belofteklok', () => {
  it('finds what nears and what is late, as core says', async () => {
    await create('loopt', { terugkoppelingOn: '2027-02-01' })
    await create('nadert', { terugkoppelingOn: '2026-12-07' })
    await create('te laat', { terugkoppelingOn: '2026-11-22' })
    const closed = await create('dicht', { promise: true })
    await run['actions.close']({ id: closed, state: 'gedaan', reason: '' })
    const told = await create('verteld', { terugkoppelingOn: '2026-11-01' })
    await run['actions.tell']({ id: told, terugkoppeling: toldToday })
    expect(await titles({ clock: 'nadert' })).toEqual(['nadert', 'dicht'])
    expect(await titles({ clock: 'teLaat' })).toEqual(['te laat'])
    expect(await titles({ clock: 'afgeslotenNietVerteld' })).toEqual(['dicht'])
    expect((await titles({ clock: 'nogTeVertellen' })).toSorted()).toEqual(['dicht', 'loopt', 'nadert', 'te laat'])
    for (const item of (await run['actions.list']({ filter: { gebieden: 'all' }, offset: 0, limit: 100 })).items) expect(item.clock).toBe(clockOf(item, '2026-11-23', '2026-12-07'))
  })
})

describe('choices', () => {
  it('offers the team, themes and places of the gebied', async () => {
    const inMare = await run['actions.choices']({ gebieden: [mare] })
    expect(inMare.members.map((m) => [m.name, m.me])).toEqual([['Bas Voorbeeld', false], ['Rita Voorbeeld', true]])
    expect([inMare.wijken, inMare.buurten, inMare.meetings]).toEqual([[], [], []])
    const inOverdie = await run['actions.choices']({ gebieden: [overdie] })
    expect([inOverdie.members.map((m) => m.id), inOverdie.wijken.length, inOverdie.buurten.length, inOverdie.meetings[0]?.name, inOverdie.panels[0]?.name]).toEqual([[area.regisseur], 1, 2, 'Panelavond Overdie', 'Wijkpanel Overdie'])
  })
})
