import * as Y from 'yjs'
import { MUNICIPALITY } from '#core/model/define.ts'
import { kinds, type KindName } from '#core/model/kinds.ts'
import { mayErase, mayWrite } from '#core/model/may.ts'
import { makeStamp } from '#core/sync/clock.ts'
import type { DataContext } from '../../electron/data/context.ts'
import type { LocalChange, Store } from '../../electron/data/store/store.ts'
import { erasureTold } from '../../electron/data/sync/erase.ts'
import { readConnection, readFeeds } from '../../electron/data/sync/memory.ts'
import type { SimLaptop } from './laptop.ts'
import { NOTES, type World } from './world.ts'

/** The fields that people type in here, by kind. */
const textOf = {
  action: ['title', 'description', 'reason'], contact: ['lastName', 'remarks'], contactDetails: ['phone', 'street'], consent: ['withdrawnHow'],
  meeting: ['title', 'place'], theme: ['name'], houseStyle: ['footer', 'municipality'], actionChange: ['after'],
} as const satisfies Partial<Record<KindName, readonly string[]>>
type Kind = keyof typeof textOf
const editable = ['action', 'action', 'action', 'contact', 'contact', 'contactDetails', 'contactDetails', 'consent', 'meeting', 'theme', 'houseStyle'] as const

/** A word that occurs nowhere else. */
const word = (w: World): string => `q${String(++w.count).padStart(6, '0')}z`

/** An older version of the app does not know every kind. */
const knows = (store: Store, kind: KindName): boolean => Object.hasOwn(store.tables, kind)

type Texts = Readonly<Record<string, string>>
/** Also of fields that an older app, or any app here, does not know: it keeps them, and may settle a question about one. */
const textsIn = (store: Store, kind: Kind, id: string): Texts => {
  const row = knows(store, kind) ? store.tables[kind].find(id) : undefined
  if (!row) return {}
  const { fields } = store.tables[kind].version(row)
  return Object.fromEntries([...textOf[kind], ...(kind === 'action' ? ['zNieuw'] : [])].map((f) => [f, String(row[f] ?? fields[f] ?? '')]))
}
const personIn = (store: Store, kind: KindName, id: string): string | undefined => {
  if (kind === 'contact' || kind === 'contactDetails') return id
  const of = kind === 'consent' ? store.tables.consent.find(id)?.['contactId'] : undefined
  return typeof of === 'string' ? of : undefined
}

/** Work on rows at one laptop; every text that is different afterwards was typed there, by somebody who saw the one before. */
function work(w: World, laptop: SimLaptop, rows: readonly { readonly kind: Kind; readonly id: string }[], what: (store: Store) => void): boolean {
  const before = rows.map(({ kind, id }) => textsIn(laptop.store, kind, id))
  const gone = rows.map(({ kind, id }) => knows(laptop.store, kind) && laptop.store.tables[kind].find(id)?.['deleted'] === 1)
  if (!laptop.work(what)) return false
  rows.forEach(({ kind, id }, i) => {
    const person = personIn(laptop.store, kind, id)
    if (gone[i] && laptop.store.tables[kind].find(id)?.['deleted'] === 0) w.restored.add(`${kind} ${id}`)
    for (const [field, value] of Object.entries(textsIn(laptop.store, kind, id))) {
      const saw = before[i]![field]
      if (value === saw) continue
      w.note(`${laptop.person.name} wrote ${value} over ${saw} in ${kind} ${id}.${field}`)
      w.written.push({ by: w.laptops.indexOf(laptop), kind, id, field, value: kind === 'actionChange' ? String(JSON.parse(value)) : value, saw: saw === '' ? undefined : saw, order: ++w.count, person })
    }
  })
  return true
}

const role = (laptop: SimLaptop) => readConnection(laptop.store)?.account.role ?? laptop.person.role
/** Mostly what the app lets somebody do; now and then what a window that is behind still offered. */
const offered = (w: World, laptop: SimLaptop, kind: KindName): boolean => knows(laptop.store, kind) && (mayWrite(role(laptop), kind) || w.random.chance(0.1))
const gebiedenOf = (laptop: SimLaptop): string[] => readFeeds(laptop.store).map((f) => f.gebied).filter((g) => g !== MUNICIPALITY)
const change = (kind: KindName, id: string, gebied: string, fields: object): LocalChange => ({ kind, id, gebied, fields }) as unknown as LocalChange

function anyRow<K extends Kind>(w: World, laptop: SimLaptop, kind: K): { readonly id: string; readonly gebied: string } | undefined {
  const rows = knows(laptop.store, kind) ? laptop.store.rows(kind as 'action') : []
  return rows.length === 0 ? undefined : w.random.pick(rows)
}

function edit(w: World): void {
  const laptop = w.random.pick(w.laptops), kind = w.random.pick(editable)
  const row = anyRow(w, laptop, kind)
  if (!row || !offered(w, laptop, kind)) { create(w); return }
  const names = textOf[kind].filter((f) => w.random.chance(0.6) && Object.hasOwn(laptop.store.tables[kind].fields, f))
  const labelled = w.random.chance(0.3)
  const rows = [{ kind, id: row.id }], changes = [change(kind, row.id, row.gebied, Object.fromEntries(names.map((f) => [f, word(w)])))]
  if (kind === 'action' && knows(laptop.store, 'actionChange')) {
    const id = laptop.store.options.newId()
    rows.push({ kind: 'actionChange' as never, id })
    changes.push(change('actionChange', id, row.gebied, { actionId: row.id, field: 'title', before: null, after: word(w) }))
  }
  work(w, laptop, rows, (store) => {
    const { undo } = store.commit(changes, labelled && kind !== 'action' ? { label: 'Gewijzigd' } : {})
    if (undo) w.undo.set(laptop, [...(w.undo.get(laptop) ?? []), `${kind} ${row.id} ${undo}`])
  })
}

function create(w: World): void {
  const laptop = w.random.pick(w.laptops), kind = w.random.pick(editable)
  const own = gebiedenOf(laptop)
  const id = laptop.store.options.newId()
  if (!offered(w, laptop, kind)) return
  if (kind === 'houseStyle') { work(w, laptop, [{ kind, id: 'style' }], (s) => s.commit([change(kind, 'style', MUNICIPALITY, { footer: word(w) })])); return }
  if (kind === 'contactDetails' || kind === 'consent') {
    const contact = anyRow(w, laptop, 'contact')
    // Two laptops may begin the details of one contact without knowing of each other.
    const at = kind === 'consent' ? id : contact?.id
    if (contact && at !== undefined && !laptop.store.tables[kind].find(at)) work(w, laptop, [{ kind, id: at }], (s) => s.commit([change(kind, at, contact.gebied, kind === 'consent' ? { contactId: contact.id, withdrawnHow: word(w) } : { [w.random.pick(textOf.contactDetails)]: word(w) })]))
    return
  }
  const municipal = kinds[kind].scope === 'municipality'
  if (!municipal && own.length === 0) return
  work(w, laptop, [{ kind, id }], (s) => s.commit([change(kind, id, municipal ? MUNICIPALITY : w.random.pick(own), { [textOf[kind][0]]: word(w) })]))
}

function remove(w: World): void {
  const laptop = w.random.pick(w.laptops), kind = w.random.pick(['action', 'contact', 'meeting'] as const)
  const row = anyRow(w, laptop, kind)
  if (row && offered(w, laptop, kind) && work(w, laptop, [], (s) => s.commit([change(kind, row.id, row.gebied, { deleted: true })]))) w.removed.add(`${kind} ${row.id}`)
}

/** To another gebied; a contact takes details and consents along. */
function move(w: World): void {
  const laptop = w.random.pick(w.laptops), kind = w.random.pick(['action', 'contact', 'contact'] as const)
  const row = anyRow(w, laptop, kind), to = w.random.pick([...gebiedenOf(laptop), ''])
  if (!row || to === '' || to === row.gebied || !offered(w, laptop, kind)) return
  work(w, laptop, [], (s) => s.commit([
    change(kind, row.id, to, {}),
    ...(kind === 'contact' && s.read('contactDetails', row.id) ? [change('contactDetails', row.id, to, {})] : []),
    ...(kind === 'contact' ? s.rows('consent', 'contactId = ?', [row.id]).map((c) => change('consent', c.id, to, {})) : []),
  ]))
}

function undo(w: World): void {
  const laptop = w.random.pick(w.laptops)
  const token = w.undo.get(laptop)?.pop()
  if (token === undefined) return
  const [kind, id, name] = token.split(' ') as [Kind, string, string]
  if (laptop.store.undoable().some((u) => u.token === name)) work(w, laptop, [{ kind, id }], (s) => s.undo(name))
}

function resolve(w: World): void {
  const laptop = w.random.pick(w.laptops)
  const open = laptop.store.rows('conflict', 'resolved = 0').filter((c) => c.subjectKind in textOf && knows(laptop.store, c.subjectKind as Kind) && laptop.store.tables[c.subjectKind as Kind].find(c.subjectId))
  if (open.length === 0) return
  const c = w.random.pick(open)
  const context = { store: laptop.store, session: () => ({ userId: '' }) } as unknown as DataContext
  const keep = w.random.pick(['current', 'other'] as const)
  if (!work(w, laptop, [{ kind: c.subjectKind as Kind, id: c.subjectId }], () => laptop.app.resolveConflict(context, c.id, keep))) return
  // [R3] Who may not write the row cannot bring it to a restored server, nor the choice about it.
  if (w.counts['restores'] !== undefined && !mayWrite(role(laptop), c.subjectKind as Kind)) w.askable.add(c.id)
  w.chosen.add(c.id)
  w.note(`${laptop.person.name} chose ${keep} in question ${c.id} about ${c.subjectKind} ${c.subjectId}.${c.field}, where ${JSON.stringify(c.value)} had lost`)
}

function retry(w: World): void {
  const laptop = w.random.pick(w.laptops)
  const [item] = laptop.app.listRefused(laptop.store).filter((r) => r.kind in textOf && knows(laptop.store, r.kind as Kind))
  if (!item || !work(w, laptop, [{ kind: item.kind as Kind, id: item.rowId }], (s) => laptop.app.retryRefused(s, [item.id]))) return
  // Erasing somebody may be refused and tried again as well.
  if (item.kind === 'contact' && erasureTold(laptop.store, item.rowId) === 0) erased(w, laptop, item.rowId)
}

/** Somebody types or deletes a word in a note that others type in as well. */
function type(w: World): void {
  const { random } = w
  const laptop = random.pick(w.laptops), note = random.pick(NOTES)
  if (!offered(w, laptop, 'note') || !gebiedenOf(laptop).includes(note.gebied)) return
  const held = laptop.app.noteState(laptop.store, note.id), doc = new Y.Doc()
  doc.clientID = 1 + random.below(2 ** 31)
  if (held) Y.applyUpdateV2(doc, held.update)
  const before = Y.encodeStateVector(doc), text = doc.getText('t'), there = text.toString()
  const places = [0, ...[...there].flatMap((c, i) => (c === '>' ? [i + 1] : []))]
  const word = `<${++w.count}>`
  const at = random.pick([0, there.length, random.pick(places)])
  const gone = random.chance(0.1) ? there.slice(at).match(/^<\d+>/)?.[0] : undefined
  if (gone) text.delete(at, gone.length)
  text.insert(at, word)
  const update = Y.encodeStateAsUpdateV2(doc, before)
  if (!laptop.work((s) => laptop.app.appendNoteUpdate(s, { noteId: note.id, gebied: note.gebied, meetingId: null, agendaItemId: null, generation: held?.generation ?? 0, update }))) return
  w.note(`${laptop.person.name} typed ${word} in ${note.id}${gone ? ` and deleted ${gone}` : ''}`)
  w.typed.push({ note: note.id, text: word })
  if (gone) w.cut.add(gone)
}

/** Somebody erases a person, at their own laptop and perhaps without a connection. Who writes about them without knowing cannot bring them back. */
function erase(w: World): void {
  const laptop = w.random.pick(w.laptops), contact = anyRow(w, laptop, 'contact')
  if (!contact || !mayErase(role(laptop))) return
  const chosen = [...w.chosen].filter((id) => laptop.store.tables.conflict.find(id))
  if (!laptop.work((s) => s.transaction(() => laptop.app.erasePerson(s, contact.id, contact.gebied)))) return
  // A choice about the person goes with them, also when the server would not do the rest.
  for (const id of chosen) if (!laptop.store.tables.conflict.find(id)) w.chosen.delete(id)
  erased(w, laptop, contact.id)
}
function erased(w: World, laptop: SimLaptop, id: string): void {
  w.erased.add(id)
  w.wiped.add(`${w.laptops.indexOf(laptop)} ${id}`)
  w.note(`${laptop.person.name} erased ${id}`)
}

/** Somebody writes a note anew, as an erasure does that names somebody in it: a word of it never stood there, and older typing is refused from then on. */
function rewrite(w: World): void {
  const { random } = w
  const laptop = random.pick(w.laptops), note = random.pick(NOTES)
  const held = laptop.app.noteState(laptop.store, note.id)
  if (!held || !mayErase(role(laptop))) return
  const doc = new Y.Doc()
  doc.clientID = 1 + random.below(2 ** 31)
  Y.applyUpdateV2(doc, held.update)
  const text = doc.getText('t'), there = [...text.toString().matchAll(/<\d+>/g)]
  if (there.length === 0) return
  const gone = random.pick(there), word = `<${++w.count}>`
  text.delete(gone.index, gone[0].length)
  text.insert(gone.index, word)
  if (!laptop.work((s) => s.transaction(() => laptop.app.rewriteNote(s, note.id, Y.encodeStateAsUpdateV2(doc))))) return
  w.note(`${laptop.person.name} wrote ${note.id} anew, with ${word} instead of ${gone[0]}`)
  w.typed.push({ note: note.id, text: word })
  w.cut.add(gone[0])
}

/** A newer version of the app writes a field that nobody here knows. */
async function newerApp(w: World): Promise<void> {
  const actions = await w.server.look((tx) => tx.rowsOfKind('action')) ?? []
  if (actions.length === 0) return
  const { id, gebied, fields } = w.random.pick(actions).row
  const value = word(w), saw = fields['zNieuw']
  const answer = await w.server.adminPush([{ kind: 'action', id, gebied, stamp: makeStamp(w.timeline.now, w.count % 36 ** 3, 'beheer00'), fields: { zNieuw: value } }])
  // Without an answer it may have been done all the same: then it is not asked for, but what it wrote over isn't either.
  const applied = answer?.changes[0]?.status === 'applied'
  if (applied || !answer) w.written.push({ by: -1, kind: 'action', id, field: 'zNieuw', value: applied ? value : '', saw: typeof saw === 'string' ? saw : undefined, order: ++w.count, person: undefined })
}

/** Somebody adds a photo; now and then one that is there already. */
function photo(w: World): void {
  const laptop = w.random.pick(w.laptops), own = gebiedenOf(laptop), by = w.laptops.indexOf(laptop)
  if (own.length === 0) return
  const again = w.photos.size > 0 && w.random.chance(0.2) ? w.random.pick([...w.photos.values()]) : undefined
  const bytes = again?.bytes ?? Buffer.from(w.random.bytes(20 + w.random.below(180)))
  const id = laptop.store.options.newId(), gebied = w.random.pick(own)
  let hash = ''
  const added = laptop.work((s) => {
    hash = s.bytes.keep(bytes)
    laptop.letGo.delete(hash)
    s.commit([change('attachment', id, gebied, { subjectId: 'a', name: 'foto.jpg', byteSize: bytes.length, sha256: hash, addedAt: new Date(w.timeline.now).toISOString() })])
  })
  if (!added) return
  w.photos.set(hash, { bytes, by: new Set([...(w.photos.get(hash)?.by ?? []), by]) })
  w.note(`${laptop.person.name} added photo ${id} of ${gebied}: ${hash.slice(0, 8)}`)
}

/** One is removed, put back, or goes to another gebied with what it belongs to. */
function photoGoes(w: World): void {
  const laptop = w.random.pick(w.laptops)
  const rows = laptop.store.db.prepare('SELECT id, gebied, sha256, deleted FROM attachment ORDER BY id').all() as { id: string; gebied: string; sha256: string; deleted: number }[]
  if (rows.length === 0) return
  const { id, gebied, sha256, deleted } = w.random.pick(rows), to = w.random.pick(gebiedenOf(laptop).concat(gebied))
  laptop.work((s) => s.commit([deleted === 0 && w.random.chance(0.3) ? change('attachment', id, to, {}) : change('attachment', id, gebied, { deleted: deleted === 0 })]))
  if (deleted === 0) w.putAway.add(sha256)
}

export const deeds = { edit, create, remove, move, undo, resolve, retry, type, erase, rewrite, newerApp, photo, photoGoes }
