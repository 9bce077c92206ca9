import { beforeEach, describe, expect, it } from 'vitest'
import { hallView } from '#core/hall/view.ts'
import type { HallDisplay } from '#core/contract/hallShell.ts'
import { packFigure, type Figure } from '#core/figures/figure.ts'
import { HOUSE_STYLE_ID } from '#core/model/kinds.ts'
import { choiceHandlers } from '../../../electron/data/choices/handlers.ts'
import { hallHandlers } from '../../../electron/data/hall/handlers.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { choiceOf, hallKeyOf, placeFor, readChoice } from '../../../electron/shell/hallPlace.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
let hall: ReturnType<typeof hallHandlers>
const meetingId = area.meeting
const item = (id: string, title: string, position: string) => context.store.commit([{ kind: 'agendaItem', id, gebied: area.overdie, fields: { meetingId, title, position, minutes: 20 } }])
const show = async (request: Parameters<typeof hall['hall.show']>[0]['request']) => {
  const shown = await hall['hall.show']({ tone: 'light', request })
  expect(hallView.safeParse(shown.view).success).toBe(true) // main would refuse it otherwise
  return shown
}
beforeEach(() => {
  context = testContext()
  hall = hallHandlers(context)
  fillArea(context)
  context.store.commit([{ kind: 'houseStyle', id: HOUSE_STYLE_ID, gebied: 'gemeente', fields: { municipality: 'Gemeente Voorbeeldstad', logo: 'data:image/png;base64,AAAA' } }])
  item('i-2', 'Verkeer', 'b')
})

describe('what the hall is shown', () => {
  it('is the item, the next one, and the time that is left on the day itself', async () => {
    context.clock.ms = Date.UTC(2026, 10, 26, 18, 34) // 19:34 in the municipality
    expect((await show({ show: 'item', meetingId, itemId: area.agendaItem })).view).toEqual({ tone: 'light', body: { screen: 'item', title: 'Verlichting in de steeg', number: 1, of: 2, next: 'Verkeer', until: '19:40', minutesLeft: 6 } })
    context.clock.ms = Date.UTC(2026, 10, 25, 18, 34)
    expect((await show({ show: 'item', meetingId, itemId: 'i-2' })).view.body).toMatchObject({ number: 2, next: null, minutesLeft: null })
  })
  it('is the whole agenda, and that too when the item has gone', async () => {
    expect((await show({ show: 'agenda', meetingId, itemId: 'i-2' })).view.body).toEqual({ screen: 'agenda', items: [{ title: 'Verlichting in de steeg', state: 'geweest' }, { title: 'Verkeer', state: 'nu' }] })
    expect((await show({ show: 'item', meetingId, itemId: 'weg' })).view.body.screen).toBe('agenda')
  })
  it('is the pause with the picture of the municipality', async () => expect((await show({ show: 'pause', words: 'pauze', until: '20:15' })).view.body).toEqual({ screen: 'pause', words: 'pauze', until: '20:15', municipality: 'Gemeente Voorbeeldstad', logo: 'data:image/png;base64,AAAA' }))
  it('is the question, then the count in the order of the list, then the result by rank', async () => {
    const choices = choiceHandlers(context)
    const { id: choiceId } = await choices['choices.create']({ meetingId, question: 'Wat eerst?', voters: 5, options: [{ title: 'Licht', themeId: null }, { title: 'Afval', themeId: null }] })
    expect((await show({ show: 'choice', choiceId })).view.body).toEqual({ screen: 'choice', question: 'Wat eerst?', method: 'stickers', perVoter: 3, options: ['Licht', 'Afval'] })
    const afval = (await choices['choices.list']({ meetingId })).choices[0]!.options[1]!.id
    await choices['votes.enter']({ choiceId, stack: '1', optionId: afval, count: 4 })
    expect((await show({ show: 'choice', choiceId })).view.body).toEqual({ screen: 'count', question: 'Wat eerst?', method: 'stickers', options: [{ title: 'Licht', points: 0 }, { title: 'Afval', points: 4 }], cast: 4, possible: 15 })
    await choices['choices.setState']({ id: choiceId, state: 'gesloten', reason: '' })
    expect((await show({ show: 'choice', choiceId })).view.body).toMatchObject({ screen: 'result', voters: 5, blanks: 0, options: [{ title: 'Afval', points: 4, rank: 1, shared: false }, { title: 'Licht', rank: null }] })
  })
})

describe('a figure', () => {
  const few = { value: 80, low: 50, high: 99, n: 8, mark: null, provisional: false }
  const results = (period: string, own: Figure, town: Figure, name = 'Voelt zich onveilig') => context.store.commit([
    { kind: 'indicator', id: 'onveilig', gebied: 'gemeente', fields: { name, unit: '%', direction: 'lagerIsBeter', breaks: ['2021'] } },
    { kind: 'surveySource', id: `bron-${period}`, gebied: 'gemeente', fields: { name: 'Monitor', bureau: 'Bureau Proef', indicatorIds: ['onveilig'], periods: [period], importedOn: '2026-01-01' } },
    ...([[area.wijk, 'Voorbeeldwijk', 'wijk', own], ['GM0361', 'Voorbeeldstad', 'gemeente', town]] as const).map(([areaCode, areaName, level, figure]): LocalChange => ({ kind: 'surveyResult', id: `${period}-${areaCode}`, gebied: 'gemeente', fields: { sourceId: `bron-${period}`, period, areaCode, areaName, level, values: [packFigure(figure)] } })),
  ])
  const figure = (value: number, n: number): Figure => ({ value, low: value - 4, high: value + 4, n, mark: null, provisional: false })
  const asked = { show: 'figure', areaCode: area.wijk, indicatorId: 'onveilig' } as const
  beforeEach(() => { results('2019', figure(30, 200), figure(20, 2000)); results('2023', figure(45, 212), figure(21, 2100)) })

  it('is shown with margins, answers and years beside the municipality, and says what may be concluded', async () => {
    const bar = (value: number, n: number) => ({ value, low: value - 4, high: value + 4, n, note: '', provisional: false })
    expect((await show(asked)).view.body).toEqual({ screen: 'figure', figure: {
      title: 'Voelt zich onveilig', unit: '%', area: 'Voorbeeldwijk', beside: 'gemeente', source: 'Monitor, Bureau Proef', against: 'hoger', earlier: { verdict: 'methodebreuk', period: '2019' },
      rounds: [{ period: '2023', brokenAfter: false, own: bar(45, 212), other: bar(21, 2100) }, { period: '2019', brokenAfter: true, own: bar(30, 200), other: bar(20, 2000) }],
    } })
  })
  it('of too few answers leaves neither its value nor how many they were', async () => {
    results('2023', few, figure(21, 2100))
    const shown = JSON.stringify((await show(asked)).view.body)
    expect(shown).toContain('"own":{"value":null,"low":null,"high":null,"n":null,"note":"verborgen","provisional":false}')
    expect(shown).not.toMatch(/80|99|:8\b/)
  })
  it('that is named after a resident is held back like any other text, and never with a number or an address', async () => {
    results('2023', figure(45, 212), figure(21, 2100), 'Klachten van Jan')
    const { view, held } = await show(asked)
    expect([view.body, held]).toMatchObject([{ figure: { title: 'Cijfer' } }, [{ kind: 'indicator', id: 'onveilig', found: 'Jan', mayShow: true }]])
    results('2023', figure(45, 212), figure(21, 2100), 'Bel 06 12 34 56 78')
    expect(await show(asked)).toMatchObject({ view: { body: { figure: { title: 'Cijfer' } } }, held: [{ mayShow: false }] })
  })
  it('that is no longer there is said to be gone', () => expect(() => hall['hall.show']({ tone: 'light', request: { ...asked, indicatorId: 'weg' } })).toThrow('Van dit gebied is dit cijfer er niet.'))
})

describe('what is held back', () => {
  it('is a title with a known name, until somebody says that it may be shown, and again when it changes', async () => {
    item('i-2', 'Vraag van Jan', 'b')
    const { view, held } = await show({ show: 'item', meetingId, itemId: 'i-2' })
    expect(view.body).toMatchObject({ title: 'Agendapunt 2' })
    expect(held).toMatchObject([{ kind: 'agendaItem', id: 'i-2', type: 'name', found: 'Jan', mayShow: true, shownAs: 'Agendapunt 2' }])
    await hall['hall.confirm']({ key: held[0]!.key })
    expect(await show({ show: 'item', meetingId, itemId: 'i-2' })).toMatchObject({ held: [], view: { body: { title: 'Vraag van Jan' } } })
    expect(JSON.stringify(context.store.setting('hall.confirmed'))).not.toContain('Jan')
    item('i-2', 'Vraag van Jan over licht', 'b')
    expect((await show({ show: 'item', meetingId, itemId: 'i-2' })).held).toHaveLength(1)
  })
  it('is a number or an address, whatever anybody says', async () => {
    for (const title of ['Bel 06 12 34 56 78', 'Overlast Verzonnenstraat 12', 'mail jan@voorbeeld.example']) {
      item('i-2', title, 'b')
      const [held] = (await show({ show: 'item', meetingId, itemId: 'i-2' })).held
      expect(held).toMatchObject({ mayShow: false })
      await hall['hall.confirm']({ key: held!.key })
      expect((await show({ show: 'item', meetingId, itemId: 'i-2' })).view.body).toMatchObject({ title: 'Agendapunt 2' })
    }
  })
  it('is told of the whole meeting beforehand, choices too, with each text once', async () => {
    item('i-2', 'Vraag van Jan', 'b')
    await choiceHandlers(context)['choices.create']({ meetingId, question: 'Idee van mevrouw Voorbeeldberg?', options: [{ title: 'Plan Rita', themeId: null }, { title: 'Anders', themeId: null }] })
    expect((await hall['hall.check']({ meetingId })).map((each) => `${each.kind}: ${each.found}`)).toEqual(['agendaItem: Jan', 'choice: mevrouw Voorbeeldberg', 'choiceOption: Rita'])
  })
  it('hears at once of somebody new', async () => {
    item('i-2', 'Vraag van Wilma', 'b')
    expect((await hall['hall.check']({ meetingId }))).toEqual([])
    context.store.commit([{ kind: 'contact', id: 'c-w', gebied: area.overdie, fields: { firstName: 'Wilma', lastName: 'Proefbewoner' } }])
    expect((await hall['hall.check']({ meetingId }))).toHaveLength(1)
  })
  it('is long or strange text: cut off and on one line', async () => {
    item('i-2', `Heel lang ${'woord '.repeat(45)}`, 'b')
    expect((await show({ show: 'item', meetingId, itemId: 'i-2' })).view.body).toMatchObject({ title: expect.stringMatching(/…$/) as string })
    item('i-2', 'twee\nregels\u0007 \u202ex', 'b')
    expect((await show({ show: 'item', meetingId, itemId: 'i-2' })).view.body).toMatchObject({ title: 'twee regels x' })
  })
})

describe('the screen that the window fills', () => {
  const laptop: HallDisplay = { id: 1, name: 'Laptop', width: 1366, height: 768, own: true }, beamer: HallDisplay = { id: 7, name: 'EPSON', width: 1920, height: 1080, own: false }, other: HallDisplay = { id: 9, name: 'TV', width: 3840, height: 2160, own: false }
  it('is the second one by itself, and a window when there is none', () => expect([placeFor([laptop, beamer], 'auto', undefined), placeFor([laptop], 'auto', undefined)]).toEqual([7, null]))
  it('is the one of last time, by name and size, whatever number it has today', () => {
    const last = choiceOf([laptop, beamer, other], 9)
    expect(placeFor([laptop, beamer, { ...other, id: 12 }], 'auto', last)).toBe(12)
    expect(placeFor([laptop, beamer], 'auto', last)).toBe(7)
    expect(placeFor([laptop, { ...other, own: true }, beamer], 'auto', last)).toBe(7)
  })
  it('is a window when that was chosen, and when the chosen screen has just gone', () => expect([placeFor([laptop, beamer], 'auto', choiceOf([laptop, beamer], 'window')), placeFor([laptop, beamer], 'window', undefined), placeFor([laptop], 7, undefined)]).toEqual([null, null, null]))
  it('survives a damaged note of last time', () => expect([undefined, '', '{', 'null', '[]', '{"on":"screen","name":3}', '{"on":"window","x":1}'].map(readChoice)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, { on: 'window' }]))
  it('takes a clicker and the b, and no other key', () => {
    const press = (key: string, more = {}) => hallKeyOf({ key, control: false, alt: false, meta: false, ...more })
    expect(['PageDown', 'ArrowRight', ' ', 'PageUp', 'ArrowLeft', 'b', '.', 'F12', 'Escape', 'r', 'Tab'].map((key) => press(key))).toEqual(['next', 'next', 'next', 'previous', 'previous', 'black', 'black', null, null, null, null])
    expect(press('b', { control: true })).toBeNull()
  })
})
