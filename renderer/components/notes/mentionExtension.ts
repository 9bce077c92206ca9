import { mergeAttributes, Node } from '@tiptap/core'
import { mentionKinds } from '#core/notes/schema.ts'

const attribute = (name: string) => ({ default: null, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`), renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }) })
const signOf = (kind: unknown): string => (kind === 'theme' ? '#' : '@')

/** '@' someone of the team or '#' a theme. The name stays in the text as it was written. */
export const Mention = Node.create({
  name: 'mention', group: 'inline', inline: true, atom: true, selectable: false,
  addAttributes: () => ({ kind: attribute('kind'), id: attribute('id'), label: attribute('label') }),
  parseHTML: () => [{ tag: 'span[data-note-mention]', getAttrs: (element) => ((mentionKinds as readonly (string | null)[]).includes(element.getAttribute('data-kind')) && element.getAttribute('data-id') ? null : false) }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-note-mention': '', class: 'note-mention' }), `${signOf(node.attrs['kind'])}${String(node.attrs['label'] ?? '')}`],
  renderText: ({ node }) => `${signOf(node.attrs['kind'])}${String(node.attrs['label'] ?? '')}`,
})
