import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween, similarity, type Placed } from '#core/signals/similar.ts'
import { themeAndUnder, themeGroups, themeLines, themeName } from '#core/signals/themes.ts'
import { signalTitle } from '#core/signals/words.ts'

const theme = (id: string, name: string, parentId: string | null = null) => ({ id, name, parentId })
const themes = [theme('afval', 'Afval'), theme('zwerf', 'Zwerfvuil', 'afval'), theme('grof', 'Grofvuil', 'afval'), theme('jeugd', 'Jeugd'), theme('wees', 'Los', 'weg')]

describe("thema's in two levels", () => {
  it('stand under their hoofdthema, in order of name', () => {
    expect(themeLines(themes).map(({ theme: t, parent }) => [t.id, parent?.id ?? null])).toEqual([['afval', null], ['grof', 'afval'], ['zwerf', 'afval'], ['jeugd', null], ['wees', null]])
    expect(themeName(themes, 'zwerf')).toBe('Afval: Zwerfvuil')
    expect(themeName(themes, 'jeugd')).toBe('Jeugd')
    expect(themeName(themes, 'onbekend')).toBe('')
  })
  it('are found with their hoofdthema, and alone by themselves', () => {
    expect([...themeAndUnder(themes, 'afval')].sort()).toEqual(['afval', 'grof', 'zwerf'])
    expect(themeAndUnder(themes, 'zwerf')).toEqual(['zwerf'])
  })
  it('keep every theme once, whatever two laptops made of the levels', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    fc.assert(fc.property(fc.array(fc.option(fc.constantFrom(...ids, 'gone')), { minLength: 5, maxLength: 5 }), (parents) => {
      const some = ids.map((id, n) => theme(id, id, parents[n] ?? null))
      expect(themeLines(some).map(({ theme: t }) => t.id).sort()).toEqual(ids)
      const groups = themeGroups(some)
      for (const id of ids) expect(groups.get(groups.get(id)!)).toBe(groups.get(id))
    }))
  })
})

describe('signals about the same', () => {
  const here: Placed = { buurtCode: 'BU1', occurredAt: '2026-11-20T10:00', themeIds: ['zwerf'], lat: null, lon: null }
  const groups = themeGroups(themes)
  const fit = (other: Partial<Placed>, own: Partial<Placed> = {}) => similarity({ ...here, ...own }, { ...here, ...other }, (id) => groups.get(id) ?? id)

  it('share a hoofdthema, a buurt and 60 days', () => {
    expect(fit({ themeIds: ['grof'], occurredAt: '2026-10-01T09:00' })).toEqual({ metres: null, days: 50 })
    expect(fit({ themeIds: ['jeugd'] })).toBeUndefined()
    expect(fit({ buurtCode: 'BU2' })).toBeUndefined()
    expect(fit({ occurredAt: '2026-09-20T09:00' })).toBeUndefined()
    expect(fit({ occurredAt: null })).toBeUndefined()
    expect(fit({ buurtCode: '' }, { buurtCode: '' })).toBeUndefined()
  })
  it('are at most 250 metres apart where both have a point, also across a buurt', () => {
    const point = { lat: 52.63, lon: 4.75 }
    expect(fit({ ...point, lat: 52.632, buurtCode: 'BU2' }, point)?.metres).toBeCloseTo(222, -1)
    expect(fit({ ...point, lat: 52.633 }, point)).toBeUndefined()
    expect(fit({ buurtCode: 'BU1' }, point)).toEqual({ metres: null, days: 0 })
  })
  it('are as far from each other both ways', () => {
    const degrees = fc.record({ lat: fc.double({ min: -89, max: 89, noNaN: true }), lon: fc.double({ min: -179, max: 179, noNaN: true }) })
    fc.assert(fc.property(degrees, degrees, (a, b) => { expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a)!, 3); expect(metresBetween(a, a)).toBe(0) }))
  })
})

it('has its first line as title, cut whole', () => {
  expect(signalTitle('  Lamp stuk\nbij de brug ')).toBe('Lamp stuk')
  expect(signalTitle('a'.repeat(200))).toHaveLength(120)
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => { expect(signalTitle(text).isWellFormed()).toBe(true); expect(signalTitle(text).length).toBeLessThanOrEqual(120) }))
})
