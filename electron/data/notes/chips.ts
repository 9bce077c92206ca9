import type { Chip } from '#core/contract/notes.ts'
import { noteHtml, type ResolvedRef } from '#core/notes/html.ts'
import type { NoteRef } from '#core/notes/schema.ts'
import { stateLooks } from '#core/actions/states.ts'
import { dutchDay } from '#core/text/days.ts'
import type { Store } from '../store/store.ts'
import { noteState } from './bodies.ts'

const none = { state: null, ownerId: null, ownerName: '', dueOn: null, terugkoppelingOn: null, promise: false } as const

/** A row behind a line of a note, as it is now. */
export function chipOf(store: Store, { kind, id }: Pick<Chip, 'kind' | 'id'>): Chip {
  if (kind === 'decision') {
    const decision = store.read('decision', id)
    return { ...none, kind, id, gone: !decision, title: decision?.text ?? '' }
  }
  if (kind === 'signal') {
    const signal = store.read('signal', id)
    return { ...none, kind, id, gone: !signal, title: signal?.text.replace(/\s+/gu, ' ').trim() ?? '' }
  }
  const action = store.read('action', id)
  if (!action) return { ...none, kind, id, gone: true, title: '' }
  const { title, state, ownerId, dueOn, terugkoppelingOn, promise } = action
  return { kind, id, gone: false, title, state, ownerId, ownerName: (ownerId === null ? undefined : store.read('teamMember', ownerId)?.name) ?? '', dueOn, terugkoppelingOn, promise }
}

/** For `noteHtml`: what the minutes say about a row that a note points at. */
export const resolveRef = (store: Store) => (ref: NoteRef): ResolvedRef | undefined => {
  if (ref.kind !== 'action' && ref.kind !== 'decision' && ref.kind !== 'signal') return undefined
  const chip = chipOf(store, { kind: ref.kind, id: ref.id })
  if (chip.gone) return undefined
  const detail = [chip.ownerName, chip.dueOn ? `uiterlijk ${dutchDay(chip.dueOn)}` : '', chip.state ? stateLooks[chip.state].name.toLowerCase() : ''].filter((part) => part !== '').join(', ')
  return detail === '' ? { title: chip.title } : { title: chip.title, detail }
}

/** The body of a note as safe HTML for the minutes; '' when there is none. */
export const noteHtmlFrom = (store: Store) => (noteId: string): string => {
  const state = noteState(store, noteId)
  return state ? noteHtml(state.update, resolveRef(store), 4) : ''
}
