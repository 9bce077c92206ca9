import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeStamp } from '#core/sync/clock.ts'
import { applyRemoteRow } from '../../../electron/data/store/remote.ts'
import { Store } from '../../../electron/data/store/store.ts'
import { GEBIED, testStore } from '../../support/store.ts'

const indexes = (store: Store) => store.db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'contact\\_%' ESCAPE '\\'").pluck().get() as number
const found = (store: Store, word: string) => store.db.prepare('SELECT count(*) FROM contactSearch WHERE contactSearch MATCH ?').pluck().get(`"${word}"`) as number

it('[L7] what a first sync left out of the indexes is on disk: after a crash it is found all the same', () => {
  const first = testStore({ file: join(mkdtempSync(join(tmpdir(), 'first-sync-')), 'boek.db') })
  const whole = indexes(first.store)
  first.store.transaction(() => {
    first.store.search.fallBehind()
    for (let i = 0; i < 2500; i++) applyRemoteRow(first.store, { kind: 'contact', id: `c${String(i)}`, gebied: GEBIED, stamp: makeStamp(1000 + i, 0, 'zzzzzzzz'), overrides: {}, fields: { lastName: 'Voorbeeld' } }, true)
  }, 'remote')
  expect([found(first.store, 'voorbeeld'), first.store.search.isBehind]).toEqual([0, true])
  first.store.indexSome()
  // Not closed: as a process that ends leaves it.
  const again = new Store({ ...first.store.options })
  expect([found(again, 'voorbeeld'), again.search.isBehind]).toEqual([1000, true])
  again.completeIndex()
  expect([found(again, 'voorbeeld'), again.search.isBehind, indexes(again)]).toEqual([2500, false, whole])
  again.db.exec("INSERT INTO contactSearch(contactSearch) VALUES ('integrity-check')")
  again.close()
})
