import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StoreUnusable } from '../contract.ts'

/** Copies the data as they are at this moment to a new folder, which can be used as it is. A server may go on meanwhile. */
export function backupEmbedded(data: string, to: string): void {
  const file = join(data, 'server.sqlite'), copy = join(to, 'server.sqlite')
  if (!existsSync(file)) throw new StoreUnusable(`In ${data} staan geen gegevens van de server. Kies met --data een andere map.`)
  if (existsSync(copy)) throw new StoreUnusable(`In ${to} staat al een reservekopie. Kies met --to een andere map.`)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const db = new Database(file, { readonly: true })
  try {
    db.prepare('VACUUM INTO ?').run(copy)
  } finally {
    db.close()
  }
}
