import { appendNodes, noteDoc, noteUpdateOf } from './document.ts'
import { nodesFromMarkdown } from './markdown.ts'
import type { ChipKind, MentionKind, NoteNode } from './schema.ts'

/** A new note with these parts, as an update. For sample data and tests: a note that people already opened is only ever edited. */
export function noteFromNodes(nodes: readonly NoteNode[]): Uint8Array<ArrayBuffer> {
  const doc = noteDoc()
  appendNodes(doc, nodes)
  const update = noteUpdateOf(doc)
  doc.destroy()
  return update
}
export const noteFromMarkdown = (markdown: string): Uint8Array<ArrayBuffer> => noteFromNodes(nodesFromMarkdown(markdown))
/** One paragraph per line. */
export const noteFromText = (text: string): Uint8Array<ArrayBuffer> => noteFromNodes(text.split('\n').map((line) => paragraph(line)))

export const paragraph = (...parts: readonly (string | NoteNode)[]): NoteNode => {
  const content = parts.filter((p) => p !== '').map((p): NoteNode => (typeof p === 'string' ? { type: 'text', text: p } : p))
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }
}
/** The line of an action or decision. */
export const chipNode = (kind: ChipKind, id: string): NoteNode => ({ type: 'chip', attrs: { kind, id } })
export const mentionNode = (kind: MentionKind, id: string, label: string): NoteNode => ({ type: 'mention', attrs: { kind, id, label } })
