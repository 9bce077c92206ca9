import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correct, countOf, deviceOf, justAbove, makeStamp, MAX_AHEAD_MS, observe, tick, wallOf, type ClockState } from '#core/sync/clock.ts'
import { addDigest, digestText, EMPTY_DIGEST, readDigest, rowDigest, takeDigest } from '#core/sync/digest.ts'
import { merge } from '#core/sync/merge.ts'
import { stampOf, type Change, type RowVersion } from '#core/sync/row.ts'

const NOW = Date.UTC(2026, 10, 23)
const at = (s: number, device = 'aaaaaaaa') => makeStamp(NOW + s * 1000, 0, device)
const A = 'aaaaaaaa', B = 'bbbbbbbb', C = 'cccccccc'
const row = (fields: RowVersion['fields'], stamp = at(1, A), overrides = {}): RowVersion => ({ kind: 'action', id: 'a1', gebied: 'g', stamp, overrides, fields })
const change = (fields: Change['fields'], stamp: string, bases?: Record<string, string>): Change => ({ kind: 'action', id: 'a1', gebied: 'g', stamp, fields, ...(bases ? { bases } : {}) })

it('[C1] stamps only go up, whatever the wall clock does', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 50 }), (walls) => {
    let clock: ClockState = { device: A, last: '', offsetMs: 0 }
    let last = ''
    return walls.every((wall) => { const next = tick(clock, wall); clock = next.clock; const up = next.stamp > last; last = next.stamp; return up })
  }))
  expect(tick({ device: A, last: makeStamp(NOW, 36 ** 3 - 1, B), offsetMs: 0 }, NOW).stamp).toBe(makeStamp(NOW + 1, 2, A))
})

it('[C5] a stamp that a server gives is later than what it was given after, earlier than what the device writes next, and never one of the device itself', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 36 ** 3 - 1 }), fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 3 }), (count, after, edits) => {
    const seen = makeStamp(NOW, count, B)
    const given = justAbove(seen, A)
    let clock = observe({ device: A, last: '', offsetMs: 0 }, seen, NOW)
    const own = Array.from({ length: edits }, () => { const next = tick(clock, NOW + after); clock = next.clock; return next.stamp })
    return given > seen && deviceOf(given) === A && own.every((stamp) => stamp > given && countOf(stamp) % 2 === 0) && countOf(given) % 2 === 1
  }))
  expect(justAbove(makeStamp(NOW, 36 ** 3 - 1, B), A)).toBe(makeStamp(NOW + 1, 1, A))
})

it('[C1] [C3] a clock that jumped ahead and was put right goes on after what it gave before, so that no stamp is given twice', () => {
  // Something from the server four minutes ahead, and two edits after it; then a wrong hour, a wrong year, and contact.
  let clock = observe({ device: A, last: '', offsetMs: 0 }, at(240, B), NOW)
  const given = [0, 1, 3_600_000, 1e11].map((ahead) => { const next = tick(clock, NOW + ahead); clock = next.clock; return next.stamp })
  const next = tick(correct(clock, NOW + 2, NOW + 1e11), NOW + 1e11)
  expect(given).not.toContain(next.stamp)
  expect([next.stamp > given[1]!, wallOf(next.stamp)]).toEqual([true, NOW + 240_000])
})

it('[C2] [C4] a stamp seen is passed, one from a wrong year is not taken over', () => {
  const clock: ClockState = { device: A, last: '', offsetMs: 0 }
  expect(tick(observe(clock, at(60, B), NOW), NOW).stamp > at(60, B)).toBe(true)
  // The server allows five minutes; a clock that is a little behind it believes that as well.
  expect(tick(observe(clock, makeStamp(NOW + MAX_AHEAD_MS + 5000, 7, B), NOW), NOW).stamp > makeStamp(NOW + MAX_AHEAD_MS + 5000, 7, B)).toBe(true)
  expect(observe(clock, makeStamp(NOW + 2 * MAX_AHEAD_MS, 0, B), NOW).last).toBe('')
})

it('[C3] a corrected clock follows the server, also when its last stamp was years ahead', () => {
  const wrong: ClockState = { device: A, last: makeStamp(NOW + 1e11, 0, A), offsetMs: 0 }
  expect(wallOf(tick(correct(wrong, NOW, NOW + 1e11), NOW + 1e11).stamp)).toBe(NOW)
  // Not to before what it has seen, nor into another wrong year.
  expect(tick(correct(observe(wrong, at(60, B), NOW + 1e11), NOW, NOW + 1e11), NOW + 1e11).stamp > at(60, B)).toBe(true)
  expect(wallOf(tick(correct(observe(wrong, makeStamp(NOW + 2e11, 0, B), NOW + 1e11), NOW, NOW + 1e11), NOW + 1e11).stamp)).toBe(NOW)
})

it('[M1] per field the highest stamp wins', () => {
  const merged = merge(row({ title: 'oud', state: 'open' }), change({ title: 'nieuw' }, at(2, B), { title: at(1, A) }))
  expect([merged.row.fields, stampOf(merged.row, 'title'), stampOf(merged.row, 'state'), merged.conflicts]).toEqual([{ title: 'nieuw', state: 'open' }, at(2, B), at(1, A), []])
})

it('[M2] what is already there changes nothing', () => {
  const first = merge(row({ title: 'oud' }), change({ title: 'nieuw' }, at(2, B), { title: at(1, A) }))
  const again = merge(first.row, change({ title: 'nieuw' }, at(2, B), { title: at(1, A) }), { title: at(1, A) })
  expect([again.row, again.applied, again.conflicts]).toEqual([first.row, [], []])
})

it('[M3] written blind: the loser is a conflict, whichever comes first', () => {
  const loser = change({ title: 'b' }, at(2, B), { title: at(1, A) }), winner = change({ title: 'c' }, at(3, C), { title: at(1, A) })
  const kept = [{ type: 'field', field: 'title', value: 'b', losingStamp: at(2, B), winningStamp: at(3, C) }]
  const start = row({ title: 'oud' })
  expect(merge(merge(start, loser).row, winner, { title: at(1, A) }).conflicts).toEqual(kept)
  expect(merge(merge(start, winner).row, loser, { title: at(1, A) }).conflicts).toEqual(kept)
})

it('[M3] the same value written twice is no question', () => {
  expect(merge(row({ title: 'gelijk' }), change({ title: 'gelijk' }, at(2, B))).conflicts).toEqual([])
})

it('[M4] one device never conflicts with itself', () => {
  expect(merge(row({ title: 'een' }, at(1, A)), change({ title: 'twee' }, at(2, A))).conflicts).toEqual([])
})

it('[D2] an edit under a tombstone asks, a delete that saw everything does not', () => {
  const deleted = merge(row({ title: 'x' }), change({ deleted: true }, at(5, B), { deleted: at(1, A) }))
  expect(deleted.conflicts).toEqual([])
  expect(merge(deleted.row, change({ title: 'y' }, at(6, C), { title: at(1, A) })).conflicts).toMatchObject([{ type: 'editAfterDelete' }])
  const edited = merge(row({ title: 'x' }), change({ title: 'y' }, at(2, C), { title: at(1, A) }))
  expect(merge(edited.row, change({ deleted: true }, at(5, B), { deleted: at(1, A) })).conflicts).toMatchObject([{ type: 'editAfterDelete' }])
})

it('[M1] the row does not depend on the order in which changes arrive', () => {
  const one = fc.record({ s: fc.integer({ min: 1, max: 40 }), d: fc.constantFrom(A, B, C), fields: fc.dictionary(fc.constantFrom('title', 'state', 'deleted'), fc.constantFrom('x', 'y', 'z'), { minKeys: 1 }) })
  fc.assert(fc.property(fc.uniqueArray(one, { minLength: 2, maxLength: 6, selector: (c) => `${c.s}${c.d}` }), fc.nat(), (list, turn) => {
    const changes = list.map((c) => change(c.fields, at(c.s, c.d)))
    const rotated = [...changes.slice(turn % changes.length), ...changes.slice(0, turn % changes.length)].reverse()
    const end = (order: Change[]) => { const { fields, ...rest } = order.reduce<RowVersion>((r, c) => merge(r, c).row, row({ title: 'begin', state: 'begin' }, at(0, A))); return { fields: Object.fromEntries(Object.entries(fields).sort()), overrides: Object.fromEntries(Object.entries(rest.overrides).sort()) } }
    expect(end(rotated)).toEqual(end(changes))
  }))
})

it('[G1] a digest adds up in any order and can be taken back', () => {
  const one = rowDigest('action', 'a1', at(1), {}), two = rowDigest('action', 'a2', at(1), { title: at(2), state: at(3) })
  expect(addDigest(one, two)).toEqual(addDigest(two, one))
  expect(takeDigest(addDigest(one, two), two)).toEqual(one)
  expect(rowDigest('action', 'a2', at(1), { state: at(3), title: at(2) })).toEqual(two)
  expect(rowDigest('action', 'a2', at(1), { title: at(2), state: at(4) })).not.toEqual(two)
  expect([readDigest(digestText(two)), digestText(EMPTY_DIGEST)]).toEqual([two, '0000000000000000'])
})
