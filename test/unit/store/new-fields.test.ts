import { expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import type { Json } from '#core/model/field.ts'
import { quote } from '../../../electron/data/store/schema.ts'
import { applyRemoteRow } from '../../../electron/data/store/remote.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { GEBIED, testStore } from '../../support/store.ts'

/** Rows as a laptop of an older version keeps them that does not know these fields yet: what others wrote in those waits beside the row, and is in no index. */
type Known = Readonly<Record<string, Json>>
function olderLaptop(rows: readonly { readonly kind: string; readonly id: string; readonly known: Known; readonly unknown: Known }[]): Buffer {
  const { store, clock } = testStore()
  for (const { kind, id, known } of rows) store.transaction(() => applyRemoteRow(store, { kind, id, gebied: GEBIED, stamp: makeStamp(clock.ms, 0, 'anders00'), overrides: {}, fields: known }), 'remote')
  store.completeIndex()
  for (const { kind, id, unknown } of rows) store.db.prepare(`UPDATE ${quote(kind)} SET extra = ? WHERE id = ?`).run(JSON.stringify(unknown), id)
  for (const key of new Set(rows.flatMap(({ kind, unknown }) => Object.keys(unknown).filter((name) => name !== 'zNieuw').map((name) => `${quote(kind)} DROP COLUMN ${quote(name)}`)))) store.db.exec(`ALTER TABLE ${key}`)
  const disk = store.db.serialize()
  store.close()
  return disk
}
const updated = (disk: Buffer): Store => testStore({ file: disk as unknown as string }).store
const contactsFound = (store: Store, word: string): string[] => store.db.prepare('SELECT c.id FROM contactSearch s JOIN contact c ON c.rowid = s.rowid WHERE contactSearch MATCH ?').pluck().all(`"${word}"`) as string[]
const othersFound = (store: Store, word: string): string[] => store.db.prepare('SELECT subject FROM search WHERE search MATCH ?').pluck().all(`"${word}"`) as string[]

it('[V2] what waited for its field is found once an update knows the field, and by what it said before', () => {
  const store = updated(olderLaptop([
    { kind: 'action', id: 'a1', known: { title: 'Lantaarn' }, unknown: { reason: 'stoeptegel' } },
    { kind: 'action', id: 'a2', known: { title: 'Bankje', deleted: true }, unknown: { reason: 'stoeptegel' } },
    { kind: 'contact', id: 'c1', known: { lastName: 'Voorbeeld' }, unknown: { remarks: 'kaasmarkt' } },
    { kind: 'contactDetails', id: 'c1', known: { street: 'Dorpsweg' }, unknown: { phone2: '+31612345678' } },
  ]))
  store.completeIndex()
  expect([store.read('action', 'a1'), store.read('contact', 'c1'), store.read('contactDetails', 'c1')]).toMatchObject([{ reason: 'stoeptegel' }, { remarks: 'kaasmarkt' }, { phone2: '+31612345678' }])
  expect([othersFound(store, 'stoeptegel'), othersFound(store, 'Lantaarn'), othersFound(store, 'Bankje')]).toEqual([['a1'], ['a1'], []])
  expect([contactsFound(store, 'kaasmarkt'), contactsFound(store, '0612345678'), contactsFound(store, 'Voorbeeld')]).toEqual([['c1'], ['c1'], ['c1']])
  store.close()
})

it('[V2] the words of very many contacts follow in the background, and none is forgotten', () => {
  const ids = Array.from({ length: 150 }, (_, n) => `c${n}`)
  const store = updated(olderLaptop(ids.map((id) => ({ kind: 'contact', id, known: { lastName: 'Voorbeeld' }, unknown: { remarks: `kaasmarkt${id}` } }))))
  expect(store.search.isBehind).toBe(true)
  store.completeIndex()
  expect(ids.filter((id) => contactsFound(store, `kaasmarkt${id}`).join() !== id)).toEqual([])
  store.close()
})

it('[V2] a contact sorts by a part of its name that only an update knows', () => {
  const store = updated(olderLaptop([{ kind: 'contact', id: 'c1', known: { lastName: 'Voorbeeld' }, unknown: { firstName: 'Zoë' } }, { kind: 'contact', id: 'c2', known: { lastName: 'Voorbeeld' }, unknown: { firstName: 'Aart' } }]))
  expect(store.rows('contact', '1', [], 'sortKey').map((c) => c.firstName)).toEqual(['Aart', 'Zoë'])
  store.close()
})

it('[V2] any value comes over as it was written; what does not fit its field keeps no file from opening, and other unknown fields wait on', () => {
  const store = updated(olderLaptop([
    { kind: 'actionChange', id: 'h1', known: { field: 'title' }, unknown: { before: 'Lamp', after: null } },
    { kind: 'actionChange', id: 'h2', known: { field: 'title' }, unknown: { before: { lijst: ['a', 1] }, after: '"' } },
    { kind: 'agendaItem', id: 'i1', known: { title: 'Rondvraag' }, unknown: { minutes: 15, zNieuw: 'later' } },
    { kind: 'agendaItem', id: 'i2', known: { title: 'Sluiting' }, unknown: { minutes: 'een kwartier' } },
  ]))
  expect(['h1', 'h2'].map((id) => store.read('actionChange', id))).toMatchObject([{ before: 'Lamp', after: null }, { before: { lijst: ['a', 1] }, after: '"' }])
  expect(['i1', 'i2'].map((id) => store.read('agendaItem', id)?.minutes)).toEqual([15, 10])
  expect(store.db.prepare('SELECT extra FROM agendaItem ORDER BY id').pluck().all()).toEqual(['{"zNieuw":"later"}', '{"minutes":"een kwartier"}'])
  store.close()
})
