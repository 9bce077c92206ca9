import { z } from 'zod'
import { MUNICIPALITY } from '#core/model/define.ts'
import { accountSchema, type Account } from '#core/sync/wire.ts'
import type { Round } from '#core/contract/events.ts'
import type { Store } from '../store/store.ts'

/** Where this laptop belongs, kept in the encrypted database. `token` is '' while signed out. */
const connectionSchema = z.object({ address: z.string(), name: z.string(), token: z.string(), epoch: z.string(), account: accountSchema, paused: z.boolean(), pushes: z.int() })
export type Connection = z.infer<typeof connectionSchema>
const SETTING = 'sync'

export function readConnection(store: Store): Connection | undefined {
  const parsed = connectionSchema.safeParse(store.setting(SETTING))
  return parsed.success ? parsed.data : undefined
}
export const writeConnection = (store: Store, connection: Connection): void => store.setSetting(SETTING, { ...connection, account: { ...connection.account, gebieden: [...connection.account.gebieden] } })

export interface Feed { readonly gebied: string; readonly cursor: number; readonly settled: number; readonly resetting: boolean }

export const readFeeds = (store: Store): Feed[] =>
  (store.db.prepare('SELECT gebied, cursor, settled, resetting FROM syncFeed').all() as (Omit<Feed, 'resetting'> & { resetting: number })[]).map((f) => ({ ...f, resetting: f.resetting === 1 }))

export const writeFeed = (store: Store, feed: Feed): void => {
  store.db.prepare('INSERT OR REPLACE INTO syncFeed (gebied, cursor, settled, resetting) VALUES (?, ?, ?, ?)').run(feed.gebied, feed.cursor, feed.settled, feed.resetting ? 1 : 0)
}

/** [L3] Reads feeds again from the beginning. Nothing disappears meanwhile: what did not come by leaves at the end. Call inside a transaction. */
export function readAgain(store: Store, which: readonly string[]): void {
  for (const gebied of which) {
    store.db.prepare('DELETE FROM syncSeen WHERE gebied = ?').run(gebied)
    writeFeed(store, { gebied, cursor: 0, settled: 0, resetting: true })
  }
}

/** The one push under way: exactly what was sent, so that a repeat is a repeat [P1]. */
export interface StoredPush { readonly number: number; readonly body: string; readonly notes: readonly { readonly noteId: string; readonly upTo: number }[] }
export function readPush(store: Store): StoredPush | undefined {
  const row = store.db.prepare('SELECT number, body, notes FROM syncPush').get() as { number: number; body: string; notes: string } | undefined
  return row && { ...row, notes: JSON.parse(row.notes) as StoredPush['notes'] }
}
export const writePush = (store: Store, push: StoredPush): void => { store.db.prepare('INSERT OR REPLACE INTO syncPush (number, body, notes) VALUES (?, ?, ?)').run(push.number, push.body, JSON.stringify(push.notes)) }
export const clearPush = (store: Store): void => { store.db.prepare('DELETE FROM syncPush').run() }

const KEPT_ROUNDS = 200
export function writeRound(store: Store, round: Round): void {
  store.db.prepare('INSERT OR REPLACE INTO syncRound (at, sent, received, asked, refused, repaired) VALUES (?, ?, ?, ?, ?, ?)').run(round.at, round.sent, round.received, round.asked, round.refused, round.repaired)
  store.db.prepare('DELETE FROM syncRound WHERE at < (SELECT at FROM syncRound ORDER BY at DESC LIMIT 1 OFFSET ?)').run(KEPT_ROUNDS)
}
export const readRounds = (store: Store): Round[] => store.db.prepare('SELECT at, sent, received, asked, refused, repaired FROM syncRound ORDER BY at DESC').all() as Round[]

/** The feeds an account has. */
export const feedsOf = (account: Account): string[] => [MUNICIPALITY, ...account.gebieden]
