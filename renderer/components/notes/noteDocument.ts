import * as Y from 'yjs'
import { computed, nextTick, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import { bringsUnknown } from '#core/notes/guard.ts'
import { MAX_NOTE_BYTES } from '#core/notes/limits.ts'
import { readDoc } from '#core/notes/document.ts'
import { isKnown, type NoteNode } from '#core/notes/schema.ts'
import type { Desktop } from '../../desktop.ts'

export interface NotePlace {
  readonly noteId: string
  readonly gebied: string
  readonly meetingId: string | null
  readonly agendaItemId: string | null
}

/**
 * - `loading`, `loadFailed`: nothing can be typed, nothing is ever stored
 * - `newer`: holds parts this version does not know, shown but not editable
 * - `saved`, `saving`, `retrying`: typing works; `retrying` tells why and goes on trying
 * - `stopped`: typing can no longer be kept here (rewritten elsewhere, no right any more); the text stays on screen
 */
export type NotePhase = 'loading' | 'loadFailed' | 'newer' | 'saved' | 'saving' | 'retrying' | 'stopped'

export interface NoteDocument {
  readonly doc: Y.Doc
  readonly phase: Readonly<Ref<NotePhase>>
  /** Dutch; '' when there is nothing to tell. */
  readonly message: Readonly<Ref<string>>
  readonly editable: ComputedRef<boolean>
  /** The parts, only for phase `newer`. */
  readonly nodes: Readonly<ShallowRef<readonly NoteNode[]>>
  /** Whether so many more bytes of text fit in. */
  hasRoomFor(bytes: number): boolean
  /** Whether a colleague has the note open too, and waits for every word. */
  setTogether(together: boolean): void
  /** Reads the note; again after `loadFailed`. */
  load(): Promise<void>
  /** Sends what waits now. The message to the data process leaves before this returns. */
  flush(): Promise<void>
  /** Sends what waits and stops listening. */
  close(): void
}

/** Typing goes to disk in batches; while somebody reads along, in smaller ones. */
const BATCH_MS = 250, BATCH_TOGETHER_MS = 80
/** So little always fits; measuring the note takes a moment. */
const SMALL_BYTES = 50_000
const RETRY_MS = [500, 1000, 2000, 5000]
/** Marks changes that came from disk or from elsewhere: they are not sent back. */
const FROM_OUTSIDE = Symbol('from outside')
/** Trying again cannot help with these. */
const FINAL = new Set(['NoteFull', 'OldGeneration', 'NotAllowed', 'Invalid', 'InvalidInput'])

const UPDATE_FIRST = 'U kunt de notitie hier lezen. Werk Gebiedsboek bij om verder te schrijven.'

/** One opened note: reads it, keeps typing on disk in small batches, and takes in what others type. */
export function openNoteDocument(desktop: Pick<Desktop, 'data' | 'on'>, place: NotePlace): NoteDocument {
  const doc = new Y.Doc({ gc: true })
  const phase = ref<NotePhase>('loading'), message = ref(''), mayEdit = ref(false)
  const nodes = shallowRef<readonly NoteNode[]>([])
  let generation = 0
  let waiting: Uint8Array[] = []
  let early: Uint8Array[] | undefined = []
  let sending: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false
  let batchMs = BATCH_MS

  const apply = (update: Uint8Array): void => Y.applyUpdateV2(doc, update, FROM_OUTSIDE)
  const isWriting = (): boolean => ['saved', 'saving', 'retrying'].includes(phase.value)
  const stop = (text: string): void => { phase.value = 'stopped'; message.value = text; waiting = [] }

  async function load(): Promise<void> {
    phase.value = 'loading'
    message.value = ''
    const answer = await desktop.data['notes.open']({ noteId: place.noteId })
    if (closed) return
    if (!answer.ok) { phase.value = 'loadFailed'; message.value = answer.error.message; return }
    generation = answer.value.generation
    if (answer.value.update !== '') apply(fromBase64(answer.value.update))
    early?.forEach(apply)
    early = undefined
    const parts = readDoc(doc)
    if (!isKnown(parts)) {
      nodes.value = parts
      phase.value = 'newer'
      message.value = `Deze notitie is gemaakt met een nieuwere versie van Gebiedsboek. ${UPDATE_FIRST}`
      return
    }
    mayEdit.value = answer.value.editable
    phase.value = 'saved'
  }

  function schedule(delay: number): void { timer ??= setTimeout(() => { timer = undefined; void flush() }, delay) }

  doc.on('updateV2', (update: Uint8Array, origin: unknown) => {
    if (origin === FROM_OUTSIDE || phase.value === 'loading' || phase.value === 'loadFailed' || phase.value === 'newer' || phase.value === 'stopped') return
    waiting.push(update)
    if (phase.value === 'saved') phase.value = 'saving'
    schedule(batchMs)
  })

  async function send(): Promise<void> {
    const batch = waiting
    waiting = []
    const update = batch.length === 1 ? batch[0]! : Y.mergeUpdatesV2(batch)
    const answer = await desktop.data['notes.append']({ ...place, generation, update: toBase64(update) })
    if (answer.ok) {
      failures = 0
      if (!isWriting()) return
      message.value = ''
      phase.value = waiting.length > 0 ? 'saving' : 'saved'
      return
    }
    if (FINAL.has(answer.error.type)) { stop(answer.error.message); return }
    waiting = [update, ...waiting]
    if (isWriting()) {
      phase.value = 'retrying'
      message.value = `${answer.error.message} U kunt doortypen; Gebiedsboek probeert het opnieuw.`
    }
    schedule(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]!)
  }

  /** A colleague put something in the note that this version does not know. What was typed here is kept; the editor goes before it sees that part. */
  async function becomeNewer(update: Uint8Array): Promise<void> {
    if (phase.value !== 'newer') {
      void flush()
      phase.value = 'newer'
      message.value = `Een collega met een nieuwere versie van Gebiedsboek zette hier iets in dat deze versie niet kent. Wat u schreef, is bewaard. ${UPDATE_FIRST}`
    }
    await nextTick()
    if (closed) return
    apply(update)
    nodes.value = readDoc(doc)
  }

  async function flush(): Promise<void> {
    if (timer !== undefined) { clearTimeout(timer); timer = undefined }
    // One at a time, so that what is on disk is always a beginning of what was typed.
    while (sending) await sending
    if (waiting.length === 0) return
    sending = send().finally(() => { sending = undefined })
    await sending
  }

  const off = desktop.on('noteUpdate', ({ id, update, generation: theirs }) => {
    if (id !== place.noteId || phase.value === 'loadFailed') return
    const bytes = fromBase64(update)
    if (early) { early.push(bytes); return }
    // A newer generation came forth from this one: typing goes on in it.
    if (theirs < generation) return
    generation = theirs
    if (phase.value === 'newer' || bringsUnknown(bytes)) void becomeNewer(bytes)
    else apply(bytes)
  })

  return {
    doc, phase, message, nodes, load, flush,
    hasRoomFor: (bytes) => bytes < SMALL_BYTES || Y.encodeStateAsUpdateV2(doc).length + bytes <= MAX_NOTE_BYTES,
    setTogether: (together) => { batchMs = together ? BATCH_TOGETHER_MS : BATCH_MS },
    editable: computed(() => mayEdit.value && isWriting()),
    close() {
      off()
      void flush().finally(() => { closed = true; doc.destroy() })
    },
  }
}
