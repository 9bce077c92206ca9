import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeEach, describe, expect, it } from 'vitest'
import { readTable } from '#core/import/table.ts'
import { totals, unknownLines } from '#core/promises/report.ts'
import { wordDocument } from '../../../electron/data/documents/word.ts'
import { promiseHandlers } from '../../../electron/data/promises/handlers.ts'
import { reportOf } from '../../../electron/data/promises/report.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const { overdie, mare } = area
const year = { from: '2026-01-01', to: '2026-12-31' }
const meeting = (id: string, fields: object, gebied: string = overdie) => ({ kind: 'meeting', id, gebied, fields: { title: id, kind: 'wijkpanel', state: 'afgerond', startsAt: '2026-05-01T19:30', ...fields } }) as LocalChange
const came = (meetingId: string, contactId: string | null, fields: object = {}) => ({ kind: 'attendance', id: `${meetingId}-${contactId ?? 'team'}`, gebied: overdie, fields: { meetingId, contactId, memberId: contactId === null ? area.boa : null, presence: 'aanwezig', ...fields } }) as LocalChange
const signal = (id: string, fields: object, gebied: string = overdie) => ({ kind: 'signal', id, gebied, fields: { text: id, themeIds: [area.theme], buurtCode: area.buurt, occurredAt: '2026-05-01T10:00', ...fields } }) as LocalChange
const action = (id: string, fields: object, gebied: string = overdie) => ({ kind: 'action', id, gebied, fields: { title: id, createdOn: '2026-05-01', ...fields } }) as LocalChange
const told = (actionId: string, toldOn: string | null) => ({ kind: 'terugkoppeling', id: `told-${actionId}-${String(toldOn)}`, gebied: overdie, fields: { actionId, toldOn } }) as LocalChange
beforeEach(() => { context = testContext(); fillArea(context) })
const page = async (input: object = {}) => await promiseHandlers(context)['report.page']({ gebied: null, ...year, keep: [], also: [], ...input })

describe('the council report', () => {
  it('counts meetings that were held, residents who came and walk-ins, each person once', () => {
    context.store.commit([
      meeting('een', {}), meeting('twee', { startsAt: '2026-12-31T23:30' }), meeting('leeg', { kind: 'buurtbakkie' }), meeting('gepland', { state: 'gepland' }), meeting('af', { state: 'geannuleerd' }), meeting('vorig jaar', { startsAt: '2025-12-31T23:30' }),
      came('een', 'c-1'), came('een', 'c-2', { walkIn: true, presence: 'laat' }), came('een', 'c-3', { presence: 'afwezig' }), came('een', null), came('twee', 'c-1'), came('vorig jaar', 'c-9'),
    ])
    const report = reportOf(context, null, year)
    // The meeting of `fillArea` is planned too.
    expect(report.meetings).toEqual([{ kind: 'wijkpanel', held: 2, planned: 2, cancelled: 1, came: 3, walkIns: 1, unnoted: 0 }, { kind: 'buurtbakkie', held: 1, planned: 0, cancelled: 0, came: 0, walkIns: 0, unnoted: 1 }])
    expect([report.reached, totals(report.gebieden)]).toMatchObject([2, { held: 3, came: 3, walkIns: 1 }])
    expect(unknownLines(report.unknown)).toEqual(['1 gehouden bijeenkomst: er is niet opgeschreven wie er was.', '2 bijeenkomsten staan nog als gepland: niet bekend of die zijn gehouden.'])
  })

  it('counts signals under their hoofdthema, and says what has no theme, buurt or day', () => {
    context.store.commit([
      { kind: 'theme', id: 't-lamp', gebied: 'gemeente', fields: { name: 'Lamp stuk', parentId: area.theme } },
      signal('een', {}), signal('onder', { themeIds: ['t-lamp', area.theme], state: 'afgehandeld' }), signal('niets', { themeIds: [], buurtCode: '' }), signal('geen dag', { occurredAt: null }), signal('oud', { occurredAt: '2025-05-01T10:00' }), signal('mare', {}, mare),
    ])
    const report = reportOf(context, [overdie], year)
    expect(report.themes).toEqual([{ name: 'Verlichting', total: 2, states: { nieuw: 1, opgepakt: 0, overgedragen: 0, afgehandeld: 1, geenActie: 0 } }])
    expect([report.scope, report.gebieden.map((gebied) => [gebied.name, gebied.signals])]).toEqual(['Overdie', [['Overdie', 3]]])
    expect(report.unknown).toMatchObject({ signalsWithoutTheme: 1, signalsWithoutBuurt: 1, signalsWithoutDay: 1 })
    expect(totals(reportOf(context, null, year).gebieden).signals).toBe(4)
  })

  it('counts actions by state, lists closed ones with their reason, and tells terugkoppeling in time, late, decided not to and not yet apart', () => {
    context.store.commit([
      action('open', {}), action('later begonnen', { createdOn: '2027-01-01' }), action('eerder dicht', { state: 'gedaan', createdOn: '2025-01-01', closedOn: '2025-06-01' }), action('kan niet', { state: 'kanNiet', closedOn: '2026-06-02', reason: 'Mag niet.' }), action('gedaan', { state: 'gedaan', closedOn: '2026-06-01' }),
      action('op tijd', { promise: true, terugkoppelingOn: '2026-06-10' }), told('op tijd', '2026-06-10'), told('op tijd', '2026-09-01'), action('te laat', { promise: true, terugkoppelingOn: '2026-06-10' }), told('te laat', '2026-06-11'),
      action('niet', { terugkoppelingOn: '2026-06-10' }), told('niet', null), action('nog niet', { terugkoppelingOn: '2026-06-10' }), action('volgend jaar', { terugkoppelingOn: '2027-06-10' }), action('zonder dag', { promise: true }),
    ])
    const report = reportOf(context, null, year)
    expect(report.actions).toEqual({ open: 7, bezig: 0, deelsGedaan: 0, gedaan: 1, kanNiet: 1, nietVanOns: 0 })
    expect(report.closed).toEqual([{ title: 'gedaan', gebied: 'Overdie', state: 'gedaan', reason: '', closedOn: '2026-06-01' }, { title: 'kan niet', gebied: 'Overdie', state: 'kanNiet', reason: 'Mag niet.', closedOn: '2026-06-02' }])
    expect(totals(report.gebieden)).toMatchObject({ open: 7, closed: 2, inTime: 1, late: 1, notTold: 1, untold: 1 })
    expect(report.unknown).toMatchObject({ closedWithoutReason: 1, promisesWithoutDay: 1 })
  })

  it('is the same text for the same rows, names no resident, and says when nothing is there', async () => {
    const empty = await page()
    expect(empty.html).toContain('In deze periode kozen bewoners geen prioriteiten.')
    context.store.commit([action('Jan van der Voorbeeldberg geholpen', { state: 'gedaan', closedOn: '2026-06-01', reason: 'Mail aan jan@voorbeeld.example <b>' }), { kind: 'priority', id: 'p-1', gebied: overdie, fields: { title: 'Donkere plekken', decidedOn: '2026-06-01', panelId: area.panel, figure: { indicatorId: 'i', wijkCode: area.wijk, year: 2023 } } }])
    const { html, removals } = await page()
    expect(await page()).toEqual({ html, removals })
    expect(html).not.toMatch(/Voorbeeldberg|jan@|<b>/)
    expect(html).toContain('Van geen van deze prioriteiten is een cijfer bekend.')
    expect(removals).toHaveLength(2)
    const word = strFromU8(unzipSync(await wordDocument(html))['word/document.xml'] ?? new Uint8Array())
    expect(word.replace(/<[^>]*>/g, ' ')).toContain('Wat wij niet weten')
    expect(word).not.toContain('Voorbeeldberg')
  })

  it('is for who may see residents, in a period that exists, of a gebied of theirs', () => {
    for (const role of ['boa', 'wijkagent'] as const) expect(() => promiseHandlers({ ...context, session: () => ({ ...context.session(), role }) })['report.page']({ gebied: null, ...year, keep: [], also: [] })).toThrow('Met uw rol')
    expect(() => promiseHandlers(context)['report.page']({ gebied: null, from: '2026-02-01', to: '2026-01-01', keep: [], also: [] })).toThrow('De eerste dag ligt na de laatste.')
    const own = promiseHandlers({ ...context, session: () => ({ ...context.session(), gebieden: [mare] }) })
    expect(() => own['report.page']({ gebied: overdie, ...year, keep: [], also: [] })).toThrow('U werkt niet in dit gebied.')
  })

  it('holds the same numbers in the workbook, without names, and logs that it left', async () => {
    context.store.commit([signal('een', {}), action('Jan van der Voorbeeldberg geholpen', { state: 'gedaan', closedOn: '2026-06-01', reason: 'Klaar' })])
    const folder = mkdtempSync(join(tmpdir(), 'rapport-'))
    try {
      const path = join(folder, 'rapport.xlsx')
      await promiseHandlers(context)['report.xlsx']({ gebied: null, ...year, keep: [], also: [], path })
      const table = readTable(new Uint8Array(readFileSync(path)), { fileName: 'rapport.xlsx' })
      expect(JSON.stringify(table)).toContain('Keer gekomen')
      const text = Object.values(unzipSync(new Uint8Array(readFileSync(path)))).map((part) => strFromU8(part)).join('')
      expect(text).toContain('Een bewoner geholpen')
      expect(text).not.toContain('Voorbeeldberg')
      expect(context.store.rows('accessLog')).toMatchObject([{ act: 'geexporteerd', outcome: 'gelukt' }])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
