import { mergeAttributes, Node } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { VueNodeViewRenderer } from '@tiptap/vue-3'
import { chipKinds } from '#core/notes/schema.ts'
import NoteChip from './NoteChip.vue'

const attribute = (name: string) => ({ default: null, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`), renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }) })

/** A line that is an action or a decision. Holds only which row; what it says lives in the row. */
export const Chip = Node.create({
  name: 'chip', group: 'block', atom: true, selectable: true, draggable: true,
  addAttributes: () => ({ kind: attribute('kind'), id: attribute('id') }),
  parseHTML: () => [{ tag: 'div[data-note-chip]', getAttrs: (element) => ((chipKinds as readonly (string | null)[]).includes(element.getAttribute('data-kind')) && element.getAttribute('data-id') ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-note-chip': '' })],
  // node views of a component bring their own events; text fields inside keep theirs
  addNodeView: () => VueNodeViewRenderer(NoteChip),
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'chip') return false
        const dom = editor.view.nodeDOM(selection.from)
        const field = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>('textarea, input') : null
        field?.focus()
        return field !== null
      },
    }
  },
})
