import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { StoredRow } from '../../../server/store/contract.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'

const row = (id: string, lastName: string): StoredRow => ({ row: { kind: 'contact', id, gebied: 'g1', stamp: '0000-0', overrides: {}, fields: { lastName } }, bases: {} })

it('[E1] a server that stopped between an erasure and cleaning up does so at its next start, also when another program was in the file first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-server-'))
  const left = () => ['', '-wal'].some((end) => { try { return readFileSync(join(folder, `server.sqlite${end}`), 'latin1').includes('Zandloper') } catch { return false } })
  const open = () => openEmbeddedStore({ folder, newEpoch: 'e', lock: true })
  const store = open()
  await store.write(async (tx) => { await tx.within(['g1']); await tx.putRows(Array.from({ length: 300 }, (_, i) => ({ before: undefined, after: row(`c${i}`, i === 150 ? 'Zandloper' : `Naam ${i}`), audience: 'people' as const }))) })
  await store.write(async (tx) => { await tx.within(['g1', 'gemeente']); await tx.eraseRows([row('c150', 'Zandloper')], () => 'people', 1) })
  const other = new Database(join(folder, 'server.sqlite'))
  other.exec('BEGIN')
  other.prepare('SELECT count(*) FROM row').get()
  await store.scrub()
  expect(left()).toBe(true)
  other.close()
  await store.close()
  const again = open()
  expect(left()).toBe(false)
  await again.close()
  rmSync(folder, { recursive: true, force: true })
}, 30_000)
