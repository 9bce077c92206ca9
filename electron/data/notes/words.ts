import { readNote } from '#core/notes/document.ts'
import { noteRefs, textOf } from '#core/notes/text.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { diskFailure } from '../store/disk-failure.ts'
import type { Store } from '../store/store.ts'
import { noteState } from './bodies.ts'

/** Puts the words and the links of notes that changed into the index. A note whose row has not arrived yet stays for next time. */
export function indexUnreadNotes(store: Store): void {
  const waiting = store.db.prepare('SELECT noteId FROM noteBody WHERE unread = 1').pluck().all() as string[]
  for (const noteId of waiting) store.transaction(() => indexNote(store, noteId))
}

function indexNote(store: Store, noteId: string): void {
  const note = store.read('note', noteId)
  const state = noteState(store, noteId)
  if (!note || !state) return
  const nodes = readNote([state.update])
  store.setNoteText(noteId, titleOf(store, note.agendaItemId, note.meetingId), textOf(nodes))
  store.db.prepare('DELETE FROM noteLink WHERE noteId = ?').run(noteId)
  const link = store.db.prepare('INSERT INTO noteLink (noteId, kind, id) VALUES (?, ?, ?)')
  for (const { kind, id } of noteRefs(nodes)) link.run(noteId, kind, id)
  store.db.prepare('UPDATE noteBody SET unread = 0 WHERE noteId = ?').run(noteId)
}

const titleOf = (store: Store, agendaItemId: string | null, meetingId: string | null): string =>
  (agendaItemId === null ? undefined : store.read('agendaItem', agendaItemId)?.title) ?? (meetingId === null ? undefined : store.read('meeting', meetingId)?.title) ?? ''

/** The same where nobody waits for it. A full or damaged disk must not stop typing or opening: the mark is on disk, and the next time tries again. */
export function indexWhatCan(store: Store): void {
  try {
    indexUnreadNotes(store)
  } catch (error) {
    if (!(diskFailure(error) instanceof CommandFailure)) throw error
  }
}

export interface NoteIndexer {
  /** Typing came in: its words follow shortly. */
  readonly soon: () => void
  readonly now: () => void
}

const RETRY_MS = 10_000

/** Reads words at most twice a second, and of a large note less often: it takes at most a tenth of the time. What was typed just before a crash is read at the next start: the mark is on disk. */
export function noteIndexer(store: Store, delayMs = 500): NoteIndexer {
  let timer: ReturnType<typeof setTimeout> | undefined
  let took = 0
  const wait = (ms: number): void => { timer ??= setTimeout(now, ms).unref() }
  const now = (): void => {
    clearTimeout(timer)
    timer = undefined
    try {
      const begin = performance.now()
      if (store.db.open) indexUnreadNotes(store)
      took = performance.now() - begin
    } catch (error) {
      // A full disk: searching can wait, writing must go on.
      if (!(diskFailure(error) instanceof CommandFailure)) throw error
      wait(RETRY_MS)
    }
  }
  return { soon: () => wait(Math.max(delayMs, took * 10)), now }
}
