import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import type { FigureChoices } from '#core/contract/figures.ts'
import type { Role } from '#core/model/access.ts'
import { figureHandlers } from '../../../electron/data/figures/handlers.ts'
import { searchAll } from '../../../electron/data/search/search.ts'
import { linesOf, readFigures, storeAreas } from '../../support/figures.ts'
import { testContext } from '../../support/store.ts'

const folder = mkdtempSync(join(tmpdir(), 'cijfers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function setUp(role: Role = 'regisseur') {
  const context = testContext({ role })
  storeAreas(context.store)
  return { context, call: figureHandlers(context) }
}
type Calls = ReturnType<typeof setUp>['call']
const base64 = (text: string) => Buffer.from(text).toString('base64')
async function take(call: Calls, table: string, more: Partial<FigureChoices> = {}) {
  const { token } = await call['figures.read']({ name: 'tabel.csv', bytes: base64(table) })
  const { guess } = await call['figures.table']({ token, sheet: 0, headerRow: null, roles: null })
  const preview = await call['figures.preview']({ token, choices: { provisional: false, others: null, links: {}, ...guess, ...more } })
  return { token, preview, run: () => call['figures.run']({ token }) }
}
const failing = async (work: () => unknown) => { try { await work(); return 'gelukt' } catch (error) { if (error instanceof CommandFailure) return error.failure.message; throw error } }

const head = 'gebiedscode;gebied;jaar;indicator;waarde;ondergrens;bovengrens;n;eenheid'
const survey = [head,
  'WK036181;Overdie;2019;Voelt zich wel eens onveilig;30;26;34;210;%', 'WK036181;Overdie;2021;Voelt zich wel eens onveilig;42;38;46;215;%', 'WK036181;Overdie;2023;Voelt zich wel eens onveilig;31;27;35;212;%',
  'GM0361;Voorbeeldstad;2023;Voelt zich wel eens onveilig;20;19;21;2100;%', 'WK036183;De Mare;2023;Voelt zich wel eens onveilig;55;35;75;24;%', 'WK036185;Noorderdijk;2023;Voelt zich wel eens onveilig;80;50;99;8;%',
  'WK036181;Overdie;2023;Rapportcijfer veiligheid;7,0*;6,8;7,2;212;', 'GM0361;Voorbeeldstad;2023;Rapportcijfer veiligheid;7,1;7,0;7,2;2100;', 'WK036181;Overdie;2023;Aangiften;12;;;;aantal', 'GM0361;Voorbeeldstad;2023;Aangiften;300;;;;aantal',
  'WK036181;Overdie;2023;Slachtoffer van fraude;x;;;;%'].join('\n')

describe('figures of an area', () => {
  it('are compared with the municipality and the round before, by the rule', async () => {
    const { call } = setUp()
    await (await take(call, survey)).run()
    const { lines, standOut, than } = await call['figures.list']({ area: 'WK036181' })
    const verdicts = Object.fromEntries(lines.map(({ name, against, earlier }) => [name, [against.verdict, earlier?.verdict ?? null]]))
    expect(than).toBe('in de gemeente')
    expect(verdicts).toEqual({ 'Aangiften': ['margeOnbekend', null], 'Rapportcijfer veiligheid': ['gelijk', null], 'Slachtoffer van fraude': ['geenCijfer', null], 'Voelt zich wel eens onveilig': ['hoger', 'lager'] })
    expect(lines.filter(({ id }) => standOut.includes(id)).map(({ name }) => name)).toEqual(['Voelt zich wel eens onveilig'])
    expect(lines.find(({ name }) => name === 'Rapportcijfer veiligheid')).toMatchObject({ direction: 'hogerIsBeter', figure: { value: 7, provisional: true } })
  })

  it('of few answers are marked, and of fewer than ten never shown', async () => {
    const { call } = setUp()
    await (await take(call, survey)).run()
    expect((await call['figures.list']({ area: 'WK036183' })).lines[0]).toMatchObject({ figure: { value: 55, n: 24 }, against: { verdict: 'teWeinig', difference: null } })
    const hidden = await call['figures.list']({ area: 'WK036185' })
    expect(hidden.lines[0]).toMatchObject({ figure: { value: null, low: null, high: null, mark: 'x' }, against: { verdict: 'teWeinig', difference: null } })
    const detail = await call['figures.detail']({ area: 'WK036181', indicatorId: hidden.lines[0]!.id })
    expect(JSON.stringify(detail, (key, value: unknown) => (/id$/i.test(key) ? undefined : value))).not.toContain('80') // an id may hold any two digits
    expect(detail.areas?.rows.map(({ label, figure, own }) => [label, figure?.value, own])).toEqual([['De Mare', 55, false], ['Overdie', 31, true], ['Noorderdijk', null, false]])
  })

  it('limits for small numbers are the same for everybody and can be set', async () => {
    const { call } = setUp()
    await (await take(call, survey)).run()
    await call['figures.saveSettings']({ mark: 20, hide: 5 })
    expect((await call['figures.list']({ area: 'WK036183' })).lines[0]!.against.verdict).toBe('hoger')
    expect((await call['figures.list']({ area: 'WK036185' })).lines[0]!.figure.value).toBe(80)
    expect(await failing(() => call['figures.saveSettings']({ mark: 5, hide: 10 }))).toBe('De grens voor tonen kan niet hoger zijn dan de grens voor vergelijken.')
  })

  it('of before and after another way of measuring are not compared, nor joined by a line', async () => {
    const { call } = setUp()
    await (await take(call, survey.replaceAll(';2023;', ';2022;'), { breaks: '2022' })).run()
    const line = (await call['figures.list']({ area: 'WK036181' })).lines.find(({ name }) => name === 'Voelt zich wel eens onveilig')!
    expect(line.earlier).toMatchObject({ verdict: 'methodebreuk', difference: null, period: '2021' })
    expect((await call['figures.detail']({ area: 'WK036181', indicatorId: line.id })).years.breaks).toEqual([2022])
  })

  it('of a question that got another name can be put together, and taken apart again', async () => {
    const { call } = setUp()
    await (await take(call, `${head}\nWK036181;Overdie;2021;Is weleens bang;30;26;34;210;%\nWK036183;De Mare;2021;Is weleens bang;10;7;13;200;%`)).run()
    await (await take(call, `${head}\nWK036181;Overdie;2023;Voelt zich onveilig;40;36;44;210;%\nWK036181;Overdie;2023;Aangiften;40;;;;aantal`)).run()
    const id = async (name: string) => (await call['figures.list']({ area: 'WK036181' })).lines.find((line) => line.name === name)!.id
    const [old, now, count] = [await id('Is weleens bang'), await id('Voelt zich onveilig'), await id('Aangiften')]
    await call['figures.saveIndicator']({ id: old, fields: { sameAs: now } })
    const { lines } = await call['figures.list']({ area: 'WK036181' })
    expect(lines.map((line) => line.name)).toEqual(['Aangiften', 'Voelt zich onveilig'])
    expect(lines[1]).toMatchObject({ period: '2023', earlier: { period: '2021' } })
    expect((await call['figures.list']({ area: 'WK036183' })).lines.map((line) => line.id)).toEqual([now])
    expect((await call['figures.detail']({ area: 'WK036181', indicatorId: now })).merged).toEqual([{ id: old, name: 'Is weleens bang' }])
    expect(await failing(() => call['figures.saveIndicator']({ id: now, fields: { sameAs: old } }))).toBe('‘Is weleens bang’ hoort al bij dit cijfer.')
    expect(await failing(() => call['figures.saveIndicator']({ id: count, fields: { sameAs: now } }))).toBe('Deze cijfers hebben een andere eenheid: aantal en %. Die kunnen niet samen.')
    await call['figures.saveIndicator']({ id: old, fields: { sameAs: null } })
    expect((await call['figures.list']({ area: 'WK036181' })).lines).toHaveLength(3)
  })

  it('leave as a table that comes back the same', async () => {
    const { call } = setUp()
    await (await take(call, survey)).run()
    const before = linesOf(readFigures(survey).draft).map((text) => (text.includes(' 80 ') ? 'WK036185 2023 Voelt zich wel eens onveilig [%] x' : text))
    for (const format of ['csv', 'xlsx'] as const) {
      const path = join(folder, `uit.${format}`)
      await call['figures.export']({ path, format, areas: ['WK036181', 'WK036183', 'WK036185', 'GM0361'], indicatorId: null })
      expect(linesOf(readFigures(new Uint8Array(readFileSync(path))).draft).toSorted()).toEqual(before.toSorted())
    }
  })
})

describe('an import', () => {
  it('is undone with one click, and what it covered counts again', async () => {
    const { call, context } = setUp()
    const area = 'WK036181', value = async () => (await call['figures.list']({ area })).lines.map(({ figure }) => figure.value)
    await (await take(call, `${head}\nWK036181;Overdie;2023;Onveilig;31;27;35;212;%`)).run()
    context.clock.ms += 1000
    const second = await take(call, `${head}\nWK036181;Overdie;2023;Onveilig;29;25;33;212;%`)
    expect(second.preview.counts.replaced).toBe(1)
    const { undo } = await second.run()
    expect(await value()).toEqual([29])
    await context.work.takeBack(undo, 'undo')
    expect(await value()).toEqual([31])
    const [source] = await call['figures.sources']({})
    expect(source).toMatchObject({ name: 'tabel', figures: 1, areas: 1, periods: ['2023'] })
    const removed = await call['figures.removeSource']({ id: source!.id })
    expect(await call['figures.areas']({})).toMatchObject({ areas: [] })
    await context.work.takeBack(removed.undo!, 'undo')
    expect(await value()).toEqual([31])
  })

  it('writes nothing before it is asked to', async () => {
    const { call, context } = setUp()
    const before = context.store.outbox.holdFrom(Number.MAX_SAFE_INTEGER)
    await take(call, survey)
    expect(context.store.rows('surveyResult').length + context.store.rows('surveySource').length + context.store.rows('indicator').length).toBe(0)
    expect(context.store.outbox.holdFrom(Number.MAX_SAFE_INTEGER)).toBe(before)
  })

  it('finds the same indicator again next year, and remembers columns and areas', async () => {
    const { call, context } = setUp()
    const table = (year: string) => `Gebied;Jaar;Onveilig;Vreemd\nNergenshuizen;${year};31;x\nOverdie;${year};12;x`
    const first = await call['figures.read']({ name: 'a.csv', bytes: base64(table('2021')) })
    const roles = (await call['figures.table']({ token: first.token, sheet: 0, headerRow: null, roles: null })).columns.map(({ role }) => role)
    await call['figures.table']({ token: first.token, sheet: 0, headerRow: null, roles: [...roles.slice(0, 3), 'overslaan'] })
    await call['figures.preview']({ token: first.token, choices: { name: '', bureau: '', period: '', breaks: '', provisional: false, others: null, links: { 'naam::nergenshuizen': 'WK036183' } } })
    await call['figures.run']({ token: first.token })
    const next = await call['figures.read']({ name: 'b.csv', bytes: base64(table('2023')) })
    const opened = await call['figures.table']({ token: next.token, sheet: 0, headerRow: null, roles: null })
    expect([opened.remembered, opened.columns.map(({ role }) => role)]).toEqual([true, ['gebied', 'periode', 'waarde', 'overslaan']])
    const preview = await call['figures.preview']({ token: next.token, choices: { name: '', bureau: '', period: '', breaks: '', provisional: false, others: null, links: {} } })
    expect(preview.areas.map(({ code, state }) => [code, state])).toEqual([['WK036181', 'naam'], ['WK036183', 'hand']])
    expect(preview.indicators).toEqual([{ name: 'Onveilig', unit: '', figures: 2, known: true }])
    await call['figures.run']({ token: next.token })
    expect(context.store.rows('indicator')).toHaveLength(1)
    expect((await call['figures.list']({ area: 'WK036183' })).lines[0]).toMatchObject({ period: '2023', earlier: { period: '2021' } })
  })

  it('never links by a name that several areas have, nor takes a total for the municipality by itself', async () => {
    const { call } = setUp()
    const { preview } = await take(call, 'Gebied;Jaar;Onveilig\nNoorderdijk;2023;12\nTotaal;2023;20\nOverdie;2023;31')
    expect(preview.areas.map(({ name, state, take: taken, why }) => [name, state, taken, why])).toEqual([
      ['Noorderdijk', 'dubbel', false, 'Deze naam hoort bij 2 gebieden: WK036185, BU03618500. Kies welk gebied het is.'], ['Totaal', 'totaal', false, 'Dit is een totaalregel. Kies de gemeente als dit het cijfer van de hele gemeente is.'],
      ['Overdie', 'naam', true, 'Gekoppeld op naam aan Overdie (WK036181). Klopt dat?'],
    ])
    expect((await take(call, 'Gebied;Jaar;Onveilig\nTotaal;2023;20', { links: { 'naam::totaal': 'GM0361' } })).preview.areas[0]).toMatchObject({ state: 'hand', code: 'GM0361', level: 'gemeente', take: true })
  })

  it('of the whole country keeps only what is ours, without reading the rest into memory', async () => {
    const { call } = setUp()
    const header = ['gwb_code', 'regio', ...Array.from({ length: 40 }, (_, i) => `v${String(i)}`)].join(';')
    const row = (code: string, name: string) => [code, name, ...Array.from({ length: 40 }, (_, i) => i)].join(';')
    const rows = Array.from({ length: 8000 }, (_, n) => row(`BU0999${String(n).padStart(4, '0')}`, `Elders ${String(n)}`))
    const { preview } = await take(call, [header, row('NL00', 'Nederland'), ...rows, row('WK036181', 'Overdie')].join('\n'), { period: '2024' })
    expect(preview.counts).toMatchObject({ areas: 2, figures: 80 })
    expect(preview.warnings).toContain('Dit bestand is groot. Daarom is alleen uw gemeente gelezen; 8.000 rijen van andere gebieden niet.')
  })

  it('before there are wijken takes a file about one municipality for ours', async () => {
    const context = testContext(), call = figureHandlers(context)
    const { preview } = await take(call, survey)
    expect(preview.areas.map(({ state, take: taken }) => [state, taken])).toEqual(Array.from({ length: 4 }, () => ['nieuw', true]))
  })

  it('takes hostile names as they are', async () => {
    const { call, context } = setUp()
    const long = 'Lang'.repeat(200), odd = '<script>alert(1)</script>\u202E\uD800 😀'
    await (await take(call, `Gebied;Jaar;"${odd}";${long}\n${long};2023;1;2\n'; DROP TABLE surveyResult;--;2023;3;4\n"${odd}";2023;5;6`, { others: true })).run()
    expect(context.store.rows('surveyResult').length).toBeGreaterThan(1)
    for (const { code } of (await call['figures.areas']({})).areas) expect((await call['figures.list']({ area: code })).lines.length).toBeGreaterThan(0)
  })

  it('asks for the year, and says what is no year', async () => {
    const { call } = setUp(), table = 'Wijk;Onveilig\nOverdie;31\nDe Mare;22'
    expect((await take(call, table)).preview.blocked).toBe('In dit bestand staat niet van welk jaar de cijfers zijn. Vul het jaar in.')
    expect((await take(call, table, { period: 'vorig jaar' })).preview.blocked).toBe('‘vorig jaar’ is geen jaar of periode. Vul bijvoorbeeld 2023 in, of 2e kwartaal 2023.')
    expect((await take(call, table, { period: '2023', breaks: 'ooit' })).preview.blocked).toBe('Bij ‘Anders gemeten vanaf’ staat iets wat geen jaar is. Vul bijvoorbeeld 2021 in, of laat het leeg.')
    expect((await take(call, table, { period: '2023' })).preview).toMatchObject({ blocked: '', counts: { figures: 2 } })
  })

  it.each([
    ['{"version":"2.0","class":"dataset","id":["time"]}', 'a.json', 'Dit is een JSON-stat-bestand. Kies bij het downloaden CSV of Excel en importeer dat bestand.'],
    ['{"odata.metadata":"https://voorbeeld.example/$metadata","value":[]}', 'a.json', 'Dit is een OData-bestand van CBS of data.overheid.nl. Kies bij het downloaden CSV of Excel en importeer dat bestand.'],
    ['CHARSET="ANSI";\nAXIS-VERSION="2010";\nMATRIX="X";\nDATA=\n1 2 3;', 'a.px', 'Dit is een PC-Axis-bestand (.px). Kies bij het downloaden CSV of Excel en importeer dat bestand.'],
    ['<?xml version="1.0"?><message:GenericData xmlns:message="x"/>', 'a.xml', 'Dit is een XML-bestand. Het is SDMX. Kies bij het downloaden CSV of Excel en importeer dat bestand.'],
    ['respnr;wijk;vraag1\n1;Overdie;3\n2;Overdie;4', 'antwoorden.csv', 'In dit bestand staat één rij per persoon. Antwoorden en gegevens van personen worden niet overgenomen. Vraag het bureau om een tabel met uitkomsten per wijk.'],
    ['Voornaam;Achternaam;Wijk\nAad;Voorbeeld;Overdie', 'lijst.csv', 'In dit bestand staat één rij per persoon. Antwoorden en gegevens van personen worden niet overgenomen. Vraag het bureau om een tabel met uitkomsten per wijk.'],
    ['', 'leeg.csv', 'Dit bestand is leeg.'],
  ])('refuses what is no table of figures in one sentence: %s', async (text, name, message) => {
    const { call } = setUp()
    expect(await failing(() => call['figures.read']({ name, bytes: base64(text) }))).toBe(message)
  })

  it('is for who may change figures; everybody of the team may see them', async () => {
    const boa = setUp('boa')
    expect(await failing(() => boa.call['figures.read']({ name: 'a.csv', bytes: base64(survey) }))).toBe('Met uw rol kunt u geen cijfers wijzigen. De gebiedsregisseur en de medewerker OOV kunnen dat wel.')
    expect(await boa.call['figures.areas']({})).toEqual({ areas: [], gemeente: 'GM0361' })
  })

  it('can be found by its indicators, from any gebied, until it is taken back', async () => {
    const { call, context } = setUp()
    const { undo } = await (await take(call, survey)).run()
    const found = () => searchAll(context, { text: 'onveilig', gebieden: ['g-zuid'], limit: 5 }).groups.flatMap(({ kind, hits }) => hits.map(({ title }) => [kind, title.map((part) => part.text).join('')]))
    expect(found()).toEqual([['indicator', 'Voelt zich wel eens onveilig']])
    await context.work.takeBack(undo, 'undo')
    expect(found()).toEqual([])
  })
})

describe('the file', () => {
  it('from before figures gets their tables and indexes at the next opening', () => {
    const file = join(folder, 'oud.db')
    const before = testContext({}, { file })
    before.store.db.exec('DROP TABLE surveyResult; DROP TABLE surveySource; DROP TABLE indicator; DROP TABLE figureSettings')
    before.store.close()
    const after = testContext({}, { file })
    after.store.commit([{ kind: 'surveyResult', id: 'r-1', gebied: 'gemeente', fields: { areaCode: 'WK036181', values: [7.4] } }])
    expect(after.store.read('surveyResult', 'r-1')).toMatchObject({ areaCode: 'WK036181', level: 'wijk', values: [7.4] })
    const plan = (sql: string, ...params: string[]) => (after.store.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[]).map(({ detail }) => detail)
    expect(plan('SELECT sourceId FROM surveyResult WHERE areaCode = ? AND deleted = 0', 'a')).toEqual(['SEARCH surveyResult USING INDEX surveyResult_area (areaCode=? AND deleted=?)'])
    expect(plan('SELECT areaCode FROM surveyResult WHERE sourceId = ? AND period = ? AND level = ? AND deleted = 0', 's', 'p', 'l')).toEqual(['SEARCH surveyResult USING INDEX surveyResult_map (deleted=? AND level=? AND sourceId=? AND period=?)'])
    after.store.close()
  })
})
