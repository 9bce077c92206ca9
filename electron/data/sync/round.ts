import { kindNames, type KindName } from '#core/model/kinds.ts'
import { mayErase, mayWrite } from '#core/model/may.ts'
import { addDigest, digestText, rowDigest } from '#core/sync/digest.ts'
import type { Round } from '#core/contract/events.ts'
import type { Account, PullAnswer, PullRequest } from '#core/sync/wire.ts'
import { countPendingNotes, offerHeldTyping, offerNoteAgain } from '../notes/bodies.ts'
import { OFFERED } from '../store/outbox.ts'
import { quote } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { countErasures, tellErasuresAgain } from './erase.ts'
import { EpochChanged } from './failures.ts'
import { clearPush, feedsOf, readAgain, readConnection, readFeeds, readPush, writeConnection, writeRound, type Connection } from './memory.ts'
import { nextPush, takeReceipts } from './push.ts'
import { followUp, pullRequestOf, takePage, type NoteNews } from './pull.ts'
import type { Remote } from './remote.ts'
import { SyncFailure } from './failures.ts'
import { readNowKnown, skippedDigest } from './skipped.ts'

export interface RoundOptions {
  readonly store: Store
  readonly remote: Remote
  readonly nowMs: () => number
  readonly pageSize: number
  /** Compare digests at the end: also in a round in which something happened, or only when nothing did. */
  readonly verify: boolean | 'whenCalm'
  readonly onNotes: (news: readonly NoteNews[]) => void
  readonly onAccount: (account: Account) => void
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
  /** Asked between messages: true ends the round early, resumable. */
  readonly stopped: () => boolean
}

/** `compared`: how many feeds were compared with the server; `differed`: those of which the digest differed, and that were read again. */
interface Comparison { readonly compared: number; readonly differed: readonly string[] }
export type RoundResult = Round & Comparison

/** [R2] One round: send what waits, fetch what is new, compare. Every step is committed by itself, so it can end anywhere and go on later. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  try {
    return await attempt(options)
  } catch (error) {
    if (!(error instanceof EpochChanged)) throw error
    await beginAnew(options)
    return attempt(options)
  }
}

const connectionOf = (store: Store): Connection => {
  const connection = readConnection(store)
  if (!connection || connection.token === '') throw new SyncFailure('SignedOut')
  return connection
}

async function attempt(options: RoundOptions): Promise<RoundResult> {
  const { store, nowMs, stopped } = options
  const sum = { sent: 0, received: 0, asked: 0, refused: 0 }
  readNowKnown(store)
  offerHeldTyping(store)
  if (readFeeds(store).some((f) => f.resetting)) {
    // [P1] What is under way is answered first: the server may have judged it already, and nothing would come by again to say so.
    if (readPush(store)) await pushNext(options, sum)
    // After a restore the server's rows come first, so that only what it lacks is sent.
    sum.received += (await pullAll(options)).received
  }
  await pushAll(options, sum)
  const pull = async () => { const { received, digests } = await pullAll(options); sum.received += received; return digests }
  let digests = stopped() ? {} : await pull()
  // A value that was covered before it was sent, or a refused change, makes one more turn.
  if (!stopped() && (pendingCount(store) > 0 || readFeeds(store).some((f) => f.resetting))) { await pushAll(options, sum); digests = await pull() }
  const calm = sum.sent + sum.received + sum.asked + sum.refused === 0
  const compare = (options.verify === 'whenCalm' ? calm : options.verify) && !stopped() && pendingCount(store) === 0
  const comparison = compare ? await readDiffering(options, digests) : notCompared
  const round: Round = { at: new Date(nowMs()).toISOString(), ...sum, repaired: comparison.differed.length }
  if (!calm || round.repaired > 0) store.transaction(() => writeRound(store, round))
  return { ...round, ...comparison }
}

interface Sum { sent: number; asked: number; refused: number }

async function pushAll(options: RoundOptions, sum: Sum): Promise<void> {
  while (!options.stopped() && await pushNext(options, sum)) ;
}

/** Answers whether there was something to send. */
async function pushNext({ store, remote }: RoundOptions, sum: Sum): Promise<boolean> {
  const push = nextPush(store)
  if (!push) return false
  const answer = await remote.push(connectionOf(store).token, push.body)
  const taken = takeReceipts(store, push, answer)
  sum.sent += taken.sent
  sum.asked += taken.asked
  sum.refused += taken.refused
  return true
}

/** The first page is small, so that writing begins while the server makes the next, larger one. */
const FIRST_PAGE = 1500, GROWTH = 7

/** Pages until there are no more. The next one is asked for while this one is being written. `digests` are those of the last answer. */
async function pullAll(options: RoundOptions): Promise<{ readonly received: number; readonly digests: PullAnswer['digests'] }> {
  const { store, pageSize, stopped, onAccount, onNotes, onProgress } = options
  let received = 0, done = 0, limit = Math.min(pageSize, FIRST_PAGE), digests: PullAnswer['digests'] = {}
  let ahead: { readonly request: PullRequest; readonly answer: Promise<PullAnswer> } | undefined
  for (let more = true; more && !stopped();) {
    const request = ahead?.request ?? pullRequestOf(store, connectionOf(store), limit)
    const answer = await (ahead?.answer ?? ask(options, request))
    limit = Math.min(pageSize, limit * GROWTH)
    more = Object.values(answer.feeds).some((f) => f.more)
    const next = followUp({ ...request, limit }, answer)
    ahead = more && !stopped() ? { request: next, answer: ask(options, next) } : undefined
    // Writing holds this process up: the question has to be on its way first. What becomes of it is heard when it is awaited.
    if (ahead) { ahead.answer.catch(() => undefined); await new Promise((resolve) => setImmediate(resolve)) }
    const page = takePage(store, request, answer)
    digests = Object.fromEntries(Object.entries(answer.digests).filter(([gebied]) => page.taken.includes(gebied)))
    if (page.anew) { more = true; ahead = undefined }
    if (page.accountChanged) onAccount(answer.account)
    if (page.notes.length > 0) onNotes(page.notes)
    received += page.received
    done += page.items
    if (page.left > 0 || done > pageSize) onProgress({ done, total: done + page.left })
  }
  return { received, digests }
}

async function ask({ store, remote, nowMs }: RoundOptions, request: PullRequest): Promise<PullAnswer> {
  const asked = nowMs()
  const answer = await remote.pull(connectionOf(store).token, request)
  const arrived = nowMs()
  setClock(store, answer.now + underway(arrived - asked) / 2, arrived)
  return answer
}

/** A clock that was put right meanwhile says nothing of how long an answer took: half an hour of it would pull all later stamps back. */
const underway = (ms: number): number => (ms >= 0 && ms <= LONGEST_MS ? ms : 0)
const LONGEST_MS = 60_000

/** [C3] Small differences are the network's, not the clock's. */
const WORTH_CORRECTING_MS = 2000
function setClock(store: Store, serverMs: number, nowMs: number): void {
  if (Math.abs(serverMs - nowMs - store.clockOffset) > WORTH_CORRECTING_MS) store.correctClock(serverMs)
}

/** Rows, notes and erasures that the server has not confirmed. */
export const pendingCount = (store: Store): number => store.outbox.count() + countPendingNotes(store) + countErasures(store)

/** [G1] What this laptop holds of a gebied, as the server's digest has it. */
export function digestOf(store: Store, gebied: string): string {
  let sum = skippedDigest(store, gebied)
  for (const { kind, id, stamp, overrides } of store.db.prepare(versions).iterate({ gebied }) as Iterable<{ kind: KindName; id: string; stamp: string; overrides: string | null }>) {
    sum = addDigest(sum, rowDigest(kind, id, stamp, overrides === null ? {} : (JSON.parse(overrides) as Record<string, string>)))
  }
  return digestText(sum)
}
const versions = kindNames.map((kind) => `SELECT '${kind}' AS kind, id, stamp, overrides FROM ${quote(kind)} WHERE gebied = @gebied`).join(' UNION ALL ')

const notCompared: Comparison = { compared: 0, differed: [] }

/** [G2] A difference is a mistake somewhere: the feed is read again, and the caller shows it. `digests` came with the last page that was taken over. */
async function readDiffering(options: RoundOptions, digests: PullAnswer['digests']): Promise<Comparison> {
  const { store } = options
  const compared = Object.entries(digests)
  const differed = compared.filter(([gebied, digest]) => digestOf(store, gebied) !== digest).map(([gebied]) => gebied)
  if (differed.length === 0) return { compared: compared.length, differed }
  store.transaction(() => readAgain(store, differed))
  await pullAll(options)
  return { compared: compared.length, differed }
}

/** [R3] The server's data is another than it was: read everything again, and offer everything this laptop has; the server keeps what it lacks. */
async function beginAnew({ store, remote }: RoundOptions): Promise<void> {
  const { epoch } = await remote.hello()
  store.transaction(() => {
    const connection = connectionOf(store)
    writeConnection(store, { ...connection, epoch })
    clearPush(store)
    if (mayErase(connection.account.role)) tellErasuresAgain(store)
    for (const kind of kindNames.filter((k) => mayWrite(connection.account.role, k))) offerAgain(store, kind)
    for (const id of store.db.prepare('SELECT noteId FROM noteBody').pluck().all() as string[]) offerNoteAgain(store, id)
    readAgain(store, feedsOf(connection.account))
  })
}

/**
 * What this laptop held was merged by the server before: whatever older value the restored data have was seen, or stands in a question,
 * which is offered as well. An edit that was not sent saw what it saw.
 */
function offerAgain(store: Store, kind: KindName): void {
  for (const id of store.db.prepare(`SELECT id FROM ${quote(kind)}`).pluck().all() as string[]) {
    const entry = store.outbox.get(kind, id)
    const isNew = entry?.created === true && !Object.hasOwn(entry.bases, OFFERED)
    // A question follows the row that it is about, also where it was settled before that was offered.
    if (entry && kind === 'conflict') store.outbox.drop(kind, id)
    store.outbox.put({ kind, id, created: true, bases: isNew ? entry.bases : { ...entry?.bases, [OFFERED]: null }, lost: entry?.lost ?? {} })
  }
}
