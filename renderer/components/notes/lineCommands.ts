import type { Editor } from '@tiptap/core'
import type { Node as PmNode } from '@tiptap/pm/model'
import { TextSelection, type Transaction } from '@tiptap/pm/state'
import { readActionLine, type LineMember } from '#core/notes/action-line.ts'
import type { ChipKind } from '#core/notes/schema.ts'
import type { Desktop } from '../../desktop.ts'
import type { ChipBook } from './chipBook.ts'
import type { MadeRows } from './madeRows.ts'
import type { NotePlace } from './noteDocument.ts'

export const lineKinds = ['actie', 'besluit', 'belofte', 'signaal'] as const
/** What a line can become. A belofte is an action promised to residents. */
export type LineKind = (typeof lineKinds)[number]

export interface LineTools {
  readonly desktop: Pick<Desktop, 'data'>
  readonly place: NotePlace
  readonly members: () => readonly LineMember[]
  readonly today: () => string
  readonly book: ChipBook
  readonly made: MadeRows
  readonly sayFailure: (message: string) => void
}

const command = new RegExp(`^/(${lineKinds.join('|')})(?:\\s+|$)`, 'i')
/** '/actie Lampen nakijken' as its kind; undefined for an ordinary line. */
export const lineCommandOf = (text: string): LineKind | undefined => command.exec(text.trimStart())?.[1]?.toLowerCase() as LineKind | undefined

const chipKindOf: Record<LineKind, ChipKind> = { actie: 'action', belofte: 'action', besluit: 'decision', signaal: 'signal' }

interface Line { readonly pos: number; readonly node: PmNode; readonly text: string; readonly themeIds: readonly string[] }

/** The line with the cursor; undefined where there is no text line (a chip, a table border). */
function currentLine(editor: Editor): Line | undefined {
  const { $from } = editor.state.selection
  const node = $from.parent
  if (!node.isTextblock || $from.depth === 0) return undefined
  const themeIds: string[] = []
  node.descendants((part) => { if (part.type.name === 'mention' && part.attrs['kind'] === 'theme') themeIds.push(String(part.attrs['id'])) })
  const text = node.textBetween(0, node.content.size, ' ', (leaf) => (leaf.type.name === 'mention' ? `${leaf.attrs['kind'] === 'theme' ? '' : '@'}${String(leaf.attrs['label'] ?? '')}` : ' '))
  return { pos: $from.before(), node, text, themeIds }
}

/** Enter on a line that begins with '/actie' and such. Answers whether there was something to do. */
export function enterOnLine(editor: Editor, tools: LineTools): boolean {
  const line = currentLine(editor)
  const kind = line && lineCommandOf(line.text)
  if (!line || !kind || line.text.replace(command, '').trim() === '') return false
  void turnLine(editor, kind, tools)
  return true
}

/** Turns the line with the cursor into an action, a decision or a signal; an empty line begins with the word and waits for its text. */
export function lineOrBegin(editor: Editor, kind: LineKind, tools: LineTools): void {
  const line = currentLine(editor)
  if (!line) return
  const said = line.text.trimStart().replace(command, '').trim()
  if (said === '') editor.chain().focus().command(({ tr }) => { tr.insertText(`/${kind} `, line.pos + 1, line.pos + line.node.nodeSize - 1); return true }).run()
  else void turnLine(editor, kind, tools)
}

/**
 * Makes the row, then puts its chip in place of the line. The cursor goes to the next line at once: nobody waits for the disk.
 * The line stays as it was typed until the row is there, so that a failure or a crash loses nothing.
 */
export async function turnLine(editor: Editor, kind: LineKind, tools: LineTools): Promise<void> {
  const line = currentLine(editor)
  if (!line) return
  const said = line.text.trimStart().replace(command, '').trim()
  if (said === '') return
  toNextLine(editor, line)
  let pos: number | undefined = line.pos
  const follow = ({ transaction }: { transaction: Transaction }): void => {
    if (pos === undefined) return
    const mapped: ReturnType<Transaction['mapping']['mapResult']> = transaction.mapping.mapResult(pos, 1)
    pos = mapped.deletedAfter ? undefined : mapped.pos
  }
  editor.on('transaction', follow)
  const made = await makeRow(kind, said, line.themeIds, tools)
  editor.off('transaction', follow)
  if (editor.isDestroyed) return
  if ('problem' in made) { tools.sayFailure(made.problem); return }
  const at = placeOf(editor, line, pos)
  const chip = editor.schema.nodes['chip']!.create({ kind: chipKindOf[kind], id: made.id })
  const { tr } = editor.state
  if (at === undefined) tr.insert(tr.doc.content.size, chip)
  else tr.replaceWith(at, at + (tr.doc.nodeAt(at)?.nodeSize ?? 0), chip)
  if (kind === 'belofte') tools.book.asking.id = made.id
  tools.made.add(editor, chip.attrs as Parameters<MadeRows['add']>[1], () => editor.view.dispatch(tr))
}

/** Where the line is now. A colleague's change may have redrawn the note: then it is found by what it says. */
function placeOf(editor: Editor, line: Line, pos: number | undefined): number | undefined {
  const same = (node: PmNode | null | undefined): boolean => node?.type === line.node.type && node.textContent === line.node.textContent
  if (pos !== undefined && pos <= editor.state.doc.content.size && same(editor.state.doc.nodeAt(pos))) return pos
  let found: number | undefined
  editor.state.doc.descendants((node, at) => { if (found === undefined && same(node)) found = at; return found === undefined })
  return found
}

function toNextLine(editor: Editor, line: Line): void {
  const end = line.pos + line.node.nodeSize - 1
  editor.chain().focus().command(({ tr }) => { tr.setSelection(TextSelection.create(tr.doc, end)); return true }).run()
  const after = editor.state.doc.nodeAt(line.pos + line.node.nodeSize)
  if (after?.type.name === 'paragraph' && after.content.size === 0) { editor.commands.setTextSelection(line.pos + line.node.nodeSize + 1); return }
  editor.commands.first(({ commands }) => [() => commands.splitListItem('taskItem'), () => commands.splitListItem('listItem'), () => commands.splitBlock()])
  // A heading goes on as an ordinary line.
  if (editor.isActive('heading')) editor.commands.setParagraph()
}

async function makeRow(kind: LineKind, said: string, themeIds: readonly string[], { desktop, place, members, today }: LineTools): Promise<{ id: string } | { problem: string }> {
  const { noteId, gebied, meetingId, agendaItemId } = place
  if (kind === 'besluit') {
    const answer = await desktop.data['decisions.create']({ gebied, text: said, meetingId, agendaItemId, noteId })
    return answer.ok ? { id: answer.value.id } : { problem: answer.error.message }
  }
  if (kind === 'signaal') {
    const answer = await desktop.data['signals.create']({ gebied, text: said, meetingId, agendaItemId, noteId, themeIds: [...new Set(themeIds)] })
    return answer.ok ? { id: answer.value.id } : { problem: answer.error.message }
  }
  const { title, ownerId, dueOn } = readActionLine(said, members(), today())
  const answer = await desktop.data['actions.create']({ gebied, title, ownerId, dueOn, meetingId, agendaItemId, noteId, themeIds: [...new Set(themeIds)], promise: kind === 'belofte' })
  return answer.ok ? { id: answer.value.id } : { problem: answer.error.message }
}
