import { expect, describe, it } from 'vitest'
import { cpuMs, cpuStart } from '../../support/cpu.ts'
import { figureHandlers } from '../../../electron/data/figures/handlers.ts'
import { figuresOf } from '../../../electron/data/figures/read.ts'
import { linesOf, readFigures, storeAreas } from '../../support/figures.ts'
import { testContext } from '../../support/store.ts'

/** A table as the window takes it in, with every guess accepted. */
async function take(table: string, name = 'tabel.csv') {
  const context = testContext()
  storeAreas(context.store)
  const call = figureHandlers(context)
  const { token } = await call['figures.read']({ name, bytes: Buffer.from(table).toString('base64') })
  const { guess } = await call['figures.table']({ token, sheet: 0, headerRow: null, roles: null })
  const preview = await call['figures.preview']({ token, choices: { provisional: false, others: null, links: {}, ...guess } })
  const figure = (area: string, indicator: string, period: string) => figuresOf(context.store, area).get(context.store.rows('indicator').find((row) => row.name === indicator)?.id ?? '')?.get(period)?.figure
  return { guess, preview, figure, run: () => call['figures.run']({ token }) }
}

describe('when a table was measured', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['a year before a unit or a count', 'Wijk,Onveilig 2023 (%),Onveilig 2023 (n),Onveilig 2023 marge\nOverdie,45.3,210,3.1\nDe Mare,33.1,190,2.9', ['Overdie 2023 Onveilig [%] 45.3 (42.2–48.4) n210', 'De Mare 2023 Onveilig [%] 33.1 (30.2–36) n190']],
    ['years before units', 'Wijk;Onveilig 2021 (%);Onveilig 2023 (%)\nOverdie;45;44\nDe Mare;33;31', ['Overdie 2021 Onveilig [%] 45', 'Overdie 2023 Onveilig [%] 44', 'De Mare 2021 Onveilig [%] 33', 'De Mare 2023 Onveilig [%] 31']],
    ['a year behind every name in the rows', 'Indicator;Overdie;De Mare\nOnveilig 2021;45;33\nOnveilig 2023*;44;31\nRapportcijfer (2023);6,4;7,1', ['Overdie 2021 Onveilig 45', 'Overdie 2023 Onveilig 44 *', 'Overdie 2023 Rapportcijfer 6.4', 'De Mare 2021 Onveilig 33', 'De Mare 2023 Onveilig 31 *', 'De Mare 2023 Rapportcijfer 7.1']],
    ['months with short years', 'Wijk;jan-23;feb-23;mrt-23*\nOverdie;12;13;14', ['Overdie 2023-M01 Cijfer 12', 'Overdie 2023-M02 Cijfer 13', 'Overdie 2023-M03 Cijfer 14 *']],
    ['days of several months above the columns', 'Wijk;01-01-2023;01-02-2023;01-03-2023\nOverdie;12;13;14', ['Overdie 2023-M01 Cijfer 12', 'Overdie 2023-M02 Cijfer 13', 'Overdie 2023-M03 Cijfer 14']],
    ['the same day of several years above the columns', 'Wijk;01-01-2022;01-01-2023\nOverdie;12;13', ['Overdie 2022 Cijfer 12', 'Overdie 2023 Cijfer 13']],
    ['a year and its month in columns of their own', 'Jaar;Maand;Wijk;Inbraken\n2023;1;Overdie;3\n2023;2;Overdie;5\n2023;1;De Mare;2', ['Overdie 2023-M01 Inbraken 3', 'Overdie 2023-M02 Inbraken 5', 'De Mare 2023-M01 Inbraken 2']],
    ['a year and the name of its month or its quarter', 'Wijk;Kwartaal;Jaar;Inbraken\nOverdie;Q1;2023;3\nOverdie;Q2;2023;5', ['Overdie 2023-K1 Inbraken 3', 'Overdie 2023-K2 Inbraken 5']],
  ])('%s', (_, table, lines) => { expect(linesOf(readFigures(table).draft)).toEqual(lines) })

  const titled = (titles: string) => `${titles}
"";"Onderwerp"
"Regio's";"Mediaan vermogen"
"";"1 000 euro"
"Voorbeeldstad";"144,9"
"Elders";"235,5"
"Bron: CBS"`

  it('is the period that its titles name, wherever it stands, and never the year of the division of areas', async () => {
    const { guess, run, figure } = await take(titled('"Vermogen; regio (indeling 2025)"\n"Perioden: 2022*"\n"Kenmerken: Particuliere huishoudens"'))
    expect(guess.period).toBe('2022')
    await run()
    expect(figure('GM0361', 'Mediaan vermogen', '2022')).toMatchObject({ value: 144.9, provisional: true })
    expect((await take(titled('"Gezondheid per wijk; 2021 (indeling 2024)"'))).guess.period).toBe('2021')
  })
})

describe('what a number is', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['rare things in percentages stay rare: only a table of which every share lies between 0 and 1 has fractions', 'Wijk;Jaar;Straatroof (%);Onveilig (%)\nOverdie;2023;0,4;31,0\nDe Mare;2023;0,25;22,0', ['Overdie 2023 Straatroof [%] 0.4', 'Overdie 2023 Onveilig [%] 31', 'De Mare 2023 Straatroof [%] 0.25', 'De Mare 2023 Onveilig [%] 22']],
    ['with a percent sign it is no fraction', 'Wijk;Jaar;Straatroof\nOverdie;2023;0,4%\nDe Mare;2023;0,25%', ['Overdie 2023 Straatroof [%] 0.4', 'De Mare 2023 Straatroof [%] 0.25']],
    ['amounts of money, marks between brackets and limits of what is told', 'Wijk;Jaar;Inkomen;Aantal\nOverdie;2023;€ 28.400;< 5\nDe Mare;2023;€ 31.200,50;(x)\nNoorderdijk;2023;30.000;≤ 4', ['Overdie 2023 Inkomen 28400', 'Overdie 2023 Aantal x', 'De Mare 2023 Inkomen 31200.5', 'De Mare 2023 Aantal x', 'Noorderdijk 2023 Inkomen 30000', 'Noorderdijk 2023 Aantal x']],
    ['the only name of the only figure, the same in every row', 'Jaar;Wijk;Kenmerk;Waarde\n2019;Overdie;Totaalscore;-0,1\n2019;De Mare;Totaalscore;0,2', ['Overdie 2019 Totaalscore -0.1', 'De Mare 2019 Totaalscore 0.2']],
    ['one decimal is a percentage', 'Wijk;Jaar;Straatroof (%)\nOverdie;2023;0,4\nDe Mare;2023;0,2', ['Overdie 2023 Straatroof [%] 0.4', 'De Mare 2023 Straatroof [%] 0.2']],
    ['where nothing stands or some cells have no sign, it is the same figure', 'Wijk;Jaar;Onveilig\nOverdie;2023;< 10\nDe Mare;2023;33,5 %\nNoorderdijk;2023;20', ['Overdie 2023 Onveilig [%] x', 'De Mare 2023 Onveilig [%] 33.5', 'Noorderdijk 2023 Onveilig [%] 20']],
    ['a column with only a plus-minus sign is the margin of the figure before it', 'Gebied;Onveilig 2021;±;Onveilig 2023;+/-\nOverdie;45,3 %;3,1;44,1 %;3,0\nDe Mare;33,0 %;2,9;31,2 %;2,8', ['Overdie 2021 Onveilig [%] 45.3 (42.2–48.4)', 'Overdie 2023 Onveilig [%] 44.1 (41.1–47.1)', 'De Mare 2021 Onveilig [%] 33 (30.1–35.9)', 'De Mare 2023 Onveilig [%] 31.2 (28.4–34)']],
    ['an interval in a column of its own belongs to the figure beside it', 'wijk;jaar;indicator;percentage;95%-BI;N\nOverdie;2022;Eenzaam;45,2;41,0-49,4;310\nDe Mare;2022;Eenzaam;38,0;(34,1 - 42,0);290', ['Overdie 2022 Eenzaam [%] 45.2 (41–49.4) n310', 'De Mare 2022 Eenzaam [%] 38 (34.1–42) n290']],
    ['figures that are only called after their measure keep apart', 'wijk;jaar;percentage;score\nOverdie;2022;45,2;6,5\nDe Mare;2022;38,0;7,1', ['Overdie 2022 percentage [%] 45.2', 'Overdie 2022 score 6.5', 'De Mare 2022 percentage [%] 38', 'De Mare 2022 score 7.1']],
  ])('%s', (_, table, lines) => { expect(linesOf(readFigures(table).draft)).toEqual(lines) })
})

describe('what else stands in a table', () => {
  it('why there is no value is no name of a figure', () => {
    const { draft } = readFigures('Id,Measure,ValueAttribute,Value,StringValue,WijkenEnBuurten,Perioden\n0,M000297_2,None,4.5,,WK036181  ,2022JJ00\n1,M000297_2,NotApplicable,,,WK036183  ,2022JJ00\n2,M000297_2,None,3.5,,GM0361    ,2022JJ00')
    expect(linesOf(draft)).toEqual(['WK036181 2022 M000297_2 4.5', 'GM0361 2022 M000297_2 3.5'])
  })
  it('signs for nothing are no numbers', () => {
    expect(linesOf(readFigures('Wijk;Jaar;Inbraken\nOverdie;2023;^\nDe Mare;2023;--\nNoorderdijk;2023;3').draft)).toEqual(['Overdie 2023 Inbraken .', 'De Mare 2023 Inbraken -', 'Noorderdijk 2023 Inbraken 3'])
  })
  it('a second table below is left out and said, not read under the names of the first', () => {
    const { draft } = readFigures('Tabel 1 Onveiligheid 2023;;\nWijk;soms;vaak\nOverdie;40;5\nDe Mare;30;2\n;;\nTabel 2 Overlast 2023;;\nWijk;drugs;jongeren\nOverdie;20;25\nNoorderdijk;10;12', { period: '2023' })
    expect(linesOf(draft)).toEqual(['Overdie 2023 soms 40', 'Overdie 2023 vaak 5', 'De Mare 2023 soms 30', 'De Mare 2023 vaak 2'])
    expect(draft.problems).toEqual([{ line: 7, message: 'Vanaf regel 7 begint een andere tabel. Die is niet gelezen. Zet elke tabel in een eigen bestand.' }])
  })
  it('names that are repeated further down are no second table', () => {
    const { draft } = readFigures('Wijk;soms;vaak\nOverdie;40;5\nDe Mare;30;2\nWijk;soms;vaak\nNoorderdijk;10;12', { period: '2023' })
    expect([linesOf(draft).length, draft.problems]).toEqual([6, []])
  })
  it('one message when the year is missing', async () => {
    const { preview } = await take('Wijk;Onveilig\nOverdie;31\nDe Mare;22')
    expect([preview.blocked, preview.warnings]).toEqual(['In dit bestand staat niet van welk jaar de cijfers zijn. Vul het jaar in.', []])
  })
})

describe('which area it is of', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['code and name in one cell', 'Gebied;2022;2023\nWK036181 - Overdie;12;13\nBU03618500 Noorderdijk;4;5\nDe Mare (WK036183);9;8\nNL00 - Nederland;900;910', ['WK036181 2022 Cijfer 12', 'WK036181 2023 Cijfer 13', 'BU03618500 2022 Cijfer 4', 'BU03618500 2023 Cijfer 5', 'WK036183 2022 Cijfer 9', 'WK036183 2023 Cijfer 8', 'NL00 2022 Cijfer 900', 'NL00 2023 Cijfer 910']],
    ['the country under a code of the source is no area of its own', 'Periode;Gebiedscode;Gebieden;Onveilig\n2023;0361;Voorbeeldstad;17,1\n2023;nederland;Nederland;15,5\n2023;prv27;Noord-Holland;16', ['GM0361 2023 Onveilig 17.1', 'Nederland 2023 Onveilig 15.5', 'Noord-Holland 2023 Onveilig 16']],
    ['what is in no region stays apart where names are glued', 'Soort misdrijf,Nederland_Misdrijven_2015,Niet in te delen (PV)_Misdrijven_2015,Nederland_Verdachten_2015,Niet in te delen (PV)_Verdachten_2015\nTotaal,100,5,20,1\nInbraak,50,2,10,0', ['Nederland 2015 Totaal: Misdrijven 100', 'Nederland 2015 Totaal: Verdachten 20', 'Nederland 2015 Inbraak: Misdrijven 50', 'Nederland 2015 Inbraak: Verdachten 10', 'Niet in te delen (PV) 2015 Totaal: Misdrijven 5', 'Niet in te delen (PV) 2015 Totaal: Verdachten 1', 'Niet in te delen (PV) 2015 Inbraak: Misdrijven 2', 'Niet in te delen (PV) 2015 Inbraak: Verdachten 0']],
  ])('%s', (_, table, lines) => { expect(linesOf(readFigures(table).draft)).toEqual(lines) })

  it('a code in parts is put together, and a buurt with a number of the source is never its gemeente', () => {
    expect(linesOf(readFigures('gemeentecode;wijkcode;buurtcode;jaar;indicator;waarde\n0361;81;00;2023;Onveilig;31,4\n0361;81;01;2023;Onveilig;30,4\n0361;83;;2023;Onveilig;20,4\n0361;;;2023;Onveilig;22').draft)).toEqual(['BU03618100 2023 Onveilig 31.4', 'BU03618101 2023 Onveilig 30.4', 'WK036183 2023 Onveilig 20.4', 'GM0361 2023 Onveilig 22'])
    expect(linesOf(readFigures('gemeentecode;buurtcode;jaar;Onveilig\nGM0361;A00a;2023;31,4\nGM0361;A00b;2023;30,4').draft)).toEqual(['A00a 2023 Onveilig 31.4', 'A00b 2023 Onveilig 30.4'])
  })

  it('a buurt of another municipality is never ours by its name', async () => {
    const { preview, run, figure } = await take('Gemeente;Buurt;Jaar;Inbraken\nElders;Overdie-Oost;2023;99\nVoorbeeldstad;Overdie-Oost;2023;12\nVoorbeeldstad;;2023;20')
    expect(preview.problems).toEqual([])
    await run()
    expect([figure('BU03618100', 'Inbraken', '2023')?.value, figure('GM0361', 'Inbraken', '2023')?.value]).toEqual([12, 20])
    expect(preview.areas.find(({ state }) => state === 'anders')).toMatchObject({ name: 'Overdie-Oost', take: false, why: 'Een gebied van een andere gemeente (Elders).' })
  })

  it('a country in English, or with a code of the source, is only there to compare with', async () => {
    const { preview } = await take('Periods;Regions;Crimes (number)\n2023;The Netherlands;900\n2023;Overdie;12')
    expect(preview.areas.map(({ name, state, level }) => [name, state, level])).toEqual([['Overdie', 'naam', 'wijk'], ['The Netherlands', 'regio', 'regio']])
  })
})

describe('StatLine tables of wijken and buurten', () => {
  const lines = ['NL00 2021 Gezondheid: Huisarts: Afstand tot huisarts [km] 1', 'NL00 2021 Afstand tot brandweer [km] .', 'GM0361 2021 Gezondheid: Huisarts: Afstand tot huisarts [km] 2.5', 'GM0361 2021 Afstand tot brandweer [km] 2.7', 'WK036181 2021 Gezondheid: Huisarts: Afstand tot huisarts [km] 0.9', 'WK036181 2021 Afstand tot brandweer [km] 1.3', 'BU03618100 2021 Gezondheid: Huisarts: Afstand tot huisarts [km] 0.8', 'BU03618100 2021 Afstand tot brandweer [km] 1.2']
  it.each<readonly [string, string]>([
    ['with the areas in columns, and what they are in rows above and among the figures', `"Nabijheid; wijk- en buurtcijfers 2021"
""
"";"";"Wijken en buurten"
"Onderwerp";"";"Nederland";"Voorbeeldstad";"Wijk 81 Overdie";"Overdie-Oost"
"Regioaanduiding|Gemeentenaam";"naam";"Nederland";"Voorbeeldstad";"Voorbeeldstad";"Voorbeeldstad"
"Regioaanduiding|Soort regio";"omschrijving";"Land";"Gemeente";"Wijk";"Buurt"
"Regioaanduiding|Codering";"code";"NL00";"GM0361";"WK036181";"BU03618100"
"Regioaanduiding|Indelingswijziging wijken en buurten";"code";".";".";"1";"1"
"Gezondheid|Huisarts|Afstand tot huisarts";"km";"1,0";"2,5";"0,9";"0,8"
"Afstand tot brandweer";"km";".";"2,7";"1,3";"1,2"
"Bron: CBS"`],
    ['with the areas in rows, and what they are in columns', `"Nabijheid 2021"
""
"";"Onderwerp";"Onderwerp";"Onderwerp";"Onderwerp";"Onderwerp";"Onderwerp"
"";"Regioaanduiding|Gemeentenaam";"Regioaanduiding|Soort regio";"Regioaanduiding|Codering";"Regioaanduiding|Indelingswijziging wijken en buurten";"Gezondheid|Huisarts|Afstand tot huisarts";"Afstand tot brandweer"
"Wijken en buurten";"naam";"omschrijving";"code";"code";"km";"km"
"Nederland";"Nederland";"Land";"NL00";".";"1,0";"."
"Voorbeeldstad";"Voorbeeldstad";"Gemeente";"GM0361";".";"2,5";"2,7"
"Wijk 81 Overdie";"Voorbeeldstad";"Wijk";"WK036181";"1";"0,9";"1,3"
"Overdie-Oost";"Voorbeeldstad";"Buurt";"BU03618100";"1";"0,8";"1,2"
"Bron: CBS"`],
    ['with points, and the names of the columns in one row', `"Wijken en buurten";"Perioden";"Regioaanduiding/Gemeentenaam (naam)";"Regioaanduiding/Soort regio (omschrijving)";"Regioaanduiding/Codering (code)";"Regioaanduiding/Indelingswijziging wijken en buurten (code)";"Gezondheid/Huisarts/Afstand tot huisarts (km)";"Afstand tot brandweer (km)"
"Nederland";"2021";"Nederland      ";"Land      ";"NL00      ";".";"     1.0";"       ."
"Voorbeeldstad";"2021";"Voorbeeldstad  ";"Gemeente  ";"GM0361    ";".";"     2.5";"     2.7"
"Wijk 81 Overdie";"2021";"Voorbeeldstad  ";"Wijk      ";"WK036181  ";"1";"     0.9";"     1.3"
"Overdie-Oost";"2021";"Voorbeeldstad  ";"Buurt     ";"BU03618100";"1";"     0.8";"     1.2"`],
  ])('%s', (_, table) => {
    const { draft } = readFigures(table, { period: '2021' })
    expect(linesOf(draft)).toEqual(lines)
    expect([...draft.areas.values()].map(({ name }) => name)).toEqual(['Nederland', 'Voorbeeldstad', 'Wijk 81 Overdie', 'Overdie-Oost'])
  })
})

describe('columns that are no figures', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['codes of an age or another characteristic in open data', 'ID;Leeftijd;Marges;WijkenEnBuurten;Perioden;Overgewicht_12\n0;20300;MW00000;WK036181;2022JJ00;55.2\n1;53105;MW00000;WK036181;2022JJ00;45.2\n2;20300;MW00000;NL00;2022JJ00;50.2', ['WK036181 2022 20300: Overgewicht 55.2', 'WK036181 2022 53105: Overgewicht 45.2', 'NL00 2022 20300: Overgewicht 50.2']],
    ['signs and words for a difference', 'Wijk;Onveilig 2023;t.o.v. 2021;t.o.v. gemeente\nOverdie;31,4;▲;hoger\nDe Mare;22,0;▼;lager\nNoorderdijk;15,0;=;gelijk', ['Overdie 2023 Onveilig 31.4', 'De Mare 2023 Onveilig 22', 'Noorderdijk 2023 Onveilig 15']],
    ['days of different months are months', 'Datum;Wijk;Meldingen\n01-01-2023;Overdie;3\n01-02-2023;Overdie;5\n2023-03-01;Overdie;2', ['Overdie 2023-M01 Meldingen 3', 'Overdie 2023-M02 Meldingen 5', 'Overdie 2023-M03 Meldingen 2']],
    ['one row of figures under four rows of names', '"Veiligheidsmonitor"\n""\n"Onderwerp";"Rapportcijfer";"Rapportcijfer";"Voelt zich onveilig";"Voelt zich onveilig"\n"Marges";"Waarde";"Ondergrens 95%-interval";"Waarde";"Ondergrens 95%-interval"\n"Perioden";"2021";"2021";"2021";"2021"\n"Regio\'s";"cijfer";"cijfer";"%";"%"\n"Voorbeeldstad";"7,4";"7,3";"35,0";"33,0"\n"Bron: CBS"', ['Voorbeeldstad 2021 Rapportcijfer [cijfer] 7.4 (7.3–null)', 'Voorbeeldstad 2021 Voelt zich onveilig [%] 35 (33–null)']],
    ['the unit under a name is the same as between brackets', '"";"Onderwerp"\n"";"Rapportcijfer leefbaarheid";"Onveilig"\n"Regio\'s";"cijfer";"%"\n"Voorbeeldstad";"7,4";"35,0"\n"Elders";"7,6";"31,0"', ['Voorbeeldstad 2021 Rapportcijfer leefbaarheid [cijfer] 7.4', 'Voorbeeldstad 2021 Onveilig [%] 35', 'Elders 2021 Rapportcijfer leefbaarheid [cijfer] 7.6', 'Elders 2021 Onveilig [%] 31']],
  ])('%s', (_, table, lines) => { expect(linesOf(readFigures(table, { period: '2021' }).draft)).toEqual(lines) })
})

describe('what cannot be a figure', () => {
  it('a limit without its value is left out and said, and shows nowhere', async () => {
    const { preview, run } = await take('Soort waarde;Wijk;Jaar;Onveilig;Overlast\nWaarde;Overdie;2023;31,4;45,0\nOndergrens;Overdie;2023;27,1;41,0\nOndergrens;De Mare;2023;20,1;31,0')
    expect(preview.counts).toMatchObject({ figures: 2, areas: 1 })
    await run()
    expect(linesOf(readFigures('Soort waarde;Wijk;Jaar;Onveilig;Overlast\nOndergrens;Overdie;2023;27,1;41,0\nOndergrens;De Mare;2023;20,1;31,0').draft)).toEqual([])
  })
  it('a cell of thousands of characters takes no time', () => {
    const started = cpuStart()
    for (const odd of [`0.23${' '.repeat(20_000)}a`, '1.'.repeat(10_000), `(${'1 '.repeat(10_000)}`, `WK036181${' '.repeat(20_000)}(`, '/'.repeat(20_000), `a${' '.repeat(20_000)}2023 x`]) readFigures(`Wijk;${odd};Jaar\nOverdie;${odd};2023\n${odd};3;2023\nDe Mare;4;2023`)
    expect(cpuMs(started)).toBeLessThan(2000)
  })
})
