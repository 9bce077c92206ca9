import { Extension, type Editor, type Range } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { exitSuggestion, Suggestion, type SuggestionKeyDownProps, type SuggestionProps } from '@tiptap/suggestion'
import { shallowReactive } from 'vue'
import { mentionNode } from '#core/notes/compose.ts'
import type { NoteName } from '#core/contract/notes.ts'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly icon: string
  readonly run: (editor: Editor, range: Range) => void
}

/** The open menu under the cursor; `items` is empty when it is closed. */
export interface MenuState {
  label: string
  items: readonly MenuItem[]
  active: number
  /** Where the cursor is now. */
  where: () => DOMRect | null
  choose: (item: MenuItem) => void
}
export const makeMenuState = (): MenuState => shallowReactive<MenuState>({ label: '', items: [], active: 0, where: () => null, choose: () => undefined })

export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
/** Items of which a word begins with what was typed, best first. */
export function matching<T extends { readonly label: string }>(items: readonly T[], query: string): T[] {
  const wanted = fold(query.trim())
  const begins = (item: T): boolean => fold(item.label).startsWith(wanted)
  return items.filter((item) => begins(item) || fold(item.label).split(/[\s-]/).some((word) => word.startsWith(wanted))).sort((a, b) => Number(begins(b)) - Number(begins(a)))
}

const MAX_ITEMS = 12

interface Trigger {
  readonly char: '/' | '@' | '#'
  readonly label: string
  readonly allowSpaces: boolean
  readonly items: (query: string) => readonly MenuItem[]
}

/** A menu that opens at '/', '@' or '#', follows the typing and is worked with the arrow keys, Enter or Tab, and Esc. */
export function menuExtension(state: MenuState, trigger: Trigger): Extension {
  const pluginKey = new PluginKey(`note-menu-${trigger.char}`)
  const show = (props: SuggestionProps<MenuItem, MenuItem>): void => {
    Object.assign(state, { label: trigger.label, items: props.items, active: Math.min(state.active, Math.max(0, props.items.length - 1)), where: () => props.clientRect?.() ?? null, choose: props.command })
  }
  const hide = (): void => { state.items = []; state.active = 0 }
  const keys = ({ event, view }: SuggestionKeyDownProps): boolean => {
    const count = state.items.length
    if (count === 0) return false
    if (event.key === 'ArrowDown') state.active = (state.active + 1) % count
    else if (event.key === 'ArrowUp') state.active = (state.active + count - 1) % count
    else if (event.key === 'Enter' || event.key === 'Tab') { const item = state.items[state.active]; if (item) state.choose(item); exitSuggestion(view, pluginKey) }
    else return false
    return true
  }
  return Extension.create({
    name: `noteMenu${trigger.char.charCodeAt(0)}`,
    priority: 1100, // before Enter splits the line
    addProseMirrorPlugins() {
      return [Suggestion<MenuItem, MenuItem>({
        editor: this.editor, char: trigger.char, pluginKey, allowSpaces: trigger.allowSpaces, decorationClass: 'note-command',
        allow: ({ editor }) => editor.isEditable,
        items: ({ query }) => trigger.items(query).slice(0, MAX_ITEMS),
        command: ({ editor, range, props }) => props.run(editor, range),
        render: () => ({ onStart: (props) => { state.active = 0; show(props) }, onUpdate: show, onExit: hide, onKeyDown: keys }),
      })]
    },
  })
}

/** Names somebody or a theme in the line. */
export function insertMention(editor: Editor, range: Range, kind: 'teamMember' | 'theme', { id, name }: NoteName): void {
  editor.chain().focus().insertContentAt(range, [{ ...mentionNode(kind, id, name), attrs: { kind, id, label: name } }, { type: 'text', text: ' ' }]).run()
}
