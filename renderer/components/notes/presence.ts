import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import { ref, type Ref } from 'vue'
import { Awareness } from 'y-protocols/awareness'
import { createRelativePositionFromJSON, decodeRelativePosition, encodeRelativePosition, relativePositionToJSON, type Doc, type RelativePosition } from 'yjs'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import type { Cursor } from '#core/sync/wire.ts'
import type { Desktop } from '../../desktop.ts'
import { gebiedColor } from '../common/gebiedColors.ts'
import { named, type NamedPerson } from './people.ts'

/** A cursor that moves is told at most this often. */
const EVERY_MS = 120

interface CursorState { readonly anchor: RelativePosition; readonly head: RelativePosition }

/** Who else is in this note, and where; says where this window is until it is closed. */
export interface NotePresence {
  readonly people: Readonly<Ref<readonly NamedPerson[]>>
  /** Draws the cursors of others in the text. */
  readonly extension: Extension
  close(): void
}

export function openPresence(desktop: Pick<Desktop, 'data' | 'on'>, doc: Doc, { noteId, gebied }: { readonly noteId: string; readonly gebied: string }): NotePresence {
  const awareness = new Awareness(doc)
  const people = ref<readonly NamedPerson[]>([])
  /** Yjs knows others by number; ours are no documents, so they count down. */
  const numbers = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined, told = 0

  const say = (): void => {
    clearTimeout(timer)
    timer = undefined
    told = performance.now()
    void desktop.data['sync.here']({ here: { gebied, note: noteId, cursor: cursorOf(awareness.getLocalState()?.['cursor'] as CursorState | null | undefined) }, left: false })
  }
  const onLocal = (_change: unknown, origin: unknown): void => { if (origin === 'local') timer ??= setTimeout(say, Math.max(0, told + EVERY_MS - performance.now())) }
  awareness.on('change', onLocal)
  const off = desktop.on('notePeople', (news) => {
    if (news.noteId !== noteId) return
    people.value = named(news.people)
    show(awareness, people.value, numbers)
  })
  say()

  return {
    people,
    extension: Extension.create({ name: 'notePeople', addProseMirrorPlugins: () => [yCursorPlugin(awareness, { cursorBuilder: caret, selectionBuilder: selection })] }),
    close() {
      off()
      clearTimeout(timer)
      awareness.off('change', onLocal)
      awareness.destroy()
      void desktop.data['sync.here']({ here: { gebied, note: noteId, cursor: null }, left: true })
    },
  }
}

function show(awareness: Awareness, people: readonly NamedPerson[], numbers: Map<string, number>): void {
  for (const [id, number] of numbers) if (!people.some((p) => p.id === id)) { awareness.states.delete(number); numbers.delete(id) }
  for (const person of people) {
    const number = numbers.get(person.id) ?? -1 - Math.max(0, ...[...numbers.values()].map((n) => -n))
    numbers.set(person.id, number)
    awareness.states.set(number, { user: { name: person.name, color: gebiedColor(person.color).light, tone: person.color }, cursor: person.cursor && stateOf(person.cursor) })
  }
  awareness.emit('change', [{ added: [], updated: [...numbers.values()], removed: [] }, 'others'])
}

const cursorOf = (state: CursorState | null | undefined): Cursor | null => (state ? { anchor: encoded(state.anchor), head: encoded(state.head) } : null)
const encoded = (at: RelativePosition): string => toBase64(encodeRelativePosition(createRelativePositionFromJSON(at)))

/** Null for bytes that are no position: they came from somebody else's laptop. */
function stateOf({ anchor, head }: Cursor): { readonly anchor: unknown; readonly head: unknown } | null {
  try {
    const [a, h] = [anchor, head].map((end) => relativePositionToJSON(decodeRelativePosition(fromBase64(end))) as unknown)
    return { anchor: a, head: h }
  } catch {
    return null
  }
}

const colors = (tone: number): string => `--who-light: ${gebiedColor(tone).light}; --who-dark: ${gebiedColor(tone).dark}`

/** The name is drawn by CSS, so that it is no part of the text: not when it is read, copied or searched. */
function caret({ name, tone }: { readonly name: string; readonly tone: number }): HTMLElement {
  const element = document.createElement('span')
  element.className = 'note-caret'
  element.dataset['name'] = name
  element.setAttribute('style', colors(tone))
  element.setAttribute('aria-hidden', 'true')
  return element
}
const selection = ({ tone }: { readonly tone: number }) => ({ class: 'note-selection', style: colors(tone) })
