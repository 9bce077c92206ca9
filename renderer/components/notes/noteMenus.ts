import type { Editor, Extensions, Range } from '@tiptap/core'
import type { NoteNames } from '#core/contract/notes.ts'
import { lineOrBegin, type LineKind, type LineTools } from './lineCommands.ts'
import { fold, insertMention, matching, menuExtension, type MenuItem, type MenuState } from './menu.ts'

const line = (kind: LineKind, label: string, hint: string, icon: string, tools: LineTools): MenuItem => ({
  id: kind, label, hint, icon,
  run: (editor, range) => { editor.chain().focus().deleteRange(range).run(); lineOrBegin(editor, kind, tools) },
})
const block = (id: string, label: string, hint: string, icon: string, make: (editor: Editor, range: Range) => void): MenuItem => ({ id, label, hint, icon, run: make })

/** What '/' offers. */
export const slashItems = (tools: LineTools): readonly MenuItem[] => [
  line('actie', 'Actie', 'Deze regel wordt een actie', 'i-lucide-circle', tools),
  line('besluit', 'Besluit', 'Deze regel wordt een besluit', 'i-lucide-gavel', tools),
  line('belofte', 'Belofte', 'Actie, aan bewoners beloofd', 'i-lucide-handshake', tools),
  line('signaal', 'Signaal', 'Deze regel wordt een signaal', 'i-lucide-radio-tower', tools),
  block('kop', 'Kop', 'Titel van een onderdeel', 'i-lucide-heading-2', (editor, range) => void editor.chain().focus().deleteRange(range).setHeading({ level: 2 }).run()),
  block('kop3', 'Kleine kop', 'Titel binnen een onderdeel', 'i-lucide-heading-3', (editor, range) => void editor.chain().focus().deleteRange(range).setHeading({ level: 3 }).run()),
  block('lijst', 'Lijst', 'Met punten', 'i-lucide-list', (editor, range) => void editor.chain().focus().deleteRange(range).toggleBulletList().run()),
  block('nummers', 'Genummerde lijst', '1, 2, 3', 'i-lucide-list-ordered', (editor, range) => void editor.chain().focus().deleteRange(range).toggleOrderedList().run()),
  block('checklist', 'Checklist', 'Om af te vinken', 'i-lucide-list-checks', (editor, range) => void editor.chain().focus().deleteRange(range).toggleTaskList().run()),
  block('tabel', 'Tabel', 'Drie kolommen', 'i-lucide-table', (editor, range) => void editor.chain().focus().deleteRange(range).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()),
  block('citaat', 'Citaat', 'Woorden van een bewoner', 'i-lucide-quote', (editor, range) => void editor.chain().focus().deleteRange(range).setBlockquote().run()),
]

/** The menus of a note: '/', '@' for someone of the team, '#' for a theme. */
export function noteMenus(state: MenuState, names: () => NoteNames, tools: LineTools): Extensions {
  const slash = slashItems(tools)
  const members = (query: string): MenuItem[] => matching(names().members.map((member): MenuItem => ({ id: member.id, label: member.name, icon: 'i-lucide-user', run: (editor, range) => insertMention(editor, range, 'teamMember', member) })), query)
  const themes = (query: string): MenuItem[] => {
    const found = matching(names().themes.map((theme): MenuItem => ({ id: theme.id, label: theme.name, icon: 'i-lucide-hash', run: (editor, range) => insertMention(editor, range, 'theme', theme) })), query)
    const isNew = query.trim().length > 1 && !names().themes.some((theme) => fold(theme.name) === fold(query.trim()))
    return isNew ? [...found, newTheme(query.trim(), tools)] : found
  }
  return [
    menuExtension(state, { char: '/', label: 'Invoegen', allowSpaces: false, items: (query) => matching(slash, query) }),
    menuExtension(state, { char: '@', label: 'Iemand van het team', allowSpaces: true, items: members }),
    menuExtension(state, { char: '#', label: "Thema's", allowSpaces: false, items: themes }),
  ]
}

const newTheme = (name: string, tools: LineTools): MenuItem => ({
  id: 'nieuw', label: name, hint: 'Nieuw thema', icon: 'i-lucide-plus',
  run: (editor, range) => void tools.desktop.data['notes.theme']({ name }).then((answer) => {
    if (editor.isDestroyed) return
    if (answer.ok) insertMention(editor, range, 'theme', answer.value)
    else tools.sayFailure(answer.error.message)
  }),
})
