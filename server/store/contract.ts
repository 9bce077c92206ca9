import type { Audience, Role } from '#core/model/access.ts'
import { aboutPerson } from '#core/contacts/erasure.ts'
import type { KindName } from '#core/model/kinds.ts'
import type { Stamp } from '#core/sync/clock.ts'
import type { RowVersion } from '#core/sync/row.ts'
import type { Present } from '#core/sync/wire.ts'

/** A row with what only the server keeps: per field the stamp its writer had seen. */
export interface StoredRow { readonly row: RowVersion; readonly bases: Readonly<Record<string, Stamp>> }

export interface RowKey { readonly kind: string; readonly id: string }
export const keyOf = (k: RowKey): string => `${k.kind} ${k.id}`

/** The kinds that are looked for by their contact. Another one needs a migration of both stores: the index says which. */
export const kindsOfContact = [...aboutPerson, 'attendance'] as const satisfies readonly KindName[]

/** Numbers of a feed that were handed out together: first and last. */
export type NumberRun = readonly [first: number, last: number]

/** A row to be stored; `before` is the version this transaction read, so that digest and old feed follow. */
export interface RowWrite { readonly before: StoredRow | undefined; readonly after: StoredRow; readonly audience: Audience }

export interface FeedEntry {
  readonly type: 'r' | 'n' | 'g' | 'e'
  readonly seq: number
  readonly kind: string
  readonly id: string
  /** For a row: its version as JSON text `{s,o,f}`, sent on as it is. */
  readonly body: string | null
}
export interface FeedSlice {
  readonly entries: readonly FeedEntry[]
  /** To be committed by the client together with the entries. */
  readonly cursor: number
  readonly more: boolean
  /** Entries after the request's cursor. */
  readonly total: number
  /** The request's cursor could not be continued from: this is the beginning of a snapshot. */
  readonly reset: boolean
}
/** How an action that is a team member's shows in the text of its body: inside a text the quotes would be escaped. */
export const ownedBy = (memberId: string | null): string => `"ownerId":${JSON.stringify(memberId ?? '')}`
/** Where a feed ends, below which number markers were pruned, and per audience what its rows amount to (text of core/sync/digest). */
/** `copied`: the last number that comes from a copy to which these data went back. */
export interface FeedHead { readonly seq: number; readonly floor: number; readonly copied: number; readonly digests: Readonly<Partial<Record<Audience, string>>> }
export const EMPTY_FEED: FeedHead = { seq: 0, floor: 0, copied: 0, digests: {} }
export interface FeedQuery { readonly gebied: string; readonly head: FeedHead; readonly after: number; readonly audiences: readonly Audience[]; readonly limit: number; readonly maxBytes: number }

/** What of a long feed goes ahead of the rest: its `newest` rows after a number, and as many actions of a team member. */
export interface AheadQuery { readonly gebied: string; readonly after: number; readonly audiences: readonly Audience[]; readonly newest: number; readonly memberId: string | null }

/** A cursor below the floor cannot be continued from. One past the end means that this data is older than the client's: it was restored. */
export function startOf({ seq, floor }: FeedHead, after: number): { from: number; reset: boolean } {
  const reset = after > 0 && (after < floor || after > seq)
  return { from: reset ? 0 : after, reset }
}

/** Body of a note: the compacted document up to `stateSeq`, then updates (Yjs v2). */
export interface StoredNote {
  readonly id: string
  readonly gebied: string
  readonly generation: number
  readonly stateSeq: number
  readonly state: Uint8Array | null
  readonly updates: readonly { readonly seq: number; readonly update: Uint8Array }[]
}
/** A note without its bytes, for deciding what to do with an update. */
export interface NoteHead { readonly id: string; readonly gebied: string; readonly generation: number; readonly waiting: number }

/** Bytes of attachments are kept once per gebied: who has the same file in another gebied learns nothing from that. */
export interface FileKey { readonly gebied: string; readonly hash: string }
/** `received`: bytes from the beginning. `complete`: all are here, and their SHA-256 is `hash`. `at`: ms of the last part. */
export interface StoredFile extends FileKey { readonly size: number; readonly received: number; readonly complete: boolean; readonly at: number }

export interface StoredAccount {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Ids of gebieden, or `ALL_GEBIEDEN`. */
  readonly gebieden: readonly string[]
  readonly memberId: string | null
  /** PHC string. */
  readonly password: string
  readonly disabled: boolean
}
/** In `StoredAccount.gebieden`: every gebied there is and will be. */
export const ALL_GEBIEDEN = '*'

export interface StoredSession { readonly hash: string; readonly accountId: string; readonly device: string; readonly seenAt: number }
export interface StoredDevice { readonly id: string; readonly accountId: string; readonly name: string; readonly lastPush: number; /** what was answered to it, as JSON; '' at first */ readonly lastAnswer: string }

/** Everything that can be asked inside one consistent snapshot. */
export interface ReadTx {
  /**
   * Says which gebieden this transaction is about. Before it is called there are none, calling it again replaces what it said.
   * What lies in other gebieden is neither found nor written, whatever is asked: the wall behind the checks of server/sync.
   * With `kinds` the same holds for rows of other kinds, and for the texts of notes and the bytes of files.
   */
  within(gebieden: Iterable<string>, kinds?: readonly string[]): Promise<void>
  epoch(): Promise<string>
  /** Those that have a feed. */
  feedHeads(gebieden: readonly string[]): Promise<ReadonlyMap<string, FeedHead>>
  feed(query: FeedQuery): Promise<FeedSlice>
  /** Rows only, by number. */
  feedAhead(query: AheadQuery): Promise<readonly FeedEntry[]>
  /** Every gebied that has a row of kind gebied or a feed of its own, on this side of the wall or not. */
  gebieden(): Promise<readonly string[]>
  rows(keys: readonly RowKey[]): Promise<ReadonlyMap<string, StoredRow>>
  /** In which gebied a personal link lies, on this side of the wall or not: that and nothing else. */
  gebiedOfLink(id: string): Promise<string | undefined>
  rowsOfKind(kind: string): Promise<readonly StoredRow[]>
  /** Every row of `kindsOfContact` in one gebied whose `contactId` this is: along an index, however many others there are. */
  rowsOfContact(gebied: string, contactId: string): Promise<readonly StoredRow[]>
  /** Rows of one kind in one gebied whose field has exactly this value, or is a list with it. */
  rowsWhere(gebied: string, kind: string, field: string, value: string): Promise<readonly StoredRow[]>
  /** Which of these were erased, as `keyOf`. */
  erased(keys: readonly RowKey[]): Promise<ReadonlySet<string>>
  noteHead(id: string): Promise<NoteHead | undefined>
  notes(ids: readonly string[]): Promise<ReadonlyMap<string, StoredNote>>
  file(key: FileKey): Promise<StoredFile | undefined>
  filesOf(gebied: string): Promise<readonly StoredFile[]>
  /** Bytes `from` up to `from + length`, as far as they were received. */
  fileBytes(key: FileKey, from: number, length: number): Promise<Uint8Array>
  account(id: string): Promise<StoredAccount | undefined>
  accountByName(name: string): Promise<StoredAccount | undefined>
  accounts(): Promise<readonly StoredAccount[]>
  session(hash: string): Promise<StoredSession | undefined>
  device(id: string, accountId: string): Promise<StoredDevice | undefined>
  /** The account that used a device first, by device: who wrote a stamp. */
  writersOf(devices: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** What a transaction that writes begins with. */
export interface Claimed {
  readonly rows: ReadonlyMap<string, StoredRow>
  /** Rows that exist in a gebied outside the wall, as `keyOf`: nothing more is told about them. */
  readonly elsewhere: ReadonlySet<string>
}

/** [K2] Somebody came into a note, is somewhere in it, or left it. Passed on between instances, and stored nowhere. */
export interface Presence extends Present { readonly gebied: string; readonly what: 'arrived' | 'here' | 'gone' }

/** A message to every laptop that is connected, whichever instance of the server it is connected to. */
export interface News {
  readonly gebieden: readonly string[]
  /** The session that made the news and needs no telling. */
  readonly exceptSession?: string | undefined
  readonly presence?: Presence | undefined
}

/** Everything that can be changed, all or nothing. Sequence numbers are handed out here, under the lock of the gebied, so they become visible in order. */
export interface WriteTx extends ReadTx {
  /**
   * Keeps these gebieden, and those where the rows are now, from being written by others until the transaction ends, and reads the rows.
   * Whoever writes what follows from what they read begins with this.
   */
  claim(gebieden: readonly string[], keys: readonly RowKey[]): Promise<Claimed>
  /** These data came from a copy: they get another name, and all that is in the feeds now counts as copied. */
  setEpoch(epoch: string): Promise<void>
  /** Answers which numbers the rows got, in one unbroken run per gebied; markers of moves come on top of these. */
  putRows(rows: readonly RowWrite[]): Promise<ReadonlyMap<string, NumberRun>>
  /** Removes the rows for good, leaves their ids in the ledger and a marker in the feed, and [E5] one for everybody in that of the municipality; the bodies of notes go too. */
  eraseRows(rows: readonly StoredRow[], audienceOf: (row: RowVersion) => Audience, at: number): Promise<void>
  /** [E5] The marker for everybody of what was erased, where none of it was here. */
  tellErased(keys: readonly RowKey[]): Promise<void>
  addToLedger(keys: readonly RowKey[], at: number): Promise<void>
  /** Adds an update to a note body, which begins here if there is none. */
  appendNote(id: string, gebied: string, generation: number, update: Uint8Array): Promise<void>
  /** Replaces the whole body: a new generation (`cleared`: the old one is gone) or the same one compacted. */
  replaceNote(id: string, gebied: string, generation: number, state: Uint8Array, how: 'newGeneration' | 'compacted'): Promise<void>
  /** Writes where a file stands, and the bytes that got it there: those up to `received`. */
  putFile(file: StoredFile, bytes: Uint8Array): Promise<void>
  dropFiles(keys: readonly FileKey[]): Promise<void>
  putAccount(account: StoredAccount): Promise<void>
  putSession(session: StoredSession): Promise<void>
  /** Ends all sessions of an account, or one. */
  endSessions(which: { readonly accountId: string } | { readonly hash: string }): Promise<void>
  putDevice(device: StoredDevice, at: number): Promise<void>
}

/** What the server keeps. Two implementations, one suite: test/contract/serverStore.ts. */
export interface ServerStore {
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
  /** The work may be done a second time when it met another transaction: it changes nothing but through `tx`. */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>
  /** Brings news to the listeners of every instance, this one included. [K1] Losing it costs time, never data. */
  tell(news: News): void
  /** `'unknown'`: messages may have been missed. */
  onNews(listener: (news: News | 'unknown') => void): void
  /** How often this was tried in the present window, this time included, over all instances. */
  attempt(key: string, nowMs: number, windowMs: number): Promise<number>
  /** After an erasure: makes sure the erased bytes are not left in a log file. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** The data cannot be used; the message is Dutch and says what to do. */
export class StoreUnusable extends Error {}
