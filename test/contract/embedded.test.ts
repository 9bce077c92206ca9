import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { StoreUnusable } from '../../server/store/contract.ts'
import { migrations } from '../../server/store/embedded/migrations.ts'
import { openEmbeddedStore } from '../../server/store/embedded/open.ts'
import { OF_CONTACT } from '../../server/store/embedded/rows.ts'
import { describeServerStore } from './serverStore.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'gb-store-'))
const open = (at: string, lock = true) => openEmbeddedStore({ folder: at, newEpoch: 'e1', lock })

describeServerStore('embedded, on disk', async () => {
  const at = folder()
  return { store: open(at), remove: async () => rmSync(at, { recursive: true }) }
})
describeServerStore('embedded, in memory', async () => ({ store: open(':memory:'), remove: async () => undefined }))

it('a second server on the same data is refused; account commands beside it are not', async () => {
  const at = folder(), first = open(at)
  expect(() => open(at)).toThrow(/Er draait al een server/)
  const beside = open(at, false)
  await beside.write((tx) => tx.setEpoch('e2'))
  expect(await first.read((tx) => tx.epoch())).toBe('e2')
  await beside.close()
  await first.close()
  await open(at).close()
  rmSync(at, { recursive: true })
})

it('data of a newer version, of something else, or in a file instead of a folder: a clear message, nothing changed', () => {
  const at = folder(), file = join(at, 'server.sqlite')
  const db = new Database(file)
  db.pragma('user_version = 9000')
  db.close()
  const before = readFileSync(file)
  expect(() => open(at)).toThrow(/nieuwere versie/)
  expect(readFileSync(file).equals(before)).toBe(true)
  writeFileSync(file, 'dit is geen database, maar wel een bestand van behoorlijke lengte'.repeat(50))
  expect(() => open(at)).toThrow(StoreUnusable)
  expect(() => open(file)).toThrow(/is geen map/)
  rmSync(at, { recursive: true })
})

it('data of before the index by contact get it, and it is what finds who a row is about', async () => {
  const at = folder(), file = join(at, 'server.sqlite')
  const old = new Database(file)
  for (const { version, sql } of migrations.filter(({ version }) => version < 30)) { old.exec(sql); old.pragma(`user_version = ${version}`) }
  old.prepare("INSERT INTO row VALUES ('consent', 'k1', 'g1', 1, 'team', ?, '{}')").run('{"s":"x","f":{"contactId":"c1"}}')
  old.close()
  const store = open(at)
  expect(await store.read(async (tx) => { await tx.within(['g1']); return (await tx.rowsOfContact('g1', 'c1')).map(({ row }) => row.id) })).toEqual(['k1'])
  await store.close()
  const db = new Database(file, { readonly: true })
  expect((db.prepare(`EXPLAIN QUERY PLAN ${OF_CONTACT}`).all('c1', 'g1') as { detail: string }[])[0]?.detail).toMatch(/USING INDEX row_contact/)
  db.close()
  rmSync(at, { recursive: true })
})

it('[E1] after an erasure the bytes are in no file', async () => {
  const at = folder(), store = open(at), name = 'Uitwisbaarsson'
  const row = { kind: 'contact', id: 'c1', gebied: 'g1', stamp: makeStamp(1, 0, 'dddddddd'), overrides: {}, fields: { lastName: name } }
  await store.write(async (tx) => { await tx.within(['g1']); await tx.putRows([{ before: undefined, after: { row, bases: {} }, audience: 'people' }]) })
  const bytes = () => readdirSync(at).filter((f) => existsSync(join(at, f))).map((f) => readFileSync(join(at, f)).toString('latin1')).join('')
  expect(bytes()).toContain(name)
  await store.write(async (tx) => { await tx.within(['g1', MUNICIPALITY]); await tx.eraseRows([{ row, bases: {} }], () => 'people', 1) })
  await store.scrub()
  expect(bytes()).not.toContain(name)
  await store.close()
  rmSync(at, { recursive: true })
})
