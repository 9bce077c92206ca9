import type { Edit } from './hooks.ts'
import type { Weights } from './play.ts'

/** A mistake that somebody could make, as an edit of product code; the simulation has to find it. */
export interface Fault { readonly name: string; readonly edits: readonly Edit[]; /** what has to happen more often than on other days */ readonly more?: Weights }

const pull = 'electron/data/sync/pull.ts', push = 'electron/data/sync/push.ts', remote = 'electron/data/store/remote.ts', bodies = 'electron/data/notes/bodies.ts'
const fault = (name: string, file: string, find: string, replace: string, more: Weights = {}): Fault => ({ name, edits: [{ file, find, replace }], more })

export const faults: readonly Fault[] = [
  fault('the cursor is saved before the page is applied', pull, 'export function takePage(store: Store, request: PullRequest, answer: PullAnswer): Pulled {\n',
    'export function takePage(store: Store, request: PullRequest, answer: PullAnswer): Pulled {\n  for (const f of readFeeds(store)) { const page = answer.feeds[f.gebied]; if (page) writeFeed(store, { ...f, cursor: page.cursor }) }\n'),
  fault('an acknowledgement clears a newer edit', remote, 'if (acked !== undefined && now === acked) continue', 'if (acked !== undefined) continue'),
  fault('sequence numbers are taken outside the lock', 'server/store/embedded/rows.ts', 'const first = new Map([...counts].map(([gebied, n]) => [gebied, next(gebied, n)]))',
    `const taken = ((globalThis as { taken?: Map<string, number> }).taken ??= new Map())
      const first = new Map([...counts].map(([gebied, n]) => {
        const held = taken.get(gebied)
        if (held === undefined) taken.set(gebied, next(gebied, 50)); else taken.delete(gebied)
        return [gebied, held ?? next(gebied, n)] as const
      }))`),
  fault('the conflict check is dropped', 'server/sync/change.ts', 'for (const conflict of merged.conflicts) if', 'for (const conflict of merged.conflicts.slice(0, 0)) if'),
  fault('erasing leaves the search index', 'electron/data/store/search-index.ts', 'if (words) this.statements.index.run(words); else this.statements.remove.run(rowid)', 'if (words) this.statements.index.run(words)', { erase: 8 }),
  fault('an erasure is told in its own gebied only', 'server/store/embedded/rows.ts', 'if (row.gebied !== MUNICIPALITY) tell(row)', 'if (row.gebied === "") tell(row)', { erase: 30, rights: 40, create: 40, edit: 40 }),
  fault('the audience of a row is not looked at', 'server/store/embedded/feed.ts', "const seen = 'audience IN (@a0, @a1, @a2)'", "const seen = '(audience IN (@a0, @a1, @a2) OR 1)'"),
  fault('the scope of an account is not looked at', 'server/auth/scope.ts', 'account.gebieden.includes(ALL_GEBIEDEN) ? await tx.gebieden() : []', 'true ? (account.gebieden as string[]).push(...await tx.gebieden()) && await tx.gebieden() : []'),
  { name: 'the clock does not advance when stamps arrive, and the server does not lift what comes too early', more: { clock: 20, edit: 60, everybody: 8 }, edits: [
    { file: remote, find: '  store.observeStamp(newestStamp(incoming))\n', replace: '' },
    { file: 'server/sync/change.ts', find: 'if (there === undefined || mine > there) return false', replace: 'if (there === undefined || mine !== "") return false' },
  ] },
  fault('a tombstone is beaten by a late edit', 'core/sync/merge.ts', 'const row = { ...current, fields, overrides', 'if (change.fields[DELETED] === undefined && fields[DELETED] === true) fields[DELETED] = false\n  const row = { ...current, fields, overrides', { remove: 12 }),
  fault('the outbox is cleared on sending instead of on the receipt', push, '    writePush(store, push)\n', '    for (const c of (JSON.parse(push.body) as PushRequest).changes) store.outbox.drop(c.kind, c.id)\n'),
  fault('typing that was not sent is dropped when a note is joined', bodies, "  if (unsent) store.db.prepare('INSERT INTO noteUpdate (noteId, data, pending) VALUES (?, ?, 1)').run(noteId, unsent)\n}\n\nfunction joinPending", '  if (unsent) store.touch("note", noteId, "")\n}\n\nfunction joinPending', { type: 60 }),
  fault('the server forgets the document when it joins a note', 'server/sync/notes.ts', 'note ? [...(note.state ? [note.state] : []), ...note.updates', 'note ? [...(note.state ? [] : []), ...note.updates', { type: 60 }),
  fault('a note that is written anew forgets what others typed meanwhile', 'server/sync/notes.ts', 'compactNote([update, ...bodyOf(await run.tx.notes([sent.id]), sent.id)])', 'compactNote([update])', { type: 60, rewrite: 8 }),
  fault('an edit that was not sent is overwritten by a page', remote, 'entry && held ? overlay(store, incoming, table.version(held), entry, copied) : incoming', 'entry && held && incoming.id === "" ? overlay(store, incoming, table.version(held), entry, copied) : incoming'),
  fault('stamps that the server gave are not taken over', remote, 'if (!receipt.restamped) return row', 'if (!receipt.restamped || row.id !== "") return row'),
  fault('edits for a gebied that was taken away are dropped', 'electron/data/sync/refused.ts', '  keepRefused(store, { kind, id, gebied: held[\'gebied\'] as string }, message, { change })\n', '', { rights: 12 }),
  fault('reading a feed again drops what was not sent', pull, 'if (isUnsent(store, kind, id)) { if (store', 'if (id === "") { if (store'),
  fault('a row that moves leaves no marker', 'server/store/embedded/rows.ts', "          leave('g', before.row, audience)\n", '', { move: 15 }),
  fault('questions stay behind when their row moves', 'server/sync/push.ts', '  await takeAlong(run)\n', '', { move: 12, edit: 40 }),
  fault('another role does not read everything again', pull, '  readAgain(store, feedsOf(account))\n', '', { rights: 20 }),
  fault('fields of a newer version are dropped', 'electron/data/store/rows.ts', '(unknown ??= {})[name] = fields[name]!', '(unknown ??= {})'),
  fault('rows of a kind that an older app does not know are forgotten', pull, "{ skipRow(store, { kind, id, gebied, stamp: s, overrides: o ?? {} }); return }", 'return', { updates: 3 }),
  fault('an updated app does not fetch what it did not know before', 'electron/data/sync/round.ts', '  readNowKnown(store)\n', '', { updates: 6 }),
  fault('a retry does not wait for its row', 'electron/data/sync/refused.ts', 'if (readFeeds(store).some((f) => f.resetting)) throw', 'if (readFeeds(store).length < 0) throw', { retry: 20, rights: 12 }),
  fault('a row that came ahead moves the cursor', 'server/sync/pull.ts', 'if (first && slice.more) items.push(...await aheadOf(tx, scope, query, slice.cursor, newest))',
    'if (first && slice.more) { items.push(...await aheadOf(tx, scope, query, slice.cursor, newest)); Object.assign(slice, { cursor: Math.max(slice.cursor, ...items.map((i) => (JSON.parse(i) as [string, number])[1])) }) }', { rights: 20, create: 40 }),
  fault('what a first sync left out of the index is not written down', 'electron/data/store/search-index.ts', '    this.moveMark(last)\n', '    this.move({ indexedTo: last })\n', { rights: 20, create: 40 }),
  fault('after a restore nothing is offered again', 'electron/data/sync/round.ts', "offerAgain(store, kind)\n    for", 'void kind\n    for', { backsUp: 20 }),
  fault('after a restore laptops go on where they were', 'electron/data/sync/round.ts', '    readAgain(store, feedsOf(connection.account))\n', '', { backsUp: 20 }),
  fault('after a restore erasures are not told again', 'electron/data/sync/round.ts', 'tellErasuresAgain(store)\n    for', 'countErasures(store)\n    for', { backsUp: 20, erase: 20 }),
  fault('after a restore questions are not offered again', 'electron/data/sync/round.ts', 'kindNames.filter((k) => mayWrite(', "kindNames.filter((k) => k !== 'conflict' && mayWrite(", { backsUp: 20, edit: 60 }),
  fault('after a restore only open questions are offered again', 'electron/data/sync/round.ts', "for (const id of store.db.prepare(`SELECT id FROM ${quote(kind)}`)", "for (const id of store.db.prepare(`SELECT id FROM ${quote(kind)} ${kind === 'conflict' ? 'WHERE resolved = 0' : ''}`)", { backsUp: 20, edit: 60, resolve: 60, everybody: 10 }),
  fault('after a restore what others sent since counts as seen', remote, '  if (!copied) return seen\n', '', { backsUp: 20, edit: 90, clock: 20, create: 2, type: 0, photo: 0, photoGoes: 0, rights: 0, move: 0, remove: 0 }),
  fault('a choice loses to the question that a restored server asks again', 'server/sync/change.ts', "!seen && !(change.kind === 'conflict' && change.fields[field] === true && deviceOf(there) === SERVER_DEVICE)", '!seen', { backsUp: 20, edit: 60, resolve: 60, everybody: 10 }),
  fault('a restored server says that it is what it was', 'server/store/embedded/rows.ts', 'async setEpoch(epoch) { setEpoch.run(epoch);', "async setEpoch(epoch) { if (epoch === '') setEpoch.run(epoch);", { backsUp: 20 }),
  fault('a laptop steps over what others wrote', push, 'feed.cursor !== run[0] - 1 || feed.settled !== feed.cursor', 'feed.cursor > run[0]'),
  fault('a part of a photo is taken wherever it begins', 'server/sync/files.ts', 'if (before.complete || before.received !== from)', 'if (before.complete)', { photo: 30 }),
  fault('bytes of a gebied that was taken away stay on the laptop', 'electron/data/sync/sweep.ts', '.filter((hash) => !kept.has(hash))', '.filter((hash) => !kept.has(hash) && known.has(hash))', { photo: 20, rights: 12 }),
  fault('a refused photo loses its bytes', 'electron/data/sync/sweep.ts', 'new Set(refusedHashes(store))', 'new Set(refusedHashes(store).slice(0, 0))', { photo: 20, rights: 12 }),
]

const numbers = 'server/store/postgres/numbers.ts'

/** What PostgreSQL does differently from the embedded store, done wrong. */
export const postgresFaults: readonly Fault[] = [
  { name: 'sequence numbers are taken outside the lock', edits: [
    { file: numbers, find: 'export const numbers', replace: 'const left = new Map<string, number>()\nexport const numbers' },
    { file: numbers, find: 'names.map((n) => wanted.get(n))', replace: 'names.map((n) => (left.has(n) ? 0 : 100))' },
    { file: numbers, find: '[gebied, seq - wanted.get(gebied)! + 1]', replace: `{
      const held = left.get(gebied)
      if (held === undefined) left.set(gebied, seq - 99); else left.delete(gebied)
      return [gebied, held ?? seq - 49]
    }` },
  ] },
  fault('a restored server says that it is what it was', 'server/store/postgres/rows.ts', "async setEpoch(epoch) { sql", "async setEpoch(epoch) { if (epoch === '') sql", { backsUp: 20 }),
  fault('who reads to write waits for nobody', 'server/store/postgres/migrations.ts', 'PERFORM pg_advisory_xact_lock(7151, h) FROM', 'PERFORM h FROM', { everybody: 20, create: 1, edit: 60, move: 0, laptopDies: 0, line: 0, rights: 0 }),
]
