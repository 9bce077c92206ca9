import * as Y from 'yjs'
import type { SyncState } from '#core/contract/events.ts'
import type { Role } from '#core/model/access.ts'
import { noteDoc, noteFragment } from '#core/notes/document.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { appendNoteUpdate, noteState } from '../../electron/data/notes/bodies.ts'
import { SyncEngine } from '../../electron/data/sync/engine.ts'
import type { Patience } from '../../electron/data/sync/patience.ts'
import type { Store, StoreOptions } from '../../electron/data/store/store.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import { G1, type TestServer } from './server.ts'
import { testStore } from './store.ts'

/** A laptop of a new account with the real engine, which talks to the server by itself. */
export interface EngineLaptop {
  readonly name: string
  readonly password: string
  readonly store: Store
  readonly engine: SyncEngine
  readonly states: SyncState[]
  /** What the engine did not expect. */
  readonly log: string[]
  /** Types a word at the end of a note. */
  type(noteId: string, word: string): void
  close(): void
}

export async function engineLaptop(server: TestServer, { name, role = 'regisseur', patience, ...options }: { name: string; role?: Role; patience?: Patience } & Partial<StoreOptions>): Promise<EngineLaptop> {
  const password = 'lang genoeg 1'
  await addAccount(server.deps, { name, role, gebieden: [G1], password })
  const states: SyncState[] = [], log: string[] = []
  const { store } = testStore({ migrations, nowMs: Date.now, onChanged: (c) => { if (c.origin !== 'remote') engine.edited() }, ...options })
  const engine = new SyncEngine({ store, nowMs: Date.now, deviceName: 'laptop', emitState: (s) => states.push(s), emitNotes: () => undefined, onAccount: () => undefined, log: (l) => log.push(l), ...(patience ? { patience } : {}) })
  return {
    name, password, store, engine, states, log,
    type: (noteId, word) => { typeInNote(store, noteId, G1, word); engine.edited() },
    close: () => { engine.close(); store.close() },
  }
}

/** Types at the end of a note as an editor does that opened it just now. */
export function typeInNote(store: Store, noteId: string, gebied: string, word: string): void {
  const held = noteState(store, noteId)
  const doc = noteDoc(held ? [held.update] : [])
  const before = Y.encodeStateVector(doc)
  const fragment = noteFragment(doc)
  doc.transact(() => {
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText(word)])
    fragment.insert(fragment.length, [line])
  })
  appendNoteUpdate(store, { noteId, gebied, meetingId: null, agendaItemId: null, generation: held?.generation ?? 0, update: Y.encodeStateAsUpdateV2(doc, before) })
  doc.destroy()
}
