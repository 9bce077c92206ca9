import type { Json } from '../model/field.ts'

/** Name of the Yjs fragment that holds the text. */
export const NOTE_FIELD = 'default'

/**
 * What a note is made of. The editor's extensions carry the same names; a test holds the two lists together.
 * `chip` is a line that became an action, a decision or a signal; `mention` names a member of the team or a theme inside a line.
 */
export const blockTypes = ['paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'taskList', 'taskItem', 'blockquote', 'horizontalRule', 'table', 'tableRow', 'tableHeader', 'tableCell', 'chip'] as const
export const inlineTypes = ['text', 'hardBreak', 'mention'] as const
export const markTypes = ['bold', 'italic', 'underline', 'strike', 'link'] as const

/** What a chip may point at. */
export const chipKinds = ['action', 'decision', 'signal'] as const
export type ChipKind = (typeof chipKinds)[number]
export const mentionKinds = ['teamMember', 'theme'] as const
export type MentionKind = (typeof mentionKinds)[number]

/** A row that a note points at. */
export interface NoteRef {
  readonly kind: ChipKind | MentionKind
  readonly id: string
}

export interface NoteMark {
  readonly type: string
  readonly attrs?: Readonly<Record<string, Json>>
}
/** One part of a note as plain data, in the shape that ProseMirror calls JSON. */
export interface NoteNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, Json>>
  readonly content?: readonly NoteNode[]
  readonly text?: string
  readonly marks?: readonly NoteMark[]
}

/** Only these may be followed from a note: nothing that runs code or reads a file. */
export const isSafeHref = (href: unknown): href is string => typeof href === 'string' && href.length <= 2000 && /^(?:https?:\/\/|mailto:)[^\s\p{Cc}"'<>`\\]+$/iu.test(href)

const isOneOf = (list: readonly string[], value: unknown): boolean => typeof value === 'string' && list.includes(value)

/** The row a chip or mention points at; undefined for anything else. */
export function refOf(node: NoteNode): NoteRef | undefined {
  const { kind, id } = node.attrs ?? {}
  if (typeof id !== 'string' || id === '' || id.length > 64) return undefined
  if (node.type === 'chip' && isOneOf(chipKinds, kind)) return { kind: kind as ChipKind, id }
  if (node.type === 'mention' && isOneOf(mentionKinds, kind)) return { kind: kind as MentionKind, id }
  return undefined
}

/** Whether this version knows every part. An editor that does not would throw away what it cannot show. */
export function isKnown(nodes: readonly NoteNode[]): boolean {
  return nodes.every((node) => {
    if (!isOneOf(blockTypes, node.type) && !isOneOf(inlineTypes, node.type)) return false
    if (node.type === 'chip' && !isOneOf(chipKinds, node.attrs?.['kind'])) return false
    return (node.marks ?? []).every((mark) => isOneOf(markTypes, mark.type)) && isKnown(node.content ?? [])
  })
}
