import * as Y from 'yjs'
import type { z } from 'zod'
import { mayWrite } from '#core/model/may.ts'
import { compactNote } from '#core/notes/document.ts'
import type { noteUpdateSchema, Receipt } from '#core/sync/wire.ts'
import type { StoredNote } from '../store/contract.ts'
import { inScope, refused, type PushRun } from './run.ts'

type NoteUpdate = z.infer<typeof noteUpdateSchema>
/** So many updates are kept apart, so that most laptops fetch only what is new; then they become one document. */
const COMPACT_AT = 50

/** [N1] Adds an update to a note. [N2] One of an older generation is refused: the note was rewritten because somebody was erased from it. */
export async function acceptNote(run: PushRun, sent: NoteUpdate): Promise<Receipt> {
  if (run.erased.has(`note ${sent.id}`)) return { status: 'erased' }
  if (!mayWrite(run.scope.account.role, 'note')) return refused('noAccess', 'Met uw rol kunt u deze notitie niet wijzigen')
  if (run.elsewhere.has(`note ${sent.id}`)) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  const head = await run.tx.noteHead(sent.id)
  const row = (await run.tx.rows([{ kind: 'note', id: sent.id }])).get(`note ${sent.id}`)
  const gebied = row?.row.gebied ?? head?.gebied ?? sent.gebied
  if (!inScope(run.scope, gebied) || !inScope(run.scope, sent.gebied)) return refused('noAccess', 'U hoort niet (meer) bij dit gebied')
  if (head && sent.generation < head.generation) return refused('oldGeneration', 'Deze notitie is intussen opnieuw opgeslagen zonder de gegevens van iemand die verwijderd is')
  const update = Buffer.from(sent.update, 'base64')
  if (!readable(update)) return refused('invalid', 'Deze notitie kan niet gelezen worden')
  run.news.add(gebied)
  if (head && sent.generation > head.generation) {
    // It came forth from the older one: what its writer took out stays out, and what they had not fetched of others goes on in it.
    await run.tx.replaceNote(sent.id, gebied, sent.generation, compactNote([update, ...bodyOf(await run.tx.notes([sent.id]), sent.id)]), 'newGeneration')
    return { status: 'applied' }
  }
  await run.tx.appendNote(sent.id, gebied, sent.generation, update)
  if (head && head.waiting + 1 >= COMPACT_AT) await compact(run, sent.id)
  return { status: 'applied' }
}

/** Throws nothing: bytes from outside that are no Yjs update are an expected failure. */
function readable(update: Uint8Array): boolean {
  try {
    Y.decodeUpdateV2(update)
    Y.applyUpdateV2(new Y.Doc(), update)
    return true
  } catch {
    return false
  }
}

async function compact(run: PushRun, id: string): Promise<void> {
  const notes = await run.tx.notes([id]), note = notes.get(id)
  if (note) await run.tx.replaceNote(id, note.gebied, note.generation, compactNote(bodyOf(notes, id)), 'compacted')
}

/** All that the server has of the text of a note. */
function bodyOf(notes: ReadonlyMap<string, StoredNote>, id: string): readonly Uint8Array[] {
  const note = notes.get(id)
  return note ? [...(note.state ? [note.state] : []), ...note.updates.map((u) => u.update)] : []
}
