import { Extension, type Editor } from '@tiptap/core'
import type { Node as PmNode } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { findingWords, type Finding } from '#core/privacy/detect.ts'

/** A finding with its place in the document. */
export interface NoteFinding { readonly finding: Finding; readonly from: number; readonly to: number }

interface Tools {
  readonly check: (text: string) => readonly Finding[]
  /** Called a moment after the typing stopped, with what stands in the note then. */
  readonly tell: (findings: readonly NoteFinding[]) => void
}

const WAIT_MS = 350
const key = new PluginKey<DecorationSet>('note-privacy')
const marks = (decorations: DecorationSet): readonly NoteFinding[] => decorations.find().map((d) => ({ finding: (d.spec as { finding: Finding }).finding, from: d.from, to: d.to }))

/**
 * 'Hoort dit hier?' in a note: a quiet line under what probably does not belong there. Looks when nobody types, and only at lines that
 * changed; the lines move along with the text meanwhile.
 */
export function privacyExtension({ check, tell }: Tools): Extension {
  return Extension.create({
    name: 'notePrivacy',
    addProseMirrorPlugins() {
      const { editor } = this
      let seen = new WeakMap<PmNode, readonly Finding[]>()
      let timer: ReturnType<typeof setTimeout> | undefined
      const look = (): void => {
        if (editor.isDestroyed) return
        const next = new WeakMap<PmNode, readonly Finding[]>(), found: Decoration[] = []
        editor.state.doc.descendants((node, pos) => {
          if (!node.isTextblock) return true
          const findings = seen.get(node) ?? check(node.textBetween(0, node.content.size, '\n', '\ufffc'))
          next.set(node, findings)
          for (const finding of findings) found.push(Decoration.inline(pos + 1 + finding.from, pos + 1 + finding.to, { class: 'note-private', title: `Hoort dit hier? ‘${finding.text}’ ${findingWords[finding.kind].looksLike}` }, { finding }))
          return false
        })
        seen = next
        editor.view.dispatch(editor.state.tr.setMeta(key, DecorationSet.create(editor.state.doc, found)).setMeta('addToHistory', false))
        tell(marks(key.getState(editor.state) ?? DecorationSet.empty))
      }
      const soon = (): void => { clearTimeout(timer); timer = setTimeout(look, WAIT_MS) }
      again.set(editor, () => { seen = new WeakMap(); soon() })
      return [new Plugin<DecorationSet>({
        key,
        state: { init: () => DecorationSet.empty, apply: (tr, held) => (tr.getMeta(key) as DecorationSet | undefined) ?? (tr.docChanged ? held.map(tr.mapping, tr.doc) : held) },
        props: { decorations: (state) => key.getState(state) },
        view: () => { soon(); return { update: (view, before) => { if (!before.doc.eq(view.state.doc)) soon() }, destroy: () => clearTimeout(timer) } },
      })]
    },
  })
}

const again = new WeakMap<Editor, () => void>()
/** Looks at every line again: names came in, or something may stay. */
export const lookAgain = (editor: Editor): void => again.get(editor)?.()

/** Takes one finding out, where it stands now. Ctrl+Z brings it back. */
export function takeOut(editor: Editor, finding: Finding): void {
  const held = marks(key.getState(editor.state) ?? DecorationSet.empty).find((m) => m.finding === finding)
  if (held && editor.state.doc.textBetween(held.from, held.to) === finding.text) editor.chain().insertContentAt({ from: held.from, to: held.to }, findingWords[finding.kind].instead, { updateSelection: false }).run()
}
