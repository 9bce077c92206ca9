import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { Link } from '@tiptap/extension-link'
import { ListItem, TaskItem, TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import { Placeholder } from '@tiptap/extensions'
import { StarterKit } from '@tiptap/starter-kit'
import type { Doc } from 'yjs'
import { isSafeHref, NOTE_FIELD } from '#core/notes/schema.ts'
import { Chip } from './chipExtension.ts'
import { Mention } from './mentionExtension.ts'

/** A line of a list can itself be an action or a decision. */
const content = () => '(paragraph | chip) block*'

/** What a note can hold, without the menus; see core/notes/schema.ts. */
export const noteExtensions = (doc: Doc, placeholder: string): Extensions => [
  StarterKit.configure({
    // Undo is that of the shared document: it takes back your own typing, never a colleague's.
    undoRedo: false, code: false, codeBlock: false, listItem: false, heading: { levels: [1, 2, 3] }, trailingNode: false, link: false,
  }),
  // What is typed after a link is no part of it.
  Link.extend({ inclusive: false }).configure({ openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https', isAllowedUri: (href) => isSafeHref(href), shouldAutoLink: (href) => isSafeHref(href) || /^[\w.-]+\.[a-z]{2,}(?:\/|$)/i.test(href), HTMLAttributes: { rel: 'noopener noreferrer', target: null } }),
  ListItem.extend({ content }),
  TaskItem.extend({ content }).configure({ nested: true, a11y: { checkboxLabel: (node, checked) => `${node.firstChild?.textContent || 'Leeg punt'}: ${checked ? 'gedaan' : 'nog te doen'}` } }),
  TaskList,
  TableKit.configure({ table: { resizable: false } }),
  Placeholder.configure({ placeholder, showOnlyCurrent: true }),
  Chip,
  Mention,
  Collaboration.configure({ document: doc, field: NOTE_FIELD }),
]
