import { describe, expect, it } from 'vitest'
import { linesOf, readFigures } from '../../support/figures.ts'

/** The ways in which bureaus, StatLine and open data write the same thing, each with everything that must come out of it. */
const shapes: Readonly<Record<string, readonly [table: string, lines: readonly string[], period?: string]>> = {
  'indicators in rows, wijken in columns, with a title, a row of counts and a source': [`Veiligheidsmonitor 2023;;;
;;;
Indicator;Overdie;De Mare;Gemeente
Voelt zich wel eens onveilig (%);31,4;22,0*;x
Rapportcijfer leefbaarheid;6,9;7,4;7,3
Slachtoffer van geweld;.;–;3,1
n;212;198;1840
Bron: bureau`, [
    'Overdie 2023 Voelt zich wel eens onveilig [%] 31.4 n212', 'Overdie 2023 Rapportcijfer leefbaarheid 6.9 n212', 'Overdie 2023 Slachtoffer van geweld . n212',
    'De Mare 2023 Voelt zich wel eens onveilig [%] 22 n198 *', 'De Mare 2023 Rapportcijfer leefbaarheid 7.4 n198', 'De Mare 2023 Slachtoffer van geweld - n198',
    'Gemeente 2023 Voelt zich wel eens onveilig [%] x n1840', 'Gemeente 2023 Rapportcijfer leefbaarheid 7.3 n1840', 'Gemeente 2023 Slachtoffer van geweld 3.1 n1840',
  ], '2023'],
  'a few figures in a column without a name, years under each wijk, counts as the last row': [`Veiligheidsmonitor 2023 (in %)
;Overdie;;Onbekende wijk;
;2021;2023;2021;2023
Voelt zich wel eens onveilig;41,0;x;32,9;31,4*
Rapportcijfer leefbaarheid;6,4;6,3;7,1;7,2
Aantal respondenten;45;22;120;98
Bron: bureau`, [
    'Overdie 2021 Voelt zich wel eens onveilig [%] 41 n45', 'Overdie 2021 Rapportcijfer leefbaarheid 6.4 n45', 'Overdie 2023 Voelt zich wel eens onveilig [%] x n22', 'Overdie 2023 Rapportcijfer leefbaarheid 6.3 n22',
    'Onbekende wijk 2021 Voelt zich wel eens onveilig [%] 32.9 n120', 'Onbekende wijk 2021 Rapportcijfer leefbaarheid 7.1 n120', 'Onbekende wijk 2023 Voelt zich wel eens onveilig [%] 31.4 n98 *', 'Onbekende wijk 2023 Rapportcijfer leefbaarheid 7.2 n98',
  ]],
  'long, with everything in a column': [`wijkcode;wijk;jaar;indicator;waarde;ondergrens;bovengrens;n;eenheid
WK036181;Overdie;2021;Voelt zich wel eens onveilig;31,4;27,1;35,7;212;%
WK036181;Overdie;2023;Voelt zich wel eens onveilig;29,0*;25,0;33,0;208;%
GM0361;Voorbeeldstad;2023;Voelt zich wel eens onveilig;24,0;22,9;25,1;1.840;%`, [
    'WK036181 2021 Voelt zich wel eens onveilig [%] 31.4 (27.1–35.7) n212', 'WK036181 2023 Voelt zich wel eens onveilig [%] 29 (25–33) n208 *', 'GM0361 2023 Voelt zich wel eens onveilig [%] 24 (22.9–25.1) n1840',
  ]],
  'open data: codes for everything, margins in rows': [`ID;WijkenEnBuurten;Perioden;Marges;RapportcijferLeefbaarheid_1;TotaalSlachtofferschap_2
0;GM0361    ;2023JJ00;MW00000;7.4;15.2
1;GM0361    ;2023JJ00;MOG0095;7.3;14.0
2;GM0361    ;2023JJ00;MBG0095;7.5;16.4
3;WK036181  ;2023JJ00;MW00000;       .;12.1`, ['GM0361 2023 Rapportcijfer leefbaarheid 7.4 (7.3–7.5)', 'GM0361 2023 Totaal slachtofferschap 15.2 (14–16.4)', 'WK036181 2023 Rapportcijfer leefbaarheid .', 'WK036181 2023 Totaal slachtofferschap 12.1']],
  'StatLine with four rows of names': [`"Veiligheidsmonitor; regio"
"Onderwerp";"Rapportcijfer leefbaarheid";"Rapportcijfer leefbaarheid";"Rapportcijfer leefbaarheid"
"Marges";"Waarde";"Ondergrens 95%-interval";"Bovengrens 95%-interval"
"Perioden";"2023*";"2023*";"2023*"
"Regio's";"cijfer";"cijfer";"cijfer"
"Voorbeeldstad";"7,4";"7,3";"7,5"
"Overdie";"6,9";"6,6";"7,2"
"Bron: CBS"`, ['Voorbeeldstad 2023 Rapportcijfer leefbaarheid [cijfer] 7.4 (7.3–7.5) *', 'Overdie 2023 Rapportcijfer leefbaarheid [cijfer] 6.9 (6.6–7.2) *']],
  'names over three columns, left empty after the first': [`Wijk;Voelt zich onveilig;;;Rapportcijfer;;
;%;95% onder;95% boven;gem;95% onder;95% boven
Overdie;31,4;27,1;35,7;6,9;6,6;7,2
De Mare;22,0;19,0;25,0;7,4;7,2;7,6`, ['Overdie 2023 Voelt zich onveilig [%] 31.4 (27.1–35.7)', 'Overdie 2023 Rapportcijfer 6.9 (6.6–7.2)', 'De Mare 2023 Voelt zich onveilig [%] 22 (19–25)', 'De Mare 2023 Rapportcijfer 7.4 (7.2–7.6)'], '2023'],
  'years beside each other, with the count of each year, and codes without their zero': [`Wijkcode;Wijk;Onveilig 2017;Onveilig 2019;n 2017;n 2019
036181;Overdie;30,1;31,0;200;201
36183;De Mare;20,0;21,0;180;8`, ['WK036181 2017 Onveilig 30.1 n200', 'WK036181 2019 Onveilig 31 n201', 'WK036183 2017 Onveilig 20 n180', 'WK036183 2019 Onveilig 21 n8']],
  'codes of buurten that lost their zero and have no prefix': [`Buurt2024;buurtnaam2024;% onveilig
03618100;Overdie-Oost;12,0
3618101;Overdie-West;13,5`, ['BU03618100 2022 % onveilig [%] 12', 'BU03618101 2022 % onveilig [%] 13.5'], '2022'],
  'key figures of CBS, with the level in a column and two columns of codes': [`gwb_code_10,gwb_code_8,regio,gm_naam,recs,a_inw,p_00_14_jr
NL00,99,Nederland,Nederland,Land,17811291,15
GM0361,361,Voorbeeldstad,Voorbeeldstad,Gemeente,112340,15
WK036181,36181,Overdie,Voorbeeldstad,Wijk,9480,17
BU03618100,3618100,Overdie-Oost,Voorbeeldstad,Buurt,2300,.`, [
    'NL00 2024 a_inw 17811291', 'NL00 2024 p_00_14_jr 15', 'GM0361 2024 a_inw 112340', 'GM0361 2024 p_00_14_jr 15', 'WK036181 2024 a_inw 9480', 'WK036181 2024 p_00_14_jr 17', 'BU03618100 2024 a_inw 2300', 'BU03618100 2024 p_00_14_jr .',
  ], '2024'],
  'margins inside the cell, years as columns': [`Wijk;2021;2023
Overdie;31,4 (27,1 - 35,7);29,0 (25,0 – 33,0)
De Mare;22,0 ± 3,1;x`, ['Overdie 2021 Cijfer 31.4 (27.1–35.7)', 'Overdie 2023 Cijfer 29 (25–33)', 'De Mare 2021 Cijfer 22 (18.9–25.1)', 'De Mare 2023 Cijfer x']],
  'police: kinds of crime by code in rows': [`ID;SoortMisdrijf;WijkenEnBuurten;Perioden;GeregistreerdeMisdrijven_1
0;0.0.0 ;BU03618100;2023JJ00;12
1;1.1.1 ;BU03618100;2023JJ00;.
2;0.0.0 ;BU03618101;2023JJ00;9`, ['BU03618100 2023 0.0.0: Geregistreerde misdrijven 12', 'BU03618100 2023 1.1.1: Geregistreerde misdrijven .', 'BU03618101 2023 0.0.0: Geregistreerde misdrijven 9']],
  'waarstaatjegemeente: unit and year behind the name, the country among the municipalities': [`Onderwerp: Veiligheid

Gemeenten;Ervaren overlast [%] - 2021;Ervaren overlast [%] - 2023
Voorbeeldstad;45,1;46,2
Nederland;44,9;45,0`, ['Voorbeeldstad 2021 Ervaren overlast [%] 45.1', 'Voorbeeldstad 2023 Ervaren overlast [%] 46.2', 'Nederland 2021 Ervaren overlast [%] 44.9', 'Nederland 2023 Ervaren overlast [%] 45']],
  'value, limits and count in rows': [`Wijk;Jaar;Soort waarde;Onveilig;Overlast
Overdie;2023;waarde;30,1;45,0
Overdie;2023;ondergrens;26,0;40,1
Overdie;2023;bovengrens;34,1;49,9
Overdie;2023;n;210;210`, ['Overdie 2023 Onveilig 30.1 (26–34.1) n210', 'Overdie 2023 Overlast 45 (40.1–49.9) n210']],
  'codes above the columns': [`indicator;WK036181;WK036183;GM0361
Onveilig %;31,4;22,0;24,1`, ['WK036181 2023 Onveilig [%] 31.4', 'WK036183 2023 Onveilig [%] 22', 'GM0361 2023 Onveilig [%] 24.1'], '2023'],
  'area and year in one name, headings between the rows': [`Indicator;Overdie 2021;Overdie 2023
Onveiligheid;;
  |||Wel eens onveilig;31;30
Overlast;;
  Drugs;10;x`, ['Overdie 2021 Wel eens onveilig 31', 'Overdie 2021 Drugs 10', 'Overdie 2023 Wel eens onveilig 30', 'Overdie 2023 Drugs x']],
  'tabs, points between thousands': ['Gebied\tInwoners\tMisdrijven\nOverdie\t9.480\t1.234\nDe Mare\t10.200\t980', ['Overdie 2023 Inwoners 9480', 'Overdie 2023 Misdrijven 1234', 'De Mare 2023 Inwoners 10200', 'De Mare 2023 Misdrijven 980'], '2023'],
  'glued names with a half margin': [`Onderwerp,Perioden,Waarde_Overdie_2019,Waarde_Overdie_2021,Marges_Overdie_2019,Marges_Overdie_2021
|||Voelt zich onveilig,%,"32,9","33,4","2,0","2,1"`, ['Overdie 2019 Voelt zich onveilig [%] 32.9 (30.9–34.9)', 'Overdie 2021 Voelt zich onveilig [%] 33.4 (31.3–35.5)']],
  'a share that a worksheet keeps between 0 and 1': [`Wijk;Jaar;Onveilig (%)
Overdie;2023;0,314
De Mare;2023;0,22`, ['Overdie 2023 Onveilig [%] 31.4', 'De Mare 2023 Onveilig [%] 22']],
  'quarters': [`Wijk;Periode;Misdrijven
Overdie;2023 1e kwartaal;12
Overdie;2023KW02;14*`, ['Overdie 2023-K1 Misdrijven 12', 'Overdie 2023-K2 Misdrijven 14 *']],
  'the number of answers above the column, signs of significance behind the figures, few answers between brackets': [`Indicator;Overdie (n=212);De Mare (n = 1.198)
Onveilig (%);31,4 ▲;(22,0)
Overlast (%);45+;40,2 a`, ['Overdie 2023 Onveilig [%] 31.4 n212', 'Overdie 2023 Overlast [%] 45 n212', 'De Mare 2023 Onveilig [%] 22 n1198', 'De Mare 2023 Overlast [%] 40.2 n1198'], '2023'],
  'StatLine with a characteristic in rows, and the limits as well': [`"Marges";"Leeftijd";"Perioden";"Wijken en buurten";"Eenzaamheid/Eenzaam (%)"
"Waarde";"18 jaar of ouder";"2022";"Overdie";"   51.2"
"Ondergrens";"18 jaar of ouder";"2022";"Overdie";"   47.0"
"Waarde";"65 jaar of ouder";"2022";"Overdie";"   41.2"
"Bron: RIVM"`, ['Overdie 2022 18 jaar of ouder: Eenzaamheid: Eenzaam [%] 51.2 (47–null)', 'Overdie 2022 65 jaar of ouder: Eenzaamheid: Eenzaam [%] 41.2']],
  'police per month, provisional': [`"Soort misdrijf";"Perioden";"Wijken en buurten";"Geregistreerde misdrijven (aantal)"
"1.1.1 Diefstal/inbraak woning";"2023 januari*";"Overdie";"3"
"Totaal misdrijven";"2023 januari*";"De Mare";"."`, ['Overdie 2023-M01 1.1.1 Diefstal/inbraak woning: Geregistreerde misdrijven [aantal] 3 *', 'De Mare 2023-M01 Totaal misdrijven: Geregistreerde misdrijven [aantal] . *']],
  'years over the names': [`;2021;;2023;
Wijk;Onveilig;Overlast;Onveilig;Overlast
Overdie;31;45;30;44`, ['Overdie 2021 Onveilig 31', 'Overdie 2021 Overlast 45', 'Overdie 2023 Onveilig 30', 'Overdie 2023 Overlast 44']],
  'names of wijken with their codes below': [`;Overdie;Gemeente
Indicator;WK036181;GM0361
Onveilig;31,4;24,1
Overlast;45,0;42,0`, ['WK036181 2023 Onveilig 31.4', 'WK036181 2023 Overlast 45', 'GM0361 2023 Onveilig 24.1', 'GM0361 2023 Overlast 42'], '2023'],
  'a table in percentages with a star for too few answers, and notes': [`Tabel 3.1 Veiligheidsbeleving naar wijk, 2023 (in %)

Wijk;Voelt zich onveilig;Vermijdt plekken
Overdie;31;12
De Mare;22;*

* te weinig waarnemingen
Bron: bureau`, ['Overdie 2023 Voelt zich onveilig [%] 31', 'Overdie 2023 Vermijdt plekken [%] 12', 'De Mare 2023 Voelt zich onveilig [%] 22', 'De Mare 2023 Vermijdt plekken [%] x'], '2023'],
  'wijk and buurt in columns of their own: the most precise counts': [`wijkcode;wijknaam;buurtcode;buurtnaam;jaar;onveilig_pct;onveilig_n
WK036181;Overdie;BU03618100;Overdie-Oost;2023;31,4;80
WK036181;Overdie;;;2023;30,0;212`, ['BU03618100 2023 onveilig [%] 31.4 n80', 'WK036181 2023 onveilig [%] 30 n212']],
  'names of a statistics program': [`gebied,jaar,v_onveilig,v_onveilig_lo,v_onveilig_hi,v_onveilig_n
Overdie,2023,31.4,27.1,35.7,212`, ['Overdie 2023 v_onveilig 31.4 (27.1–35.7) n212']],
  'SDMX as CSV': [`DATAFLOW,REF_AREA,TIME_PERIOD,MEASURE,OBS_VALUE,OBS_STATUS
X,WK036181,2023,ONV,31.4,A
X,WK036183,2023,ONV,22.0,P`, ['WK036181 2023 ONV 31.4', 'WK036183 2023 ONV 22']],
  'years in rows, areas in columns, one nameless figure': [`Jaar;Overdie;Gemeente
2019;31;24
2021;30;23`, ['Overdie 2019 Cijfer 31', 'Overdie 2021 Cijfer 30', 'Gemeente 2019 Cijfer 24', 'Gemeente 2021 Cijfer 23']],
}

describe('a table of figures', () => {
  it.each(Object.entries(shapes))('%s', (_name, [table, lines, period]) => {
    const { draft } = readFigures(table.replaceAll('\n', '\r\n'), { period: period ?? '' })
    expect(linesOf(draft)).toEqual(lines)
  })

  it('keeps the headings of a table as the heading of its figures', () => {
    const { draft } = readFigures(shapes['area and year in one name, headings between the rows']![0])
    expect([...draft.indicators.values()].map(({ group }) => group)).toEqual(['Onveiligheid', 'Overlast'])
  })

  it('says where it is no number, and where the same figure stands twice', () => {
    const { draft } = readFigures('wijkcode;jaar;Onveilig\nWK036181;2023;31,4\nWK036181;2023;30,0\nWK036183;2023;veel\nWK036185;2023;12')
    expect(draft.problems).toEqual([{ line: 3, column: 3, message: 'Dit cijfer staat er twee keer, met verschillende waarden. Het eerste telt.' }, { line: 4, column: 3, message: 'Dit is geen getal: veel' }])
    expect(linesOf(draft)).toEqual(['WK036181 2023 Onveilig 31.4', 'WK036185 2023 Onveilig 12'])
  })

  it('needs a year', () => {
    expect(readFigures('Wijk;Onveilig\nOverdie;31\nDe Mare;22').draft).toMatchObject({ periodMissing: true, periods: [] })
  })

  it.each(['', ';', '\n\n', 'a;b\n', '1;2\n3;4', ';;;\n;;;', 'x;x\nx;x', '"', 'a'.repeat(5000), '\u0000;1\n2;\u0000', '__proto__;constructor\n1;2', 'jaar\n2021', ';2021\n;2022'])('never breaks, whatever stands in the cells: %j', (text) => {
    const outcome = (() => { try { return readFigures(text).draft.problems.length } catch (error) { return error instanceof Error ? error.message : '' } })()
    expect([0, 'Dit bestand is leeg.', 'Dit bestand wordt niet herkend. Kies een .xlsx-, .csv- of .vcf-bestand.']).toContain(outcome)
  })
})
