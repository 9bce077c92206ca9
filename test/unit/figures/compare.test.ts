import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, compareAll, halfWidth, isBroken, limitsOf, shownFigure, smallNumbers, twoSided, verdictText, type Pair } from '#core/figures/compare.ts'
import { packFigure, unpackFigure, type Figure } from '#core/figures/figure.ts'
import { seeded } from '../../support/seeded.ts'

const figure = (value: number | null, more: Partial<Figure> = {}): Figure => ({ value, low: null, high: null, n: null, mark: value === null ? '.' : null, provisional: false, ...more })
const pair = (own: Figure | null, other: Figure | null, more: Partial<Pair> = {}): Pair => ({ own, other, unit: '%', broken: false, ...more })
const verdict = (own: Figure | null, other: Figure | null, more: Partial<Pair> = {}) => compareAll([pair(own, other, more)], smallNumbers)[0]!.verdict

describe('what stands out', () => {
  it('takes the margin of the source, on the side where the other figure lies', () => {
    expect(halfWidth(figure(30, { low: 27, high: 35 }), '%', 40)).toBe(5)
    expect(halfWidth(figure(30, { low: 27, high: 35 }), '%', 20)).toBe(3)
    expect(halfWidth(figure(7.2, { low: 7 }), '', 9)).toBeCloseTo(0.2)
  })

  it('derives the margin of a percentage from n, also at 0 and 100 %, and of nothing else', () => {
    expect(halfWidth(figure(50, { n: 400 }), '%', 0)).toBeCloseTo(4.876, 2)
    expect(halfWidth(figure(0, { n: 96 }), '%', 1)).toBeCloseTo(2.744, 2)
    expect(halfWidth(figure(7.2, { n: 400 }), 'rapportcijfer', 7)).toBeNull()
    expect(limitsOf(figure(12), '%')).toBeNull()
  })

  it('never names a difference within the margin of the two together', () => {
    // 30 ± 4 and 25 ± 3: five apart, the margin together is five.
    expect(verdict(figure(30, { low: 26, high: 34, n: 300 }), figure(25, { low: 22, high: 28, n: 500 }))).toBe('gelijk')
    expect(verdict(figure(30.1, { low: 26.1, high: 34.1, n: 300 }), figure(25, { low: 22, high: 28, n: 500 }))).toBe('hoger')
    expect(verdict(figure(19.9, { low: 15.9, high: 23.9 }), figure(25, { low: 22, high: 28 }))).toBe('lager')
  })

  it('says why it does not compare', () => {
    const good = figure(30, { low: 28, high: 32, n: 400 })
    expect(verdict(null, good)).toBe('geenCijfer')
    expect(verdict(figure(null), good)).toBe('geenCijfer')
    expect(verdict(good, null)).toBe('geenVergelijking')
    expect(verdict(figure(60, { low: 50, high: 70, n: 29 }), good)).toBe('teWeinig')
    expect(verdict(good, figure(60, { low: 50, high: 70, n: 9 }))).toBe('teWeinig')
    expect(verdict(figure(60), good)).toBe('margeOnbekend')
    expect(verdict(figure(60, { low: 59, high: 61, n: 900 }), good, { broken: true })).toBe('methodebreuk')
    expect(compareAll([pair(figure(60, { n: 8 }), good)], smallNumbers)[0]!.difference).toBeNull()
  })

  it('is stricter the more is looked at: of a thousand figures that differ only by chance nearly none is named', () => {
    const { next: random } = seeded(26)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const pairs = Array.from({ length: 1000 }, () => { const [a, b] = [30 + 2 * normal(), 30 + normal()]; return pair(figure(a, { low: a - 3.92, high: a + 3.92 }), figure(b, { low: b - 1.96, high: b + 1.96 })) })
    const alone = pairs.filter((one) => compareAll([one], smallNumbers)[0]!.verdict !== 'gelijk').length
    const together = compareAll(pairs, smallNumbers).filter((one) => one.verdict !== 'gelijk').length
    expect(alone).toBeGreaterThan(25)
    expect(alone).toBeLessThan(85)
    expect(together).toBeLessThan(4)
  })

  it('corrects after Benjamini and Hochberg: their own example', () => {
    // Benjamini and Hochberg (1995), table of 15 p-values: four are found.
    const values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
    expect(benjaminiHochberg(values)).toBe(0.0095)
    expect(benjaminiHochberg([0.06, 0.5])).toBe(-1)
    expect(benjaminiHochberg([])).toBe(-1)
  })

  it('knows the normal distribution', () => {
    expect(twoSided(0)).toBeCloseTo(1, 6)
    expect(twoSided(1.959964)).toBeCloseTo(0.05, 6)
    expect(twoSided(3.290527)).toBeCloseTo(0.001, 6)
  })

  it('knows which years a change of method lies between', () => {
    expect(isBroken([2021], '2019', '2021')).toBe(true)
    expect(isBroken([2021], '2021', '2023')).toBe(false)
    expect(isBroken([2021], '2017', '2019-K4')).toBe(false)
    expect(isBroken([2012, 2021], '2023', '2017')).toBe(true)
  })

  it('hides what rests on fewer than ten answers, and keeps the reason', () => {
    expect(shownFigure(figure(40, { low: 20, high: 60, n: 9 }), smallNumbers)).toEqual({ value: null, low: null, high: null, n: 9, mark: 'x', provisional: false })
    expect(shownFigure(figure(40, { n: 10 }), smallNumbers).value).toBe(40)
    expect(shownFigure(figure(40), smallNumbers).value).toBe(40)
  })

  it('says it in words', () => {
    expect(verdictText('hoger', 'in de gemeente')).toBe('Hoger dan in de gemeente')
    expect(verdictText('gelijk', 'in 2021')).toBe('Geen verschil dat we kunnen aantonen')
    expect(verdictText('geenVergelijking', 'in de gemeente')).toBe('Geen cijfer van de gemeente om mee te vergelijken')
  })
})

describe('a figure as it is kept', () => {
  it.each([figure(7.4), figure(null), figure(null, { mark: 'x' }), figure(null, { mark: '-', provisional: true }), figure(31.4, { low: 27.1, high: 35.7, n: 212 }), figure(0), figure(3, { n: 8, provisional: true }), figure(null, { mark: 'x', n: 4 }), figure(-0.1, { high: 2 })])('comes back as it was: %j', (one) => {
    expect(unpackFigure(packFigure(one))).toEqual(one)
  })

  it('is a bare number where it is nothing else, and nothing where there is none', () => {
    expect([packFigure(figure(7.4)), packFigure(figure(null)), packFigure(figure(3, { n: 8 }))]).toEqual([7.4, '.', [3, null, null, 8]])
    expect([unpackFigure(null), unpackFigure(undefined)]).toEqual([null, null])
    expect(unpackFigure({ odd: true })).toEqual(figure(null))
  })
})
