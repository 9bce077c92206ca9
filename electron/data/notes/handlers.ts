import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { noteCommands, NoteNames, NoteWhere } from '#core/contract/notes.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import type { DataContext } from '../context.ts'
import { appendNoteUpdate, noteState } from './bodies.ts'
import { chipOf } from './chips.ts'
import { noteIndexer } from './words.ts'

/** Commands of the note editor, and of decisions. */
export function noteHandlers(context: DataContext): Handlers<typeof noteCommands> {
  const { store } = context
  const indexer = noteIndexer(store)
  // Words of what was typed just before the last run ended.
  indexer.now()
  const mayEdit = () => mayWrite(context.session().role, 'note')
  return {
    'notes.open': ({ noteId }) => {
      if (!mayReceive(context.session().role, 'note')) throw new CommandFailure('NotAllowed', 'U mag de notities van dit gebied niet lezen. De gebiedsregisseur kan u vertellen wat er is besproken.')
      const state = noteState(store, noteId)
      return { update: state ? toBase64(state.update) : '', generation: state?.generation ?? 0, editable: mayEdit() }
    },
    'notes.append': ({ update, ...note }) => {
      if (!mayEdit()) throw new CommandFailure('NotAllowed', 'U mag deze notitie lezen, maar niet wijzigen. De gebiedsregisseur kan dat wel.')
      appendNoteUpdate(store, { ...note, update: fromBase64(update) })
      indexer.soon()
      return null
    },
    'notes.where': ({ noteId }) => where(context, noteId),
    'notes.chips': ({ refs }) => refs.map((ref) => chipOf(store, ref)),
    'notes.names': ({ gebied }) => names(context, gebied),
    'notes.theme': ({ name }) => theme(context, name),
    'notes.mentioning': ({ kind, id }) =>
      store.rows('note', 'id IN (SELECT noteId FROM noteLink WHERE kind = ? AND id = ?)', [kind, id], 'rowid DESC').map((n) => ({ noteId: n.id, meetingId: n.meetingId, agendaItemId: n.agendaItemId })),
    ...decisionHandlers(context),
  }
}

function decisionHandlers(context: DataContext): Pick<Handlers<typeof noteCommands>, 'decisions.create' | 'decisions.update' | 'decisions.delete'> {
  const { store } = context
  const allowed = () => { if (!mayWrite(context.session().role, 'decision')) throw new CommandFailure('NotAllowed', 'U mag besluiten lezen, maar niet wijzigen. De gebiedsregisseur kan dat wel.') }
  const held = (id: string) => {
    const decision = store.read('decision', id)
    if (!decision) throw new CommandFailure('Gone', 'Dit besluit is intussen verwijderd.')
    return decision
  }
  return {
    'decisions.create': ({ gebied, ...fields }) => {
      allowed()
      const id = context.newId()
      const { undo } = store.commit([{ kind: 'decision', id, gebied, fields: { ...fields, decidedOn: today(context) } }], { label: 'Besluit toegevoegd' })
      return { id, undo }
    },
    'decisions.update': ({ id, text }) => {
      allowed()
      return store.commit([{ kind: 'decision', id, gebied: held(id).gebied, fields: { text } }], { label: 'Besluit gewijzigd' })
    },
    'decisions.delete': ({ ids }) => {
      allowed()
      return store.commit(ids.map((id) => ({ kind: 'decision' as const, id, gebied: held(id).gebied, fields: { deleted: true } })), { label: ids.length === 1 ? 'Besluit verwijderd' : `${ids.length} besluiten verwijderd` })
    },
  }
}

function where({ store }: DataContext, noteId: string): NoteWhere {
  const item = store.read('agendaItem', noteId)
  const meeting = store.read('meeting', item?.meetingId ?? noteId)
  const row = item ?? meeting
  if (!row) throw new CommandFailure('Gone', 'Deze notitie hoort bij een agendapunt of bijeenkomst die er niet meer is.')
  return { gebied: row.gebied, meetingId: meeting?.id ?? null, agendaItemId: item?.id ?? null, meetingTitle: meeting?.title ?? '', itemTitle: item?.title ?? '' }
}

const localDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' })
const today = (context: DataContext): string => localDay.format(context.now())

function names(context: DataContext, gebied: string): NoteNames {
  const { store } = context
  const members = store.rows('teamMember', '1', [], '"name" COLLATE NOCASE')
  const here = (ids: readonly string[]) => (ids.includes(gebied) ? 0 : 1)
  return {
    // People of this gebied first.
    members: members.sort((a, b) => here(a.gebiedIds) - here(b.gebiedIds)).map(({ id, name }) => ({ id, name })),
    themes: store.rows('theme', '1', [], '"name" COLLATE NOCASE').map(({ id, name }) => ({ id, name })),
    today: today(context),
  }
}

function theme({ store, newId, session }: DataContext, name: string): { id: string; name: string } {
  const there = store.rows('theme').find((t) => t.name.localeCompare(name, 'nl', { sensitivity: 'base' }) === 0)
  if (there) return { id: there.id, name: there.name }
  if (!mayWrite(session().role, 'theme')) throw new CommandFailure('NotAllowed', "U mag geen nieuwe thema's maken.")
  const id = newId()
  store.commit([{ kind: 'theme', id, gebied: MUNICIPALITY, fields: { name } }])
  return { id, name }
}
