import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import { applyRemoteRow, forgetRow } from '../../../electron/data/store/remote.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { GEBIED, testStore } from '../../support/store.ts'

const ids = ['c1', 'c2', 'c3', 'c4'] as const, names = ['Smit', 'Bakker', 'Łukasz', 'Visser'] as const, streets = ['Dorpsweg', 'Kanaalkade'] as const
type Step =
  | { readonly do: 'name' | 'street' | 'comes' | 'detailsCome'; readonly id: string; readonly value: string }
  | { readonly do: 'behind' } | { readonly do: 'catchUp' } | { readonly do: 'crowd'; readonly value: string }
  | { readonly do: 'delete' | 'detailsGo' | 'forget' | 'forgetDetails'; readonly id: string }

let count = 0
function take(store: Store, step: Step): void {
  if (step.do === 'behind') { store.search.fallBehind(); return }
  if (step.do === 'catchUp') { store.search.catchUp(1); return }
  // More at once than whose words are written at once.
  if (step.do === 'crowd') { for (let n = 1; n <= 101; n++) take(store, { do: 'comes', id: `c${String(n)}`, value: step.value }); return }
  const { id } = step
  const local = (kind: 'contact' | 'contactDetails', fields: object) => store.commit([{ kind, id, gebied: GEBIED, fields }])
  const remote = (kind: string, fields: Record<string, string>) => applyRemoteRow(store, { kind, id, gebied: GEBIED, stamp: makeStamp(store.options.nowMs() + ++count, 0, 'zzzzzzzz'), overrides: {}, fields }, count % 2 === 0)
  switch (step.do) {
    case 'name': local('contact', { lastName: step.value }); break
    case 'street': local('contactDetails', { street: step.value }); break
    case 'comes': remote('contact', { lastName: step.value }); break
    case 'detailsCome': remote('contactDetails', { street: step.value }); break
    case 'delete': local('contact', { deleted: true }); break
    case 'detailsGo': local('contactDetails', { deleted: true }); break
    case 'forget': forgetRow(store, 'contact', id); break
    case 'forgetDetails': forgetRow(store, 'contactDetails', id); break
  }
}

const found = (store: Store, word: string) => (store.db.prepare('SELECT rowid FROM contactSearch WHERE contactSearch MATCH ? ORDER BY rowid').pluck().all(`"${word}"`) as number[])
const expected = (store: Store, sql: string, word: string) => store.db.prepare(`SELECT c.rowid FROM contact c LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 WHERE c.deleted = 0 AND ${sql} = ? ORDER BY c.rowid`).pluck().all(word) as number[]

const id = fc.constantFrom(...ids)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom({ do: 'behind' as const }, { do: 'catchUp' as const }),
  fc.record({ do: fc.constant('crowd' as const), value: fc.constantFrom(...names) }),
  fc.record({ do: fc.constantFrom('name' as const, 'comes' as const), id, value: fc.constantFrom(...names) }),
  fc.record({ do: fc.constantFrom('street' as const, 'detailsCome' as const), id, value: fc.constantFrom(...streets) }),
  fc.record({ do: fc.constantFrom('delete' as const, 'detailsGo' as const, 'forget' as const, 'forgetDetails' as const), id }),
)

const ends = (work: () => void): string => { try { work(); return 'well' } catch (error) { return (error as Error).message } }

it('the index of contacts holds exactly the words of the rows, in whatever order rows come, change and go, also while it is behind', () => {
  fc.assert(fc.property(fc.array(fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }), elsewhere: fc.boolean(), fails: fc.boolean(), looked: fc.boolean() }), { maxLength: 8 }), (transactions) => {
    const { store } = testStore()
    for (const { steps, elsewhere, fails, looked } of transactions) {
      expect(ends(() => store.transaction(() => { for (const s of steps) take(store, s); if (fails) throw new Error('the disk') }, elsewhere ? 'remote' : 'local'))).toBe(fails ? 'the disk' : 'well')
      if (!looked) continue
      store.completeIndex()
      for (const name of names) expect(found(store, name)).toEqual(expected(store, 'c.lastName', name))
      for (const street of streets) expect(found(store, street)).toEqual(expected(store, 'd.street', street))
    }
    store.close()
  }), { numRuns: 60 })
}, 60_000)

it('the index of other rows follows edits and removals within one transaction', () => {
  const { store } = testStore()
  const titles = (word: string) => store.db.prepare('SELECT subject FROM search WHERE search MATCH ? ORDER BY rowid').pluck().all(word)
  const action = (at: string, title: string) => store.commit([{ kind: 'action', id: at, gebied: GEBIED, fields: { title } }])
  store.transaction(() => { action('a2', 'lamp'); action('a1', 'lamp'); action('a2', 'bank') })
  expect([titles('lamp'), titles('bank')]).toEqual([['a1'], ['a2']])
  store.transaction(() => { action('a1', 'boom'); forgetRow(store, 'action', 'a2'); action('a3', 'lamp'); forgetRow(store, 'action', 'a3') })
  expect([titles('lamp'), titles('bank'), titles('boom')]).toEqual([[], [], ['a1']])
})
