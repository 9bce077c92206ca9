import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { applyRemoteRow, forgetRow } from '../../../electron/data/store/remote.ts'
import { Store } from '../../../electron/data/store/store.ts'
import { GEBIED, testStore } from '../../support/store.ts'

const indexes = (store: Store) => store.db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'contact\\_%' ESCAPE '\\'").pluck().get() as number
const found = (store: Store, word: string) => store.db.prepare('SELECT count(*) FROM contactSearch WHERE contactSearch MATCH ?').pluck().get(`"${word}"`) as number

it('[L7] what a first sync left out of the indexes is on disk: after a crash it is found all the same', () => {
  const first = testStore({ file: join(mkdtempSync(join(tmpdir(), 'first-sync-')), 'boek.db') })
  const whole = indexes(first.store)
  first.store.transaction(() => {
    first.store.search.fallBehind()
    for (let i = 0; i < 7500; i++) applyRemoteRow(first.store, { kind: 'contact', id: `c${String(i)}`, gebied: GEBIED, stamp: makeStamp(1000 + i, 0, 'zzzzzzzz'), overrides: {}, fields: { lastName: 'Voorbeeld' } }, true)
  }, 'remote')
  expect([found(first.store, 'voorbeeld'), first.store.search.isBehind]).toEqual([0, true])
  first.store.indexSome()
  // Not closed: as a process that ends leaves it.
  const again = new Store({ ...first.store.options })
  expect([found(again, 'voorbeeld'), again.search.isBehind]).toEqual([5000, true])
  again.completeIndex()
  expect([found(again, 'voorbeeld'), again.search.isBehind, indexes(again)]).toEqual([7500, false, whole])
  again.db.exec("INSERT INTO contactSearch(contactSearch) VALUES ('integrity-check')")
  again.close()
})

it('[L7] of contacts that others changed in numbers the words follow: a crash forgets none, and who is erased meanwhile leaves nothing', () => {
  const first = testStore({ file: join(mkdtempSync(join(tmpdir(), 'first-sync-')), 'boek.db') })
  const rename = (name: string, from: number) => first.store.transaction(() => {
    for (let i = 0; i < 300; i++) applyRemoteRow(first.store, { kind: 'contact', id: `c${String(i)}`, gebied: GEBIED, stamp: makeStamp(from + i, 0, 'zzzzzzzz'), overrides: {}, fields: { lastName: name } })
  }, 'remote')
  first.store.transaction(() => { for (let i = 0; i < 300; i++) applyRemoteRow(first.store, { kind: 'contact', id: `c${String(i)}`, gebied: GEBIED, stamp: makeStamp(i, 0, 'zzzzzzzz'), overrides: {}, fields: { lastName: 'Eerder' } }) })
  expect([found(first.store, 'eerder'), first.store.search.isBehind]).toEqual([300, false])
  rename('Later', 1000)
  expect(first.store.search.isBehind).toBe(true)
  // An edit of one of them here is found at once; the other 298 wait.
  first.store.commit([{ kind: 'contact', id: 'c7', gebied: GEBIED, fields: { lastName: 'Hier' } }])
  first.store.transaction(() => forgetRow(first.store, 'contact', 'c8'))
  expect([found(first.store, 'hier'), found(first.store, 'later')]).toEqual([1, 0])
  const again = new Store({ ...first.store.options })
  again.completeIndex()
  expect([found(again, 'eerder'), found(again, 'later'), found(again, 'hier'), again.search.isBehind]).toEqual([0, 298, 1, false])
  expect(again.db.prepare('SELECT count(*) FROM contactStale').pluck().get()).toBe(0)
  again.db.exec("INSERT INTO contactSearch(contactSearch) VALUES ('integrity-check')")
  again.close()
})

it('a file of an earlier version keeps its contacts: its indexes are made anew, the words before somebody searches', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'first-sync-')), 'boek.db')
  const { store: old } = testStore({ file, migrations })
  old.commit([
    { kind: 'contact', id: 'c1', gebied: GEBIED, fields: { lastName: 'Bakker', labels: ['wijkmoeder'], wijkCode: 'WK1' } }, { kind: 'contactDetails', id: 'c1', gebied: GEBIED, fields: { street: 'Kanaalkade', postcode: '1234 AB', phone: '+31612345678' } },
    { kind: 'contact', id: 'c2', gebied: GEBIED, fields: { lastName: 'Visser', deleted: true } },
  ])
  old.db.exec(`DROP TABLE contactSearch; DROP TABLE contactStale; DROP INDEX contact_list;
CREATE INDEX contact_sort ON contact (gebied, deleted, sortKey);
CREATE INDEX contact_sort_all ON contact (deleted, sortKey, gebied);
CREATE INDEX contact_wijk ON contact (wijkCode, deleted);
CREATE INDEX contact_buurt ON contact (buurtCode, deleted);
CREATE INDEX contact_labels ON contact (gebied, labels) WHERE deleted = 0 AND labels <> '[]';
CREATE VIRTUAL TABLE contactSearch USING fts5 (text, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO contactSearch (rowid, text) SELECT rowid, lastName || ' oud' FROM contact WHERE deleted = 0;
PRAGMA user_version = 259;`)
  old.close()
  const { store } = testStore({ file, migrations })
  expect([store.search.isBehind, store.search.isSorted]).toEqual([true, true])
  store.completeIndex()
  expect(['bakker', 'kanaalkade', '1234ab', '0612345678', 'wijkmoeder', 'visser', 'oud'].map((word) => found(store, word))).toEqual([1, 1, 1, 1, 1, 0, 0])
  expect(store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'contact' AND sql IS NOT NULL").pluck().all()).toEqual(['contact_list'])
  expect(store.rows('contact').map((c) => c.lastName)).toEqual(['Bakker'])
  store.close()
})

it('[E1] who leaves in the transaction in which a first sync begins leaves no word, also where the next contact takes their row number', () => {
  const { store } = testStore()
  const come = (id: string, lastName: string) => applyRemoteRow(store, { kind: 'contact', id, gebied: GEBIED, stamp: makeStamp(1000, 0, 'zzzzzzzz'), overrides: {}, fields: { lastName } }, true)
  store.transaction(() => come('c1', 'Eerder'), 'remote')
  store.transaction(() => { forgetRow(store, 'contact', 'c1'); store.search.fallBehind(); come('c2', 'Later') }, 'remote')
  expect(found(store, 'eerder')).toBe(0)
  store.completeIndex()
  expect([found(store, 'eerder'), found(store, 'later')]).toEqual([0, 1])
  store.close()
})
