import { beforeEach, describe, expect, it } from 'vitest'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { promiseHandlers } from '../../../electron/data/promises/handlers.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

/** Today is 23 November 2026. */
let context: ReturnType<typeof testContext>
const { overdie } = area
const action = (id: string, fields: object): LocalChange => ({ kind: 'action', id, gebied: overdie, fields: { title: id, createdOn: '2026-06-01', ...fields } }) as LocalChange
const page = async (period: object = {}) => await promiseHandlers(context)['asked.page']({ panelId: area.panel, from: '2026-01-01', to: '2026-12-31', keep: [], also: [], ...period })
beforeEach(() => {
  context = testContext()
  fillArea(context)
  context.store.commit([
    { kind: 'priority', id: 'p-1', gebied: overdie, fields: { title: 'Donkere plekken', panelId: area.panel, meetingId: area.meeting, rank: 1, decidedOn: '2026-06-01' } },
    { kind: 'priority', id: 'p-2', gebied: overdie, fields: { title: 'Hard rijden', panelId: area.panel, rank: 2, decidedOn: '2026-06-01' } },
    action('Lampen maken', { priorityIds: ['p-1'], state: 'gedaan', closedOn: '2026-07-01', reason: 'Drie lampen vervangen.' }), action('Camera', { priorityIds: ['p-1'], state: 'kanNiet', closedOn: '2026-07-02', reason: 'Mag niet volgens de privacyregels.' }),
    action('Heg snoeien', { priorityIds: ['p-1'], state: 'bezig', dueOn: '2026-12-01', terugkoppelingOn: '2026-12-15' }), action('Bankje', { promise: true, panelId: area.panel }), action('Bij de bijeenkomst beloofd', { promise: true, meetingId: 'v-panel' }),
    action('Van niemand beloofd', { panelId: area.panel }), action('Van een ander panel', { promise: true, panelId: 'p-ander' }),
    { kind: 'meeting', id: 'v-panel', gebied: overdie, fields: { title: 'Avond', panelId: area.panel } },
  ])
})

describe('u vroeg, wij deden', () => {
  it('says per question what was done, what could not be and why, and what is open with its day', async () => {
    const { html, slides } = await page()
    const text = html.slice(html.indexOf('<main>')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).toContain('U koos: Donkere plekken')
    expect(text).toMatch(/Dit deden wij Lampen maken\. Drie lampen vervangen\. Klaar op 01-07-2026\. Dit kon niet Camera\. Mag niet volgens de privacyregels\. Dit staat nog open Heg snoeien\. Wij zijn bezig\. Afgesproken is: klaar voor 01-12-2026 en u hoort het voor 15-12-2026\./)
    expect(text).toContain('U koos: Hard rijden 01-06-2026 Hier is nog geen actie voor.')
    expect(text).toContain('U vroeg: Bankje')
    expect(text).toContain('Nog niet begonnen. Wanneer het klaar is, is nog niet bekend.')
    expect(text).toContain('U vroeg: Bij de bijeenkomst beloofd')
    expect(text).not.toMatch(/Van niemand beloofd|Van een ander panel/)
    expect(slides.map((slide) => slide.title)).toEqual(['U vroeg, wij deden', 'Donkere plekken', 'Hard rijden', 'Bankje', 'Bij de bijeenkomst beloofd'])
    expect(slides[1]?.lines.map((line) => line.mark)).toEqual(['gedaan', 'konNiet', 'open'])
    expect(await page()).toEqual({ html, slides, removals: [] })
  })

  it('keeps to the period: not what was closed before it, nor what was asked after it', async () => {
    const later = await page({ from: '2026-08-01' })
    expect(later.html).not.toMatch(/Lampen maken|Camera/)
    expect(later.html).toContain('Heg snoeien')
    expect((await page({ to: '2026-05-31' })).html).toContain('In deze periode is niets gevraagd')
    expect(() => promiseHandlers(context)['asked.page']({ panelId: area.panel, from: '2026-02-01', to: '2026-01-01', keep: [], also: [] })).toThrow('De eerste dag ligt na de laatste.')
  })

  it('leaves every name out of the letter and the slides, and shows which', async () => {
    await actionHandlers(context)['actions.create']({ gebied: overdie, title: 'Jan van der Voorbeeldberg bellen op 06 12345678', promise: true, panelId: area.panel })
    const { html, slides, removals } = await page()
    expect(html + JSON.stringify(slides)).not.toMatch(/Voorbeeldberg|12345678/)
    expect(removals.map((removal) => removal.text).sort()).toEqual(['06 12345678', 'Jan van der Voorbeeldberg'])
    expect((await page({ keep: ['Jan van der Voorbeeldberg'] })).html).toContain('Jan van der Voorbeeldberg')
    const boa = promiseHandlers({ ...context, session: () => ({ ...context.session(), role: 'boa' }) })
    expect(() => boa['asked.page']({ panelId: area.panel, from: '2026-01-01', to: '2026-12-31', keep: [], also: [] })).toThrow('Met uw rol')
  })

  it('puts no more on a slide than can be read, and cuts long texts', async () => {
    context.store.commit(Array.from({ length: 5 }, (_, i) => action(`Lang ${String(i)} ${'woord '.repeat(40)}`, { priorityIds: ['p-2'] })))
    const slides = (await page()).slides.filter((slide) => slide.title === 'Hard rijden')
    expect(slides.map((slide) => [slide.above, slide.lines.length])).toEqual([['U koos', 3], ['U koos (vervolg)', 2]])
    expect(Math.max(...slides.flatMap((slide) => slide.lines.map((line) => line.text.length)))).toBeLessThanOrEqual(160)
  })
})
