import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { agendaOverrun, agendaTimes, localNow, readTime } from '#core/meetings/times.ts'
import { byPosition, movePosition, positionBetween, spreadPositions } from '#core/meetings/position.ts'
import { matchesName } from '#core/meetings/match.ts'
import { consentProblem } from '#core/meetings/consent.ts'

describe('times as people type them', () => {
  it.each([
    ['19:30', '19:30'], ['19.30', '19:30'], ['1930', '19:30'], ['930', '09:30'], ['19u30', '19:30'], ['19 uur', '19:00'], ['9', '09:00'], ['half acht', '19:30'], ['kwart over 7', '19:15'],
    ['kwart voor acht', '19:45'], ["8 uur 's avonds", '20:00'], ["half negen 's ochtends", '08:30'], ['tien over negen', '09:10'], ['19.30 uur', '19:30'],
  ])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time))

  it.each(['', 'straks', '25:00', '19:60', '19:3', '1:2:3', 'half dertien', '99', '-1'])('%j is no time', (typed) => expect(readTime(typed)).toBeNull())

  it('never throws and answers a real time or nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => { const time = readTime(text); expect(time === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(time)).toBe(true) }))
  })

  it('runs the agenda on from the start, past midnight too', () => {
    expect(agendaTimes('2026-12-10T23:30', [{ id: 'a', minutes: 20 }, { id: 'b', minutes: 25 }])).toEqual([{ id: 'a', from: '23:30', until: '23:50' }, { id: 'b', from: '23:50', until: '00:15' }])
    expect(agendaTimes(null, [{ id: 'a', minutes: 20 }])).toEqual([])
  })

  it('says how much the agenda runs over', () => {
    const items = [{ id: 'a', minutes: 60 }, { id: 'b', minutes: 75 }]
    expect(agendaOverrun('2026-12-10T19:30', '2026-12-10T21:30', items)).toBe(15)
    expect(agendaOverrun('2026-12-10T19:30', null, items)).toBeNull()
  })

  it('reads the wall clock of the municipality in summer and winter', () => {
    expect(localNow(new Date('2026-07-01T22:30:00Z'))).toBe('2026-07-02T00:30')
    expect(localNow(new Date('2026-12-01T22:30:00Z'))).toBe('2026-12-01T23:30')
  })
})

describe('positions', () => {
  const sorted = (list: readonly string[]) => list.toSorted((a, b) => (a < b ? -1 : 1))

  it('finds room between any two, however often', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 60 }), (inserts) => {
      const list: string[] = []
      for (const at of inserts) {
        const index = at % (list.length + 1)
        list.splice(index, 0, positionBetween(list[index - 1] ?? '', list[index] ?? null))
      }
      expect(sorted(list)).toEqual(list)
      expect(new Set(list).size).toBe(list.length)
    }))
  })

  it('spreads a fresh list in order with room before each', () => {
    const list = spreadPositions(300)
    expect(sorted(list)).toEqual(list)
    expect(new Set(list).size).toBe(300)
    expect(positionBetween('', list[0] ?? null) < (list[0] ?? '')).toBe(true)
  })

  it('moves one row, and renumbers only where two laptops chose the same place', () => {
    const items = [{ id: 'a', position: 'B' }, { id: 'b', position: 'D' }, { id: 'c', position: 'F' }]
    expect(movePosition(items, 'c', 'a')).toEqual([{ id: 'c', position: 'C' }])
    expect(movePosition(items, 'c', null).map((move) => move.id)).toEqual(['c'])
    const same = [{ id: 'a', position: 'B' }, { id: 'b', position: 'B' }, { id: 'c', position: 'F' }]
    const moved = movePosition(same, 'c', 'a')
    expect(moved.toSorted(byPosition).map((move) => move.id)).toEqual(['a', 'c', 'b'])
  })

  it('recovers from positions that no version of ours wrote', () => {
    const items = [{ id: 'a', position: '' }, { id: 'b', position: 'é0' }, { id: 'c', position: '00' }]
    const moved = movePosition(items, 'a', 'b')
    expect(moved.length).toBe(3)
    expect(new Set(moved.map((move) => move.position)).size).toBe(3)
  })
})

it('finds a name by the first letters of any part', () => {
  expect(matchesName('ber', 'Jan van der Berg')).toBe(true)
  expect(matchesName('jan be', 'Jan van der Berg')).toBe(true)
  expect(matchesName('zoe', 'Zoë Voorbeeld')).toBe(true)
  expect(matchesName('erg', 'Jan van der Berg')).toBe(false)
})

it('says why somebody cannot be invited', () => {
  const given = { givenOn: '2026-01-02', withdrawnOn: null, channels: ['email'] }
  expect(consentProblem([given])).toBeNull()
  expect(consentProblem([{ ...given, withdrawnOn: '2026-03-04' }])).toBe('toestemming ingetrokken op 04-03-2026')
  expect(consentProblem([{ ...given, withdrawnOn: '2026-03-04' }, { ...given, givenOn: '2026-05-01' }])).toBeNull()
  expect(consentProblem([{ ...given, givenOn: null }])).toBe('toestemming zonder datum')
  expect(consentProblem([])).toBe('geen toestemming')
})
