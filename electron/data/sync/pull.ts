import { MUNICIPALITY } from '#core/model/define.ts'
import { isKindName, kindNames, type KindName } from '#core/model/kinds.ts'
import { audienceKind, mayErase, mayReceive } from '#core/model/may.ts'
import { deviceOf } from '#core/sync/clock.ts'
import { newestStamp } from '#core/sync/row.ts'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import type { Account, FeedItem, FeedPage, PullAnswer, PullRequest } from '#core/sync/wire.ts'
import { forgetBody, forgetNotesOf, receiveNoteUpdates } from '../notes/bodies.ts'
import { applyRemoteRow, forgetRow } from '../store/remote.ts'
import { quote } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { erasedIds, forgetRefusedOf, isOfErased, takeErasure, tellErasuresAgain } from './erase.ts'
import { isUnsent, rememberLeft } from './left.ts'
import { feedsOf, readAgain, readConnection, readFeeds, writeConnection, writeFeed, type Connection, type Feed } from './memory.ts'
import { keepRefused, keepUnsent, keepUnsentNotes } from './refused.ts'
import { forgetAllSkipped, forgetSkipped, forgetUnseenSkipped, skipRow } from './skipped.ts'

export interface NoteNews { readonly id: string; readonly generation: number; readonly update: string }
export interface Pulled {
  /** Items of this page from elsewhere. */
  readonly received: number
  readonly items: number
  /** Rows still to come, this page not counted. */
  readonly left: number
  /** For open editors. */
  readonly notes: readonly NoteNews[]
  readonly accountChanged: boolean
  /** Feeds of which the page was taken over. */
  readonly taken: readonly string[]
  /** The page, or a feed of it, could not be used: the next question goes by what is held now. */
  readonly anew: boolean
}

export function pullRequestOf(store: Store, connection: Connection, limit: number): PullRequest {
  const feeds = readFeeds(store)
  return { device: store.device, epoch: connection.epoch, limit, cursors: Object.fromEntries(feeds.map((f) => [f.gebied, f.cursor])), settled: Object.fromEntries(feeds.map((f) => [f.gebied, f.settled])) }
}

/** The question after this answer, before its page is written. */
export function followUp(request: PullRequest, { feeds }: PullAnswer): PullRequest {
  const cursors = { ...request.cursors }, settled = { ...request.settled }
  for (const [gebied, page] of Object.entries(feeds)) {
    cursors[gebied] = page.cursor
    if (page.reset) settled[gebied] = 0
    if (!page.more) settled[gebied] = page.cursor
  }
  return { ...request, cursors, settled }
}

/**
 * [L1] Takes over one answer: items and cursors in one transaction, so that a crash loses neither.
 * Of a feed that stands elsewhere now than when it was asked for (taken away meanwhile, or being read again), nothing is taken: what lies between would never come.
 */
export function takePage(store: Store, request: PullRequest, answer: PullAnswer): Pulled {
  return store.transaction(() => {
    const connection = readConnection(store)!
    const accountChanged = JSON.stringify(connection.account) !== JSON.stringify(answer.account)
    const roleChanged = connection.account.role !== answer.account.role
    if (accountChanged) writeConnection(store, { ...connection, account: answer.account })
    const lostMove = loseGebieden(store, answer.gebieden)
    // [S4] Another role sees other kinds: this page was made for it, but what came before was not. Everything is read again.
    if (roleChanged) becomeRole(store, answer.account)
    else if (lostMove) readAgain(store, readFeeds(store).map((f) => f.gebied))
    if (roleChanged || lostMove) return { received: 0, items: 0, left: 0, notes: [], taken: [], accountChanged, anew: true }
    const notes: NoteNews[] = []
    const erased = erasedIds(store)
    const feeds = new Map(readFeeds(store).map((f) => [f.gebied, f]))
    const taken: string[] = []
    let received = 0, items = 0, left = 0, anew = false
    for (const [gebied, page] of Object.entries(answer.feeds)) {
      const held = feeds.get(gebied) ?? { gebied, cursor: 0, settled: 0, resetting: false }
      if (held.cursor !== (request.cursors[gebied] ?? 0)) { anew = true; continue }
      takeFeed(store, held, page, notes, erased)
      taken.push(gebied)
      // [L5] What came ahead comes by once more, and counts then.
      const inPlace = page.items.filter((item) => item[1] <= page.cursor)
      received += inPlace.filter((item) => !isOwn(store, item)).length
      items += inPlace.length
      left += page.total - inPlace.length
    }
    return { received, items, left, notes, taken, accountChanged, anew }
  }, 'remote')
}

/** A feed that is read for the first time and has more than this comes before its indexes. */
const MANY = 1000

function takeFeed(store: Store, held: Feed, page: FeedPage, notes: NoteNews[], erased: ReadonlySet<string>): void {
  const { gebied } = held
  if (page.reset) readAgain(store, [gebied])
  const resetting = held.resetting || page.reset === true
  const seen = resetting ? store.db.prepare('INSERT OR IGNORE INTO syncSeen (gebied, kind, id) VALUES (?, ?, ?)') : undefined
  if (held.settled === 0 && !resetting && page.total > MANY) store.search.fallBehind()
  for (const item of page.items) {
    takeItem(store, held, item, notes, erased, page.copied === undefined || item[1] <= page.copied)
    if (item[0] === 'r') seen?.run(gebied, item[2], item[3])
    else if (item[0] === 'n') seen?.run(gebied, BODY, item[2])
  }
  if (!page.more && resetting) dropUnseen(store, gebied)
  writeFeed(store, { gebied, cursor: page.cursor, settled: page.more ? (page.reset ? 0 : held.settled) : page.cursor, resetting: resetting && page.more })
}

/** What this laptop wrote itself comes by once more; nobody would call that received. */
const isOwn = (store: Store, item: FeedItem): boolean => item[0] === 'r' && deviceOf(newestStamp({ stamp: item[4].s, overrides: item[4].o ?? {} })) === store.device

function takeItem(store: Store, { gebied, settled, resetting }: Feed, item: FeedItem, notes: NoteNews[], erased: ReadonlySet<string>, copied: boolean): void {
  if (item[0] === 'r') {
    const [, , kind, id, { s, o, f }] = item
    if (isOfErased(erased, kind, id, f)) return
    if (!isKindName(kind)) { skipRow(store, { kind, id, gebied, stamp: s, overrides: o ?? {} }); return }
    applyRemoteRow(store, { kind, id, gebied, stamp: s, overrides: o ?? {}, fields: f }, settled === 0 && !resetting, copied)
  } else if (item[0] === 'n') {
    const [, , noteId, generation, updates, complete] = item
    const { update, unsent } = receiveNoteUpdates(store, { noteId, gebied, generation, updates: updates.map(fromBase64), complete: complete === 1 })
    if (unsent) keepRefused(store, { kind: 'note', id: noteId, gebied }, 'Deze notitie is intussen opnieuw opgeslagen zonder de gegevens van iemand die verwijderd is', { note: toBase64(unsent) })
    if (update) notes.push({ id: noteId, generation, update: toBase64(update) })
  } else {
    const [type, , kind, id] = item
    if (isKindName(kind)) leave(store, gebied, kind, id, type === 'e')
    else forgetSkipped(store, gebied, kind, id)
  }
}

/** A row went to another gebied ('g') or was erased. One that has unsent edits stays until the server said what becomes of those. */
function leave(store: Store, gebied: string, kind: KindName, id: string, erased: boolean): void {
  const held = store.tables[kind].find(id)
  if (!erased && (!held || held['gebied'] !== gebied)) return
  if (!erased && isUnsent(store, kind, id)) { rememberLeft(store, kind, id, gebied); return }
  if (erased && kind === 'contact') takeErasure(store, id, gebied)
  if (erased) forgetRefusedOf(store, kind, id)
  forgetRow(store, kind, id)
  if (kind === 'note') forgetBody(store, id)
}

/** Stands for the text of a note among what came by. */
const BODY = 'note text'

/** [L3] The end of reading a feed again: what did not come by is no longer in it. Unsent rows stay. */
function dropUnseen(store: Store, gebied: string): void {
  for (const kind of kindNames) {
    const gone = store.db.prepare(`SELECT id FROM ${quote(kind)} t WHERE gebied = ? AND NOT EXISTS (SELECT 1 FROM syncSeen s WHERE s.gebied = t.gebied AND s.kind = ? AND s.id = t.id)`).pluck().all(gebied, kind) as string[]
    for (const id of gone) {
      if (isUnsent(store, kind, id)) { if (store.outbox.get(kind, id)?.created !== true) rememberLeft(store, kind, id, gebied); continue }
      forgetRow(store, kind, id)
    }
  }
  // The text of a note is an item of its own: it may be there without its row, which was refused.
  const bodies = store.db.prepare('SELECT noteId FROM noteBody b WHERE gebied = ? AND NOT EXISTS (SELECT 1 FROM syncSeen s WHERE s.gebied = b.gebied AND s.kind = ? AND s.id = b.noteId)').pluck().all(gebied, BODY) as string[]
  for (const id of bodies) if (!isUnsent(store, 'note', id)) forgetBody(store, id)
  forgetUnseenSkipped(store, gebied)
  store.db.prepare('DELETE FROM syncSeen WHERE gebied = ?').run(gebied)
}

/** [S5] A gebied that was taken away leaves the laptop; unsent edits go to the refused list first. Answers whether one of those was a move to there. */
function loseGebieden(store: Store, mine: readonly string[]): boolean {
  const allowed = new Set([...mine, MUNICIPALITY])
  const left = readFeeds(store).map((f) => f.gebied).filter((gebied) => !allowed.has(gebied))
  if (left.length === 0) return false
  let lostMove = false
  // A row of one of these that was moved to a gebied of others, and refused there, lies in no feed.
  const beside = kindNames.flatMap((kind) => store.db.prepare(`SELECT DISTINCT gebied FROM ${quote(kind)}`).pluck().all() as string[]).filter((gebied) => !allowed.has(gebied))
  for (const gebied of new Set([...left, ...beside])) {
    for (const { kind, id } of store.outbox.batch()) if (gebiedOf(store, kind, id) === gebied) lostMove = keepUnsent(store, kind, id, 'U hoort niet meer bij dit gebied') || lostMove
    for (const kind of kindNames) forgetRows(store, kind, store.db.prepare(`SELECT id FROM ${quote(kind)} WHERE gebied = ?`).pluck().all(gebied) as string[])
    keepUnsentNotes(store, { gebied }, 'U hoort niet meer bij dit gebied')
    forgetNotesOf(store, gebied)
    forgetAllSkipped(store, gebied)
    for (const table of ['syncFeed', 'syncSeen', 'syncLeft']) store.db.prepare(`DELETE FROM ${table} WHERE gebied = ?`).run(gebied)
  }
  return lostMove
}

const gebiedOf = (store: Store, kind: string, id: string) => (isKindName(kind) ? store.tables[kind].find(id)?.['gebied'] : undefined)

/** [S4] What the new role may not have leaves at once; the rest follows by reading again. */
function becomeRole(store: Store, account: Account): void {
  for (const kind of kindNames) {
    const ids = store.db.prepare(`SELECT id FROM ${quote(kind)}`).pluck().all() as string[]
    const lost = kind === 'conflict' ? ids.filter((id) => !mayReceive(account.role, audienceKind('conflict', store.read('conflict', id) ?? {}))) : mayReceive(account.role, kind) ? [] : ids
    for (const id of lost) keepUnsent(store, kind, id, 'Met uw rol kunt u dit niet meer wijzigen')
    forgetRows(store, kind, lost)
  }
  if (!mayReceive(account.role, 'note')) for (const { gebied } of readFeeds(store)) {
    keepUnsentNotes(store, { gebied }, 'Met uw rol kunt u dit niet meer wijzigen')
    forgetNotesOf(store, gebied)
  }
  // [E2] A restored server may not have heard it yet from who could tell.
  if (mayErase(account.role)) tellErasuresAgain(store)
  // Who may see a kind that is not known here, the server knows.
  for (const { gebied } of readFeeds(store)) forgetAllSkipped(store, gebied)
  readAgain(store, feedsOf(account))
}

function forgetRows(store: Store, kind: KindName, ids: readonly string[]): void {
  for (const id of ids) forgetRow(store, kind, id)
}
