import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import { isPlainChange, isPlainReceipt } from '#core/sync/quick.ts'
import { changeSchema, receiptSchema } from '#core/sync/wire.ts'

const stamp = makeStamp(1_700_000_000_000, 0, 'dddddddd')
const good = { kind: 'action', id: 'a1', gebied: 'g1', stamp, fields: { title: 'Lamp', labels: ['een'], done: false, none: null, count: 3 } }
const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(stamp, `${stamp}x`, 'a b', 'Action', '', '__proto__', Number.POSITIVE_INFINITY, undefined))
const key = fc.oneof(fc.constantFrom('kind', 'id', 'gebied', 'stamp', 'stamps', 'bases', 'fields', 'title', 'Title', '__proto__', 'extra'), fc.string({ maxLength: 5 }))
const record = fc.dictionary(key, fc.oneof(odd, fc.constant(stamp)), { maxKeys: 3 })

it('a change that is plain is one that the schema takes, unchanged', () => {
  let plain = 0
  fc.assert(fc.property(fc.dictionary(key, fc.oneof(odd, record), { maxKeys: 3 }), (more) => {
    const change: unknown = { ...good, ...more }
    if (!isPlainChange(change)) return
    plain++
    expect(changeSchema.parse(change)).toEqual(change)
  }), { numRuns: 3000 })
  expect(plain).toBeGreaterThan(100)
  expect([isPlainChange(good), isPlainChange({ ...good, stamps: { title: stamp }, bases: { title: stamp } })]).toEqual([true, true])
})

it.each([
  ['a part that is unknown', { ...good, extra: 1 }], ['a stamp that is none', { ...good, stamps: { title: 'x' } }], ['a field name that is none', { ...good, fields: { Title: 'x' } }],
  ['a number that JSON cannot hold', { ...good, fields: { count: Number.POSITIVE_INFINITY } }], ['values in values', { ...good, fields: { geometry: { type: 'Point' } } }], ['no fields', { ...good, fields: undefined }], ['a list', [good]],
])('%s is left to the schema', (_, change) => { expect(isPlainChange(change)).toBe(false) })

it('a receipt that is plain is one that the schema takes, unchanged', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('status', 'superseded', 'restamped', 'reason', 'x'), fc.oneof(odd, fc.constantFrom('applied', 'refused', 'erased'))), (receipt) => {
    expect(isPlainReceipt(receipt) ? receiptSchema.parse(receipt) : receipt).toEqual(receipt)
  }), { numRuns: 1000 })
  expect([{ status: 'applied' }, { status: 'applied', restamped: {} }, { status: 'erased' }].map(isPlainReceipt)).toEqual([true, false, false])
})
