import type { Node as PmNode } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { ChipKind } from '#core/notes/schema.ts'

export interface ChipRef { readonly kind: ChipKind; readonly id: string }

/** The lines that became a row and were taken out of the text by this edit. None for Ctrl+Z, which takes the row along, and for what a colleague did. */
export function removedChips(transaction: Transaction): ChipRef[] {
  if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return []
  const found = new Map<string, ChipRef>()
  transaction.steps.forEach((step, i) => {
    step.getMap().forEach((from, to) => transaction.docs[i]!.nodesBetween(from, to, (node, at) => {
      if (node.type.name === 'chip' && at >= from && at + node.nodeSize <= to) found.set(String(node.attrs['id']), node.attrs as ChipRef)
    }))
  })
  return [...found.values()].filter(({ id }) => !hasChip(transaction.doc, id))
}

export function hasChip(doc: PmNode, id: string): boolean {
  let found = false
  doc.descendants((node) => { found ||= node.type.name === 'chip' && node.attrs['id'] === id; return !found })
  return found
}
