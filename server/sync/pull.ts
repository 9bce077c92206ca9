import { addDigest, digestText, EMPTY_DIGEST, readDigest } from '#core/sync/digest.ts'
import type { PullRequest } from '#core/sync/wire.ts'
import { feedsOf, publicAccount, scopeOf, type Scope } from '../auth/scope.ts'
import { WireFailure } from '../failure.ts'
import { EMPTY_FEED, type FeedEntry, type FeedHead, type FeedQuery, type FeedSlice, type ReadTx, type ServerStore, type StoredNote } from '../store/contract.ts'

/** One answer stays below this, so that no laptop has to hold more at once; a single row may be larger. */
const MAX_BYTES = 8_000_000

/** [L5] So many of the newest rows go ahead. */
const AHEAD = 200

/**
 * [L1] Answers what lies after the client's cursors in the feeds this account may see now, as JSON text.
 * Row bodies are passed on as the text they are stored as: reading and writing them again would be most of the work.
 */
export const pull = (store: ServerStore, accountId: string, request: PullRequest, nowMs: number): Promise<string> => store.read(async (tx) => {
  const [epoch, scope] = await Promise.all([tx.epoch(), scopeOf(tx, accountId)])
  if (epoch !== request.epoch) throw new WireFailure('epochChanged', 'De gegevens op de server zijn teruggezet uit een reservekopie. Uw laptop werkt opnieuw bij.')
  const gebieden = feedsOf(scope)
  const heads = await tx.feedHeads(gebieden)
  const feeds: string[] = [], digests: Record<string, string> = {}
  const newest = Math.min(AHEAD, Math.ceil(request.limit / gebieden.length))
  let room = request.limit, bytes = MAX_BYTES
  for (const gebied of gebieden) {
    const head = heads.get(gebied) ?? EMPTY_FEED
    const after = Object.hasOwn(request.cursors, gebied) ? request.cursors[gebied]! : 0
    const settled = request.settled && Object.hasOwn(request.settled, gebied) ? request.settled[gebied]! : 0
    // [L5] A laptop that never asked for this feed.
    const first = !Object.hasOwn(request.cursors, gebied)
    const query: FeedQuery = { gebied, head, after, audiences: scope.audiences, limit: room, maxBytes: bytes }
    if (room <= 0 || bytes <= 0) { feeds.push(`${JSON.stringify(gebied)}:${await waiting(tx, query, first ? await aheadOf(tx, scope, query, 0, newest) : [])}`); continue }
    const slice = await tx.feed(query)
    const notes = await notesOf(tx, slice.entries.filter((e) => e.type === 'n'))
    const items = slice.entries.map((entry) => itemText(entry, notes, slice.reset ? 0 : settled))
    if (first && slice.more) items.push(...await aheadOf(tx, scope, query, slice.cursor, newest))
    room -= items.length
    bytes -= items.reduce((n, t) => n + t.length, 0)
    if (!slice.more) digests[gebied] = digestOf(scope, head)
    feeds.push(`${JSON.stringify(gebied)}:${pageText(slice, head, items)}`)
  }
  const head = JSON.stringify({ now: nowMs, epoch, account: publicAccount(scope), gebieden, digests })
  return `${head.slice(0, -1)},"feeds":{${feeds.join(',')}}}`
})

/** A feed that did not fit any more: nothing of it yet, but the truth about how much there is. */
async function waiting(tx: ReadTx, query: FeedQuery, ahead: readonly string[]): Promise<string> {
  const slice = await tx.feed({ ...query, limit: 1, maxBytes: 1 })
  return pageText({ ...slice, cursor: query.after, more: slice.entries.length > 0 || slice.reset, reset: false }, query.head, ahead)
}

/** [L5] The newest rows beyond this page, and the account's own actions; a note not without its text. */
async function aheadOf(tx: ReadTx, scope: Scope, { gebied, audiences }: FeedQuery, after: number, newest: number): Promise<string[]> {
  const rows = await tx.feedAhead({ gebied, after, audiences, newest, memberId: scope.account.memberId })
  const notes = await notesOf(tx, rows.filter((r) => r.kind === 'note'))
  const bodies = [...notes.values()].map((note): FeedEntry => ({ type: 'n', seq: note.updates.at(-1)?.seq ?? note.stateSeq, kind: 'note', id: note.id, body: null }))
  return [...rows, ...bodies.filter((b) => b.seq > after)].map((entry) => itemText(entry, notes, 0))
}

const notesOf = (tx: ReadTx, entries: readonly FeedEntry[]): Promise<ReadonlyMap<string, StoredNote>> =>
  entries.length > 0 ? tx.notes(entries.map((e) => e.id)) : Promise.resolve(new Map<string, StoredNote>())

const pageText = (slice: FeedSlice, { copied }: FeedHead, items: readonly string[]): string =>
  `{"items":[${items.join(',')}],"cursor":${slice.cursor},"more":${slice.more},"total":${slice.total}${slice.reset ? ',"reset":true' : ''},"copied":${copied}}`

function itemText(entry: FeedEntry, notes: ReadonlyMap<string, StoredNote>, settled: number): string {
  if (entry.type === 'r') return `["r",${entry.seq},"${entry.kind}","${entry.id}",${entry.body}]`
  if (entry.type !== 'n') return `["${entry.type}",${entry.seq},"${entry.kind}","${entry.id}"]`
  const note = notes.get(entry.id)!
  const whole = settled === 0 || settled < note.stateSeq
  const updates = [...(whole && note.state ? [note.state] : []), ...note.updates.filter((u) => whole || u.seq > settled).map((u) => u.update)]
  return JSON.stringify(['n', entry.seq, entry.id, note.generation, updates.map((u) => Buffer.from(u).toString('base64')), whole ? 1 : 0])
}

function digestOf(scope: Scope, { digests }: FeedHead): string {
  return digestText(scope.audiences.reduce((total, a) => { const sum = digests[a]; return sum === undefined ? total : addDigest(total, readDigest(sum)) }, EMPTY_DIGEST))
}
