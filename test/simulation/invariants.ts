import * as Y from 'yjs'
import type { KindName } from '#core/model/kinds.ts'
import { kindNames } from '#core/model/kinds.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { DELETED, sameJson } from '#core/sync/row.ts'
import { noteState } from '../../electron/data/notes/bodies.ts'
import { scrub, scrubDone, scrubIsDue } from '../../electron/data/sync/erase.ts'
import { readFeeds, readPush } from '../../electron/data/sync/memory.ts'
import { scopeOf, type Scope } from '../../server/auth/scope.ts'
import type { StoredNote, StoredRow } from '../../server/store/contract.ts'
import { audienceOf } from '../../server/sync/run.ts'
import type { SimLaptop } from './laptop.ts'
import { GEBIEDEN } from './server.ts'
import { NOTES, type World, type Written } from './world.ts'

interface Truth {
  readonly rows: ReadonlyMap<string, StoredRow>
  readonly conflicts: ReadonlySet<string>
  readonly notes: ReadonlyMap<string, StoredNote>
  readonly scopes: ReadonlyMap<string, Scope>
  /** Bytes that the server has whole, by 'gebied fingerprint'. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Keys of the erased. */
  readonly ledger: ReadonlySet<string>
}

/** What must hold whenever it is quiet; answers what does not. */
export async function check(w: World): Promise<string[]> {
  const truth = await truthOf(w)
  // What the server would not do was not done: the person is back, and everything about them counts again.
  for (const id of w.erased) if (!truth.ledger.has(`contact ${id}`)) w.erased.delete(id)
  const refused = w.laptops.map((l) => l.store.db.prepare('SELECT body FROM syncRefused WHERE goneAt IS NULL').pluck().all() as string[])
  const perLaptop = w.laptops.flatMap((laptop, i) => {
    const scope = truth.scopes.get(laptop.person.name.replace(/ .*/, ''))!
    return [...replica(truth, scope, laptop), ...leftovers(laptop), ...search(laptop), ...bodies(truth, scope, laptop), ...readable(w, laptop)].map((p) => `${w.laptops[i]!.person.name} ${p}`)
  })
  const text = refused.flat().join('\n')
  return [
    ...perLaptop, ...w.written.filter((x) => lost(w, truth, text, x)).map((x) => `lost: ${JSON.stringify(x)}\n${historyOf(w, truth, x)}`), ...typing(w, truth, refused.flat()), ...undead(w, truth, refused.flat()),
    ...await erasedAtServer(w, truth), ...photos(w, truth), ...questions(truth), ...reopened(w, truth, text), ...w.server.reported.map((e) => `the server reported ${e instanceof Error ? e.stack : String(e)}`),
  ]
}

/** Asked again where the line to the database broke meanwhile. */
async function truthOf(w: World): Promise<Truth> {
  for (let tries = 0; tries < 5; tries++) {
    const truth = await truthNow(w)
    if (truth) return truth
  }
  throw new Error('the server cannot be looked into')
}

const truthNow = (w: World): Promise<Truth | undefined> => w.server.look(async (tx) => {
  const rows = new Map<string, StoredRow>(), scopes = new Map<string, Scope>()
  for (const kind of kindNames) for (const row of await tx.rowsOfKind(kind)) rows.set(`${kind} ${row.row.id}`, row)
  const notes = await tx.notes(NOTES.map((n) => n.id))
  const files = new Map<string, Uint8Array>()
  for (const gebied of GEBIEDEN) for (const file of await tx.filesOf(gebied)) if (file.complete) files.set(`${gebied} ${file.hash}`, await tx.fileBytes(file, 0, file.size))
  // From here on the transaction is about the gebieden of one account.
  for (const [name, id] of w.accounts) scopes.set(name, { ...await scopeOf(tx, id), gebieden: new Set((await tx.account(id))!.gebieden) })
  const conflicts = new Set([...rows.values()].filter(({ row }) => row.kind === 'conflict').map(({ row: { fields: f } }) => `${String(f['subjectKind'])} ${String(f['subjectId'])} ${String(f['field'])} ${String(f['value'])}`))
  const ledger = await tx.erased([...w.erased].map((id) => ({ kind: 'contact', id })))
  return { rows, conflicts, notes, scopes, files, ledger }
})

/** Exactly the rows of the account's gebieden and audience, of the kinds that its app knows, each as the server has it. */
function replica({ rows }: Truth, scope: Scope, { store, app }: SimLaptop): string[] {
  const out: string[] = []
  const left = new Map([...rows].filter(([, { row }]) => (row.gebied === MUNICIPALITY || scope.gebieden.has(row.gebied)) && scope.audiences.includes(audienceOf(row)) && app.isKindName(row.kind)))
  for (const kind of kindNames.filter(app.isKindName)) {
    for (const held of store.db.prepare(`SELECT * FROM "${kind}"`).all() as Parameters<typeof store.decode>[1][]) {
      const mine = store.tables[kind].version(held), key = `${kind} ${mine.id}`, theirs = left.get(key)?.row
      left.delete(key)
      if (!theirs) { out.push(`has ${key} of ${mine.gebied}, which is not theirs`); continue }
      if (mine.gebied !== theirs.gebied) out.push(`has ${key} in ${mine.gebied} instead of ${theirs.gebied}`)
      if (mine.stamp !== theirs.stamp || !sameJson(mine.overrides, theirs.overrides)) out.push(`has other stamps of ${key}`)
      for (const [field, value] of Object.entries(theirs.fields)) if (!sameJson(field === DELETED ? mine.fields[field] ?? false : mine.fields[field], value)) out.push(`reads ${JSON.stringify(mine.fields[field])} in ${key}.${field} instead of ${JSON.stringify(value)}`)
    }
  }
  return [...out, ...[...left.keys()].map((key) => `lacks ${key}`)]
}

/** Nothing half-done stays behind, and no feed of a gebied that is not theirs. */
function leftovers({ store }: SimLaptop): string[] {
  const count = (table: string) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  return [
    ...['outbox', 'syncPush', 'syncSeen'].filter((t) => count(t) > 0).map((t) => `still has something in ${t}: ${JSON.stringify(readPush(store)?.body ?? store.db.prepare(`SELECT * FROM ${t}`).all()).slice(0, 300)}`),
    ...readFeeds(store).filter((f) => f.resetting).map((f) => `is still reading ${f.gebied} again`),
  ]
}

/** The full-text index says what the rows say, also in fields that the app knows since an update. */
function search({ store, app }: SimLaptop): string[] {
  const out: string[] = []
  store.completeIndex()
  const find = store.db.prepare('SELECT rowid FROM contactSearch WHERE contactSearch MATCH ?').pluck()
  for (const c of store.db.prepare('SELECT * FROM contact').all() as { rowid: number; id: string; lastName: string; remarks: string; deleted: number }[]) {
    const known = Object.keys(store.tables.contact.fields)
    for (const word of [c.lastName, known.includes('remarks') ? c.remarks : '']) if (word !== '' && (find.all(`"${word}"`) as number[]).includes(c.rowid) !== (c.deleted === 0)) out.push(`finds contact ${c.id} wrongly by ${word}`)
  }
  const indexed = store.db.prepare("SELECT kind || ' ' || subject || ' ' || title || ' ' || CASE kind WHEN 'action' THEN body ELSE '' END FROM search WHERE kind IN ('action', 'meeting', 'theme') ORDER BY 1").pluck().all()
  const bodyOf = (row: object) => ('description' in row ? [row.description, 'reason' in row ? row.reason : ''].filter((text) => text !== '').join('\n') : '')
  const rows = (['action', 'meeting', 'theme'] as const).filter(app.isKindName).flatMap((kind) => store.rows(kind).map((r) => `${kind} ${r.id} ${'title' in r ? r.title : r.name} ${bodyOf(r)}`)).sort()
  if (JSON.stringify([...indexed].sort()) !== JSON.stringify(rows)) out.push('has a search index that says something else than its rows')
  return out
}

/**
 * A value must be current, overwritten by somebody who saw it, typed over by its own writer, kept as a difference,
 * in a refused list, or about somebody who was erased.
 */
function lost(w: World, truth: Truth, refused: string, x: Written): boolean {
  const { kind, id, field, value, by, order, person } = x
  // What was erased is gone; what nobody had seen but who erased it as well, also when the server would not do the rest.
  if (value === '' || (person !== undefined && (w.erased.has(person) || w.wiped.has(`${by} ${person}`)))) return false
  if (truth.rows.get(`${kind} ${id}`)?.row.fields[field] === value) return false
  const same = w.written.filter((y) => y.kind === kind && y.id === id && y.field === field)
  if (same.some((y) => y.saw === value || (y.by === by && y.order > order))) return false
  return !truth.conflicts.has(`${kind} ${id} ${field} ${value}`) && !refused.includes(value)
}

/** A question lies where its row is. */
const questions = ({ rows }: Truth): string[] =>
  [...rows.values()].filter(({ row }) => row.kind === 'conflict').flatMap(({ row }) => {
    const about = rows.get(`${String(row.fields['subjectKind'])} ${String(row.fields['subjectId'])}`)?.row
    return about && about.gebied !== row.gebied ? [`a question about ${about.kind} ${about.id} of ${about.gebied} lies in ${row.gebied}`] : []
  })

/** [M6] What somebody chose settles the question for everybody, unless the server would not take the choice. */
const reopened = (w: World, { rows }: Truth, refused: string): string[] =>
  [...w.chosen].filter((id) => !w.askable.has(id) && rows.get(`conflict ${id}`)?.row.fields['resolved'] === false && !refused.includes(id)).map((id) => `the question ${id} was settled, and is open again`)

/** What was deleted stays so, until somebody puts it back. */
function undead(w: World, { rows }: Truth, refused: readonly string[]): string[] {
  const no = (id: string) => refused.some((body) => body.includes(`"${id}"`) && body.includes('"deleted":true'))
  return [...w.removed].filter((key) => {
    const row = rows.get(key)?.row
    return row !== undefined && row.fields[DELETED] !== true && !w.restored.has(key) && !no(row.id)
  }).map((key) => `${key} was deleted, and is back`)
}

/** Where anybody who may still has the bytes of a photo, everybody who may has them, and the right ones; nobody has others. */
function photos(w: World, { rows, scopes, files }: Truth): string[] {
  const live = [...rows.values()].filter(({ row }) => row.kind === 'attachment' && row.fields[DELETED] !== true).map(({ row }) => ({ id: row.id, gebied: row.gebied, hash: String(row.fields['sha256']) }))
  const scopeOf = (laptop: SimLaptop) => scopes.get(laptop.person.name.replace(/ .*/, ''))!
  const missing = live.flatMap(({ id, gebied, hash }) => {
    const right = w.photos.get(hash)!.bytes, mine = w.laptops.filter((laptop) => scopeOf(laptop).gebieden.has(gebied))
    const held = [['the server', files.get(`${gebied} ${hash}`)] as const, ...mine.map((laptop) => [laptop.person.name, laptop.store.bytes.read(hash)] as const)]
    if (held.every(([, bytes]) => bytes === undefined)) return []
    return held.filter(([, bytes]) => !bytes || !right.equals(bytes)).map(([who, bytes]) => `${who} ${bytes ? 'has other bytes' : 'lacks the bytes'} of photo ${id} of ${gebied}`)
  })
  const strange = w.laptops.flatMap(({ store, person }) => {
    const own = new Set(store.db.prepare("SELECT sha256 FROM attachment UNION SELECT json_extract(body, '$.change.fields.sha256') FROM syncRefused WHERE kind = 'attachment'").pluck().all())
    return store.bytes.heads().filter((head) => !own.has(head.hash)).map((head) => `${person.name} has bytes of a photo that is not theirs: ${head.hash.slice(0, 8)}`)
  })
  // [A5] Of what was deleted once the bytes may have gone long before; and what a laptop let go of with its gebied it cannot keep when the row is refused later.
  const refused = w.laptops.flatMap(({ store, person, letGo }, i) => (store.db.prepare("SELECT json_extract(body, '$.change.fields.sha256') FROM syncRefused WHERE kind = 'attachment'").pluck().all() as (string | null)[])
    .filter((hash) => hash !== null && !w.putAway.has(hash) && !letGo.has(hash) && w.photos.get(hash)?.by.has(i) && !store.bytes.isWhole(hash)).map((hash) => `${person.name} lost the bytes of a refused photo: ${String(hash).slice(0, 8)}`))
  return [...missing, ...strange, ...refused]
}

/** For the report: everything that is known about the field of a lost value. */
const historyOf = (w: World, truth: Truth, { kind, id, field }: Written): string => [
  ...w.written.filter((y) => y.kind === kind && y.id === id && y.field === field).map((y) => `  ${y.order}: laptop ${y.by} wrote ${y.value} over ${y.saw}`),
  `  server: ${JSON.stringify(truth.rows.get(`${kind} ${id}`))}`,
  ...w.laptops.flatMap((l) => (l.store.db.prepare('SELECT at, message, body FROM syncRefused WHERE rowId = ?').all(id) as object[]).map((r) => `  refused at ${l.person.name}: ${JSON.stringify(r)}`)),
  ...[...truth.rows.values()].filter(({ row }) => row.kind === 'conflict' && row.fields['subjectId'] === id).map(({ row }) => `  difference: ${JSON.stringify(row.fields)}`),
].join('\n')

const textOf = (updates: readonly Uint8Array[]): string => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdateV2(doc, update)
  return doc.getText('t').toString()
}
const wholeOf = (note: StoredNote): string => textOf([...(note.state ? [note.state] : []), ...note.updates.map((u) => u.update)])

/** Every word typed in a note is in it, unless somebody deleted it or it waits in a refused list. */
function typing(w: World, truth: Truth, refused: readonly string[]): string[] {
  const kept = refused.flatMap((body) => { const { note } = JSON.parse(body) as { note?: string }; return note === undefined ? [] : [Buffer.from(note, 'base64').toString('latin1')] })
  const texts = new Map([...truth.notes].map(([id, note]) => [id, wholeOf(note)]))
  return w.typed.filter(({ note, text }) => !w.cut.has(text) && !texts.get(note)?.includes(text) && !kept.some((k) => k.includes(text))).map(({ note, text }) => `lost: ${text} in ${note}\n  refused: ${JSON.stringify(kept)}\n  server: ${texts.get(note)}`)
}

function bodies(truth: Truth, scope: Scope, { store }: SimLaptop): string[] {
  return NOTES.flatMap(({ id, gebied }) => {
    const held = noteState(store, id), note = truth.notes.get(id)
    const mine = scope.gebieden.has(gebied) && scope.audiences.includes('people')
    if (!mine) return held ? [`has the text of ${id}, which is not theirs`] : []
    if (!note || !held) return note && !held ? [`lacks the text of ${id}`] : held && !note ? [`has a text of ${id} that the server lacks`] : []
    const mineNow = textOf([held.update]), theirs = wholeOf(note)
    return mineNow === theirs && held.generation === note.generation ? [] : [`reads ${id} differently: ${mineNow} (${held.generation}) instead of ${theirs} (${note.generation})`]
  })
}

/** The rows about an erased person are gone, and so is every word typed about them, from the last byte. */
async function erasedAtServer(w: World, truth: Truth): Promise<string[]> {
  if (w.erased.size === 0) return []
  const rows = [...truth.rows].filter(([, { row }]) => (row.kind.startsWith('contact') && w.erased.has(row.id)) || w.erased.has(String(row.fields['contactId']))).map(([key]) => `the server still has ${key} of an erased person`)
  const bytes = await w.server.backend.bytes()
  return [...rows, ...words(w).filter((word) => bytes.includes(word, 0, 'latin1')).map((word) => `the server's files still hold ${word} of an erased person`)]
}

const words = (w: World): string[] => w.written.filter((x) => x.person !== undefined && w.erased.has(x.person)).map((x) => x.value).filter((value) => value !== '')

function readable(w: World, laptop: SimLaptop): string[] {
  if (w.erased.size === 0) return []
  const { db } = laptop.store
  // As the app does as soon as there is nothing else to do: wiping what is deleted leaves copies in pages from which rows moved.
  if (scrubIsDue(laptop.store)) { scrub(laptop.store); scrubDone(laptop.store) }
  const bytes = laptop.bytes()
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, 'contactSearch', 'row')")
  const terms = new Set(db.prepare('SELECT term FROM temp.terms').pluck().all() as string[])
  return words(w).filter((word) => bytes.includes(word, 0, 'latin1') || terms.has(word)).map((word) => `still holds ${word} of an erased person: ${where(db, word)}`)
}

/** For the report: the tables that hold a word. */
function where(db: SimLaptop['store']['db'], word: string): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'contactSearch%'").pluck().all() as (KindName | string)[]
  return tables.flatMap((t) => (db.prepare(`SELECT * FROM "${t}"`).all()).filter((r) => JSON.stringify(r).includes(word)).map((r) => `${t} ${JSON.stringify(r)}`)).join(', ') || 'free pages or the search index'
}
