import { expect, it } from 'vitest'
import type { FigureChoices, FigurePreview, FigureFileTable } from '#core/contract/figures.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { figureHandlers } from '../../../electron/data/figures/handlers.ts'
import { figuresOf } from '../../../electron/data/figures/read.ts'
import { storeAreas } from '../../support/figures.ts'
import { describeSharedData, sharedBytes, sharedFiles } from '../../support/shared-data.ts'
import { testContext } from '../../support/store.ts'

const choices = (more: Partial<FigureChoices> = {}): FigureChoices => ({ name: '', bureau: '', period: '', breaks: '', provisional: false, others: null, links: {}, ...more })

/** One file as the window takes it in, with every guess accepted. */
async function take(path: string, more: Partial<FigureChoices> = {}) {
  const context = testContext()
  storeAreas(context.store)
  const call = figureHandlers(context)
  const { token } = await call['figures.read']({ name: path.replace(/^.*\//, ''), bytes: Buffer.from(sharedBytes(path)).toString('base64') })
  const table = await call['figures.table']({ token, sheet: 0, headerRow: null, roles: null }) as FigureFileTable
  const preview = await call['figures.preview']({ token, choices: choices({ ...table.guess, ...more }) }) as FigurePreview
  const figure = (area: string, indicator: string, period: string) => {
    const id = context.store.rows('indicator').find(({ name }) => name === indicator)?.id ?? ''
    return figuresOf(context.store, area).get(id)?.get(period)?.figure
  }
  return { context, call, token, table, preview, figure }
}
const plain = (value: number | null, more: object = {}) => ({ value, low: null, high: null, n: null, mark: value === null ? '.' : null, provisional: false, ...more })

describeSharedData('the tables of figures beside the project', () => {
  const folder = '02-veiligheidscijfers'

  it('crimes per municipality: three rows of names, country and police units kept apart, municipalities by name', async () => {
    const { table, preview, call, token, figure } = await take(`${folder}/misdrijven-per-gemeente-2022-2023.csv`)
    expect(table.guess).toEqual({ name: 'Geregistreerde misdrijven en aangiften; soort misdrijf, gemeente 2026', bureau: 'Politie', period: '', breaks: '' })
    expect(preview.counts).toMatchObject({ areas: 356, figures: 712, indicators: 1, periods: ['2022', '2023'], missing: 2, secret: 0, nil: 0, levels: { regio: 14, eigen: 342 } })
    expect(preview.warnings[0]).toBe('In dit bestand staat geen cijfer van uw wijken of buurten. U kunt de cijfers alleen gebruiken om mee te vergelijken.')
    await call['figures.run']({ token })
    expect(figure('naam:alkmaar', 'Geregistreerde misdrijven', '2023')).toEqual(plain(5978))
    expect(figure('regio:nederland', 'Geregistreerde misdrijven', '2022')).toEqual(plain(800_027))
    expect(figure('regio:limburg:re', 'Geregistreerde misdrijven', '2023')).toEqual(plain(52_421))
    expect(figure('regio:buitenland', 'Geregistreerde misdrijven', '2023')).toEqual(plain(null))
  })

  it('crimes per municipality in a municipality of that name: it and the country, nothing else', async () => {
    const context = testContext(), path = `${folder}/misdrijven-per-gemeente-2022-2023.csv`
    storeAreas(context.store)
    context.store.commit([{ kind: 'houseStyle', id: '00000000-0000-7000-8000-000000000001', gebied: 'gemeente', fields: { municipality: 'Gemeente Alkmaar' } }])
    const call = figureHandlers(context)
    const { token } = await call['figures.read']({ name: 'a.csv', bytes: Buffer.from(sharedBytes(path)).toString('base64') })
    const preview = await call['figures.preview']({ token, choices: choices() })
    expect(preview.areas.filter(({ take }) => take).map(({ code, state }) => [code, state])).toEqual([['GM0361', 'naam'], ['regio:nederland', 'regio']])
    expect(preview.counts).toMatchObject({ figures: 4, areas: 2 })
    expect(preview.warnings).toContain('1 gebied is op naam gekoppeld, omdat er geen code bij staat. Kijk of dat klopt.')
  })

  it('distance to a library: the year from the name of the file, the country is no wijk', async () => {
    const { table, preview, call, token, figure } = await take(`${folder}/nabijheid-buurt-2021.csv`)
    expect(table.guess).toMatchObject({ period: '2021', breaks: '' })
    expect(preview.counts).toMatchObject({ figures: 11, areas: 11, levels: { regio: 1, eigen: 10 } })
    await call['figures.run']({ token })
    expect(figure('regio:nederland', 'Vrije tijd en cultuur: Afstand tot bibliotheek', '2021')).toEqual(plain(2))
    expect(figure('naam:oostelijkeeilandenkadijken', 'Vrije tijd en cultuur: Afstand tot bibliotheek', '2021')).toEqual(plain(1.6))
  })

  it('SES-WOA of Amsterdam: padded codes, decimal points, three levels beside each other, a dot is not 0', async () => {
    const { preview, call, token, figure } = await take(`${folder}/ses-woa-amsterdam-wijken-buurten-2019.csv`)
    expect(preview.counts).toMatchObject({ areas: 579, figures: 3474, indicators: 6, periods: ['2019'], levels: { gemeente: 1, wijk: 99, buurt: 479 } })
    expect(preview.warnings[0]).toBe('Dit bestand gaat niet over uw gemeente, maar over GM0363. U kunt de cijfers alleen gebruiken om mee te vergelijken.')
    await call['figures.run']({ token })
    expect(figure('GM0363', 'Particuliere huishoudens', '2019')).toEqual(plain(457_400))
    expect(figure('GM0363', 'SES-WOA: Totaalscore: Gemiddelde score', '2019')).toEqual(plain(-0.1))
    expect(figure('WK036300', 'Opleidingsniveau: Hoog', '2019')).toEqual(plain(58.2))
    expect(figure('BU03630100', 'Particuliere huishoudens', '2019')).toEqual(plain(0))
    expect(figure('BU03630100', 'Opleidingsniveau: Laag', '2019')).toEqual(plain(null))
  })

  it('Veiligheidsindex of Amsterdam: 182 indicators in columns, four rounds, own codes, NA and 7e3', async () => {
    const { preview, call, token, figure } = await take(`${folder}/veiligheid-amsterdam-vmgebieden-lang.csv`)
    expect(preview.counts).toMatchObject({ areas: 134, figures: 77_168, indicators: 182, periods: ['2014', '2015', '2016', '2017'], levels: { eigen: 134 } })
    expect(preview.areas.find(({ fileCode }) => fileCode === 'A00')).toMatchObject({ state: 'eigen', take: true, name: 'Burgwallen-Oude Zijde', figures: 728 })
    expect(preview.problems).toEqual([])
    await call['figures.run']({ token })
    expect(figure('A00', 'veiligheidsindex', '2014')).toEqual(plain(164.824478))
    expect(figure('A02', 'werkpers', '2014')?.value ?? 'geen').not.toBe(0)
    expect(figure('Centrum/Zuid', 'pop', '2017')).toEqual(plain(9740))
    expect(figure('Centrum/Zuid', 'N_wijk', '2017')).toEqual(plain(150.79))
  })

  it('own codes can be linked to wijken by hand, and that is remembered', async () => {
    const { call, token, context, figure } = await take(`${folder}/veiligheid-amsterdam-vmgebieden-lang.csv`, { links: { 'eigen:a00': 'WK036181', 'eigen:a01': 'overslaan' } })
    await call['figures.run']({ token })
    expect(figure('WK036181', 'veiligheidsindex', '2017')).toEqual(plain(186.49))
    expect(figuresOf(context.store, 'A01').size).toBe(0)
    const again = await call['figures.read']({ name: 'b.csv', bytes: Buffer.from(sharedBytes(`${folder}/veiligheid-amsterdam-vmgebieden-lang.csv`)).toString('base64') })
    const preview = await call['figures.preview']({ token: again.token, choices: choices() })
    expect(preview.areas.filter(({ key }) => ['eigen:a00', 'eigen:a01'].includes(key)).map(({ state, take, code }) => [state, take, code])).toEqual([['eigen', false, 'A01'], ['hand', true, 'WK036181']])
  })

  it('crime and feelings per province: names with a space before them and a comma inside, only to compare with', async () => {
    const { preview, call, token, figure } = await take(`${folder}/veiligheid-en-criminaliteit-provincies.csv`)
    expect(preview.counts).toMatchObject({ areas: 12, figures: 3852, indicators: 107, periods: ['2015', '2016', '2017'], levels: { regio: 12 } })
    await call['figures.run']({ token })
    expect(figure('regio:drenthe', '(Vuur)wapenmisdrijven', '2015')).toEqual(plain(305))
    expect(figure('regio:drenthe', 'gem_veiligheidsgevoel', '2015')).toEqual(plain(9.85))
    expect(figure('regio:zuidholland', 'Mensenhandel, mensensmokkel', '2017')).toEqual(plain(215))
  })

  it('Veiligheidsmonitor per province: glued names, decimal commas between commas, half margins, a unit under "Perioden"', async () => {
    const { table, preview, call, token, figure, context } = await take(`${folder}/veiligheidsmonitor-provincies-2015-2017.csv`)
    expect(table.guess.breaks).toBe('2021')
    expect(preview.counts).toMatchObject({ areas: 12, figures: 1080, indicators: 30, periods: ['2015', '2016', '2017'], withMargin: 1080, levels: { regio: 12 } })
    await call['figures.run']({ token })
    expect(figure('regio:groningen', 'Voelt zich wel eens onveilig', '2015')).toEqual(plain(32.9, { low: 30.9, high: 34.9 }))
    expect(figure('regio:limburg', 'Door bekenden (partner, familie, vriend)', '2017')).toEqual(plain(6.3, { low: 5.6, high: 7 }))
    expect(figure('regio:drenthe', 'Rapportcijfer veiligheid in buurt', '2016')).toMatchObject({ value: 7.5 })
    expect(context.store.rows('indicator').map(({ unit }) => unit)).toContain("% '(heel) groot'")
  })

  it('wealth per municipality: a nameless first column, decimal commas, units under the names', async () => {
    const { preview, call, token, figure } = await take(`${folder}/vermogen-per-gemeente-2022.csv`)
    expect(preview.counts).toMatchObject({ areas: 348, figures: 1740, indicators: 5, periods: ['2022'] })
    await call['figures.run']({ token })
    expect(figure('naam:alkmaar', 'Particuliere huishoudens', '2022')).toEqual(plain(52.9))
    expect(figure('naam:alkmaar', 'Mediaan vermogen', '2022')).toEqual(plain(144.9))
    expect(figure('regio:gemeentennietintedelen', 'Totaal vermogen', '2022')).toEqual(plain(null))
  })

  /** Every other file: what it says when somebody picks it for figures. Whatever could be figures is previewed, never written. */
  it('every other file is read or refused in one plain sentence, and never breaks', async () => {
    const said: Record<string, string> = {}
    for (const name of ['01-geo', '03-contacten', '04-agenda', '05-rekenbladen', '06-nederlandse-tekst', '07-vijandige-tekst'].flatMap((f) => sharedFiles(f).map((file) => `${f}/${file}`))) {
      if (name.endsWith('notulen')) continue
      try {
        const { preview } = await take(name, { period: '2023' })
        said[name] = preview.blocked === '' ? `${String(preview.counts.figures)} van ${String(preview.counts.areas)}` : preview.blocked
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error
        said[name] = error.failure.message
      }
    }
    const odd = Object.entries(said).filter(([, text]) => !/^\d+ van \d+$/.test(text) && (!/^[A-Z0-9‘].*\.$/.test(text) || /undefined|null|NaN|Error|\[object/.test(text)))
    expect(odd).toEqual([])
    expect(said).toMatchSnapshot()
  }, 60_000)
})
