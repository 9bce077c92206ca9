import { readNote } from './document.ts'
import { refOf, type NoteNode, type NoteRef } from './schema.ts'

/** The words of a note, one line per block: what search looks through. */
export const noteText = (...updates: readonly Uint8Array[]): string => textOf(readNote(updates))

export function textOf(nodes: readonly NoteNode[]): string {
  const lines: string[] = []
  for (const node of nodes) collect(node, lines)
  return lines.filter((line) => line !== '').join('\n')
}

function collect(node: NoteNode, lines: string[]): void {
  const content = node.content ?? []
  if (node.type === 'tableRow') lines.push(content.map((cell) => textOf(cell.content ?? []).replaceAll('\n', ' ')).join('\t').trim())
  else if (content.some(isInline)) lines.push(content.map(inlineText).join('').trim())
  else for (const child of content) collect(child, lines)
}

const isInline = (node: NoteNode): boolean => node.type === 'text' || node.type === 'hardBreak' || node.type === 'mention'

/** The words of one piece inside a line. */
export function inlineText(node: NoteNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'mention') return mentionText(node)
  return (node.content ?? []).map(inlineText).join('')
}
export const mentionText = (node: NoteNode): string => `${node.attrs?.['kind'] === 'theme' ? '#' : '@'}${typeof node.attrs?.['label'] === 'string' ? node.attrs['label'] : ''}`

/** The rows a note points at, each once. */
export function noteRefs(nodes: readonly NoteNode[]): NoteRef[] {
  const found = new Map<string, NoteRef>()
  const walk = (node: NoteNode): void => {
    const ref = refOf(node)
    if (ref) found.set(`${ref.kind}/${ref.id}`, ref)
    node.content?.forEach(walk)
  }
  nodes.forEach(walk)
  return [...found.values()]
}
