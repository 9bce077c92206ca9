import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '#core/model/field.ts'
import { fieldsOf, kindNames } from '#core/model/kinds.ts'

const value = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>, fc.constantFrom<Json>('', 'open', 'email', 'regisseur', '2026-11-23', '2026-13-45', 'nul\0', '\ud800', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(301), null, 0, 1.5, true, []),
  fc.array(fc.oneof(fc.string(), fc.constantFrom('x'.repeat(121), 'nul\0', '\ud800')), { maxLength: 3 }), fc.constant<Json>(Array.from({ length: 101 }, () => 'x')),
)

it('what a quick look lets through, the schema of the field lets through too', () => {
  const fields = kindNames.flatMap((kind) => Object.entries(fieldsOf(kind)).map(([name, field]) => ({ name: `${kind}.${name}`, field })))
  let through = 0
  fc.assert(fc.property(value, (v) => {
    for (const { name, field } of fields) {
      if (!field.fits(v)) continue
      through++
      expect(field.schema.safeParse(v), `${name} ${JSON.stringify(v)}`).toEqual({ success: true, data: v })
    }
  }), { numRuns: 500 })
  expect(through).toBeGreaterThan(1000)
})
