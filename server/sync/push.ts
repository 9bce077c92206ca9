import { feedsOf, scopeOf, type Scope } from '../auth/scope.ts'
import type { Change, RowVersion } from '#core/sync/row.ts'
import type { PushAnswer, PushRequest, Receipt } from '#core/sync/wire.ts'
import { WireFailure } from '../failure.ts'
import { keyOf, type NumberRun, type RowWrite, type ServerStore, type StoredDevice, type StoredRow, type WriteTx } from '../store/contract.ts'
import { acceptChange } from './change.ts'
import { acceptErase, keysOfPerson } from './erase.ts'
import { acceptNote } from './notes.ts'
import { restamper } from './restamp.ts'
import { subjectKey, subjectsOf, withWriters } from './questions.ts'
import { audienceOf, inScope, peopleOf, type PushRun } from './run.ts'

export interface Pushed { readonly answer: PushAnswer; readonly news: ReadonlySet<string>; readonly erased: boolean }

/** [P2] Takes a push: every item gets its own receipt, in order, and one bad item never stops the others. */
export async function push(store: ServerStore, accountId: string, request: PushRequest, nowMs: number): Promise<Pushed> {
  const pushed = await store.write(async (tx) => {
    // What does not need the other's answer is asked together: over a network every question costs.
    const [epoch, scope] = await Promise.all([tx.epoch(), scopeOf(tx, accountId)])
    if (epoch !== request.epoch) throw new WireFailure('epochChanged', 'De gegevens op de server zijn teruggezet uit een reservekopie. Uw laptop werkt opnieuw bij.')
    const device = await tx.device(request.device, accountId)
    const done = device && request.push <= device.lastPush ? repeated(request, device) : undefined
    if (done) return { answer: done, news: new Set<string>(), erased: false }
    const run = await startRun(tx, scope, request, nowMs)
    const changes = request.changes.map((change) => acceptChange(run, change))
    if (scope.gained.size > 0) await tx.within(feedsOf(scope))
    const runs = await writeRows(run)
    const notes: Receipt[] = []
    for (const update of request.notes) notes.push(await acceptNote(run, update))
    const erase: Receipt[] = []
    for (const wish of request.erase) erase.push(await acceptErase(run, wish))
    if (scope.gained.size > 0) await keepGained(tx, scope)
    const answer: PushAnswer = { now: nowMs, epoch, changes, notes, erase, asked: run.conflicts.size, ...(runs.size > 0 && asSent(run, changes) ? { own: Object.fromEntries([...runs].map(([gebied, [first, last]]) => [gebied, [first, last]])) } : {}) }
    await tx.putDevice({ id: request.device, accountId, name: device?.name ?? '', lastPush: request.push, lastAnswer: JSON.stringify(answer) }, nowMs)
    return { answer, news: run.news, erased: erase.some((r) => r.status === 'applied') }
  })
  if (pushed.erased) await store.scrub()
  return pushed
}

/**
 * [P1] A push that was finished before is answered as it was then, and done no second time: meanwhile others went on,
 * and rights may have changed. An older one is a late copy on the network, for which nobody waits, or a laptop
 * that was put back to an earlier day: signing in tells it where it was.
 */
function repeated(request: PushRequest, device: StoredDevice): PushAnswer {
  if (request.push < device.lastPush) throw new WireFailure('unauthorized', 'Deze laptop staat op een eerdere stand dan de server van hem kent. Meld u opnieuw aan.')
  return JSON.parse(device.lastAnswer) as PushAnswer
}

/**
 * Takes changes that the server itself makes in the name of somebody without a laptop, the way a push goes: checked, merged, numbered.
 * Answers which gebieden have news. Throws when one of them is refused: whoever made it made a mistake.
 */
export async function takeOwn(tx: WriteTx, scope: Scope, device: string, changes: readonly Change[], nowMs: number): Promise<ReadonlySet<string>> {
  const run = await startRun(tx, scope, { device, changes, notes: [], erase: [] }, nowMs)
  for (const change of changes) {
    const receipt = acceptChange(run, change)
    if (receipt.status === 'refused') throw new Error(`the server's own change of a ${change.kind} was refused: ${receipt.reason}`)
  }
  await writeRows(run)
  return run.news
}

async function startRun(tx: WriteTx, scope: Scope, request: Pick<PushRequest, 'device' | 'notes' | 'erase'> & { readonly changes: readonly Change[] }, nowMs: number): Promise<PushRun> {
  const named = new Set([...request.changes, ...request.notes, ...request.erase].map((item) => item.gebied).filter((g) => inScope(scope, g)))
  // Who has all gebieden also has those that begin with this push.
  if (scope.all) await tx.within(new Set([...feedsOf(scope), ...named]))
  const beside = [...subjectsOf(request.changes), ...request.notes.map((n) => ({ kind: 'note', id: n.id }))]
  const [{ rows: before, elsewhere }, erased] = await Promise.all([
    tx.claim([...named], [...request.changes, ...beside, ...request.erase.flatMap(keysOfPerson)]),
    tx.erased([...request.changes.flatMap((c) => [{ kind: c.kind, id: c.id }, ...peopleOf(c)]), ...beside]),
  ])
  const knownGebieden = new Set(request.changes.some((c) => c.kind === 'gebied') ? await tx.gebieden() : [])
  const restamp = restamper(request.changes, before, request.device, nowMs)
  return { tx, scope, device: request.device, nowMs, knownGebieden, restamp, before: new Map(before), elsewhere, rows: new Map(before), erased: new Set(erased), changed: new Set(), loosened: new Set(), conflicts: new Map(), news: new Set() }
}

/** [L4] Nothing lost to a later value, got another stamp or became a question: every row lies in the feed as its laptop has it. */
const asSent = (run: PushRun, receipts: readonly Receipt[]): boolean =>
  run.conflicts.size === 0 && run.loosened.size === 0 && receipts.every((r) => r.status !== 'applied' || (r.superseded === undefined && r.restamped === undefined))

async function writeRows(run: PushRun): Promise<ReadonlyMap<string, NumberRun>> {
  await takeAlong(run)
  const writes: RowWrite[] = [...run.changed].map((key) => write(run.before.get(key), run.rows.get(key)!))
  if (run.conflicts.size > 0) {
    const asked = await run.tx.claim([], [...run.conflicts.values()].map((c) => c.row))
    // The same question is asked once, however often it comes up, also where it came with this push; its id says which question it is.
    for (const [key, conflict] of run.conflicts) if (asked.rows.has(key) || asked.elsewhere.has(key) || run.rows.has(key)) run.conflicts.delete(key); else writes.push(write(undefined, await withWriters(run, conflict)))
  }
  for (const { before, after } of writes) { run.news.add(after.row.gebied); if (before) run.news.add(before.row.gebied) }
  return run.tx.putRows(writes)
}

/** [V4] Questions about a row go with it to another gebied: to who can answer them, and within reach of an erasure. */
async function takeAlong(run: PushRun): Promise<void> {
  const gebiedNow = (c: RowVersion) => run.rows.get(subjectKey(c))?.row.gebied
  const there = (c: StoredRow, gebied: string): StoredRow => ({ ...c, row: { ...c.row, gebied } })
  for (const [key, c] of run.conflicts) run.conflicts.set(key, there(c, gebiedNow(c.row) ?? c.row.gebied))
  const changed = [...run.changed]
  // Also one that came with this push, before its row moved.
  for (const key of changed) {
    const c = run.rows.get(key)!, gebied = c.row.kind === 'conflict' ? gebiedNow(c.row) : undefined
    if (gebied === undefined || gebied === c.row.gebied) continue
    run.rows.set(key, there(c, gebied))
    run.loosened.add(key)
  }
  for (const key of changed) {
    const from = run.before.get(key)?.row, to = run.rows.get(key)!.row
    if (!from || from.gebied === to.gebied) continue
    for (const c of await run.tx.rowsWhere(from.gebied, 'conflict', 'subjectId', from.id)) {
      if (c.row.fields['subjectKind'] !== from.kind) continue
      const about = keyOf(c.row)
      run.before.set(about, c)
      run.rows.set(about, there(run.rows.get(about) ?? c, to.gebied))
      run.changed.add(about)
      run.loosened.add(about)
    }
  }
}

const write = (before: StoredRow | undefined, after: StoredRow): RowWrite => ({ before, after, audience: audienceOf(after.row) })

/** Who makes a gebied belongs to it. */
async function keepGained(tx: WriteTx, scope: Scope): Promise<void> {
  // As it is now: the gebied is a row of the municipality, which this push claimed, as every change of an account does.
  const account = await tx.account(scope.account.id)
  if (account) await tx.putAccount({ ...account, gebieden: [...new Set([...account.gebieden, ...scope.gained])] })
}
