import type { Editor } from '@tiptap/core'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'
import type { Result } from '#core/contract/command.ts'
import type { Chip } from '#core/contract/notes.ts'
import type { Desktop } from '../../desktop.ts'

type Ref = Pick<Chip, 'kind' | 'id'>
const said: Record<Ref['kind'], string> = { action: 'De actie', decision: 'Het besluit', signal: 'Het signaal' }

/**
 * The rows that were made from lines of this note since it was opened. Ctrl+Z that takes the chip back also takes away
 * its row, and Ctrl+Y brings both back. A chip that is deleted in another way leaves its row: somebody may work on it.
 */
export interface MadeRows {
  /** Puts a chip in the text as one step of Ctrl+Z; `put` changes the document. */
  add(editor: Editor, ref: Ref, put: () => void): void
}

export function makeMadeRows(desktop: Pick<Desktop, 'data'>, tell: { readonly failure: (message: string) => void; readonly done: (message: string) => void }): MadeRows {
  /** By row; the value is how to bring back what was taken away, null while the row is there. */
  const rows = new Map<Ref, string | null>()
  const followed = new WeakSet<Editor>()
  // One at a time, so that quick Ctrl+Z and Ctrl+Y end in the order in which they were pressed.
  let last: Promise<void> = Promise.resolve()

  async function takeAway(ref: Ref): Promise<void> {
    const ids = { ids: [ref.id] }
    const answer: Result<{ readonly undo: string | null }> = ref.kind === 'decision' ? await desktop.data['decisions.delete'](ids) : ref.kind === 'signal' ? await desktop.data['signals.delete'](ids) : await desktop.data['actions.delete'](ids)
    if (!answer.ok) return tell.failure(answer.error.message)
    rows.set(ref, answer.value.undo)
    tell.done(`${said[ref.kind]} is weer een gewone regel`)
  }
  async function bringBack(ref: Ref, token: string): Promise<void> {
    const answer = await desktop.data['undo.run']({ token })
    if (!answer.ok) return tell.failure(answer.error.message)
    rows.set(ref, null)
  }
  function compare(editor: Editor): void {
    const there = new Set<string>()
    editor.state.doc.descendants((node) => { if (node.type.name === 'chip') there.add(String(node.attrs['id'])) })
    for (const ref of rows.keys()) {
      last = last.then(() => {
        const token = rows.get(ref)
        if (token === null && !there.has(ref.id)) return takeAway(ref)
        return typeof token === 'string' && there.has(ref.id) ? bringBack(ref, token) : undefined
      })
    }
  }

  return {
    add(editor, ref, put) {
      const { undoManager } = yUndoPluginKey.getState(editor.state) as { readonly undoManager: UndoManager }
      if (!followed.has(editor)) {
        followed.add(editor)
        // Only Ctrl+Z and Ctrl+Y pop a step; the editor has drawn the text by the next turn.
        undoManager.on('stack-item-popped', () => void setTimeout(() => { if (!editor.isDestroyed) compare(editor) }))
      }
      rows.set({ kind: ref.kind, id: ref.id }, null)
      undoManager.stopCapturing()
      put()
      undoManager.stopCapturing()
    },
  }
}
