import { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { chipNode, mentionNode, noteFromNodes, noteFromText, paragraph } from '#core/notes/compose.ts'
import { noteDoc, readDoc } from '#core/notes/document.ts'
import { blockTypes, inlineTypes, isKnown, markTypes } from '#core/notes/schema.ts'
import { noteText } from '#core/notes/text.ts'
import { findPrivate, type Finding } from '#core/privacy/detect.ts'
import { makeChipBook } from '../../../../renderer/components/notes/chipBook.ts'
import { noteExtensions } from '../../../../renderer/components/notes/extensions.ts'
import { enterOnLine, lineCommandOf, lineOrBegin, turnLine, type LineTools } from '../../../../renderer/components/notes/lineCommands.ts'
import { hasChip, removedChips } from '../../../../renderer/components/notes/removedChips.ts'
import { makeMadeRows } from '../../../../renderer/components/notes/madeRows.ts'
import { matching } from '../../../../renderer/components/notes/menu.ts'
import { privacyExtension, takeOut } from '../../../../renderer/components/notes/privacyExtension.ts'
import { cleanPastedHtml } from '../../../../renderer/components/notes/paste.ts'
import type { Desktop } from '../../../../renderer/desktop.ts'

const editors: Editor[] = []
const open = (start?: Uint8Array) => {
  const doc = noteDoc(start ? [start] : [])
  const editor = new Editor({ element: document.createElement('div'), extensions: noteExtensions(doc, 'Typ hier') })
  editors.push(editor)
  return { editor, doc, text: () => noteText(Y.encodeStateAsUpdateV2(doc)), parts: () => readDoc(doc) }
}
afterEach(() => { for (const editor of editors.splice(0)) editor.destroy() })

function tools(): LineTools & { readonly rows: Record<string, unknown>[]; readonly deleted: string[]; readonly told: string[]; readonly problems: string[]; failing: boolean } {
  const made: Record<string, unknown>[] = [], problems: string[] = []
  const state = { failing: false }
  const create = (kind: string) => (input: Record<string, unknown>) => {
    if (state.failing) return Promise.resolve({ ok: false, error: { type: 'DiskFull', message: 'De schijf is vol.' } })
    made.push({ kind, ...input })
    return Promise.resolve({ ok: true, value: { id: `${kind}-${made.length}`, undo: null } })
  }
  const desktop = { data: { 'actions.create': create('action'), 'decisions.create': create('decision'), 'signals.create': create('signal') }, on: () => () => undefined } as unknown as Pick<Desktop, 'data' | 'on'>
  const deleted: string[] = [], told: string[] = []
  const remove = ({ ids }: { ids: string[] }) => { deleted.push(...ids); return Promise.resolve({ ok: true, value: { undo: `terug ${ids.join()}` } }) }
  Object.assign(desktop.data, { 'actions.delete': remove, 'decisions.delete': remove, 'signals.delete': remove, 'undo.run': ({ token }: { token: string }) => { deleted.splice(deleted.indexOf(token.replace('terug ', '')), 1); return Promise.resolve({ ok: true, value: { label: '' } }) } })
  return {
    deleted, told, made: makeMadeRows(desktop, { failure: (message) => void problems.push(message), done: (message) => void told.push(message) }),
    desktop, rows: made, problems, place: { noteId: 'n1', gebied: 'g1', meetingId: 'm1', agendaItemId: 'n1' }, members: () => [{ id: 'fatima', name: 'Fatima Voorbeeld' }], today: () => '2026-11-23',
    book: makeChipBook(desktop), sayFailure: (message) => void problems.push(message), get failing() { return state.failing }, set failing(on) { state.failing = on },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('the editor and core/notes', () => {
  it('name the same parts', () => {
    const { schema } = open().editor
    expect(Object.keys(schema.nodes).filter((n) => n !== 'doc').sort()).toEqual([...blockTypes, ...inlineTypes].sort())
    expect(Object.keys(schema.marks).sort()).toEqual([...markTypes].sort())
  })

  it('opening a note changes nothing in it', () => {
    const start = noteFromNodes([paragraph('a'), chipNode('action', 'a1')])
    const { doc, editor } = open(start)
    const before = Y.encodeStateVector(doc)
    editor.setEditable(false)
    editor.setEditable(true)
    expect(Y.encodeStateVector(doc)).toEqual(before)
    expect(Y.encodeStateVector(open().doc)).toEqual(new Uint8Array([0]))
  })

  it('tells which lines that became a row were taken out by hand, and not what Ctrl+Z or a colleague did', () => {
    const { editor, doc } = open(noteFromNodes([paragraph('a'), chipNode('action', 'a1'), chipNode('decision', 'd1'), paragraph('b')]))
    const removed: unknown[] = []
    editor.on('transaction', ({ transaction }) => removed.push(...removedChips(transaction)))
    const colleague = noteDoc([Y.encodeStateAsUpdateV2(doc)])
    colleague.getXmlFragment('default').delete(2, 1)
    Y.applyUpdateV2(doc, Y.encodeStateAsUpdateV2(colleague))
    expect(removed).toEqual([])
    editor.commands.insertContentAt(0, { type: 'paragraph', content: [{ type: 'text', text: 'erboven' }] })
    expect(removed).toEqual([])
    editor.commands.setNodeSelection(editor.state.doc.child(0).nodeSize + editor.state.doc.child(1).nodeSize)
    editor.commands.deleteSelection()
    expect(removed).toEqual([{ kind: 'action', id: 'a1' }])
    editor.commands.undo()
    expect(hasChip(editor.state.doc, 'a1')).toBe(true)
    editor.commands.redo()
    expect(removed).toHaveLength(1)
  })

  it('undo takes back your own typing, not that of a colleague', () => {
    const { editor, doc, text } = open(noteFromText('Begin'))
    editor.commands.insertContentAt(editor.state.doc.content.size, { type: 'paragraph', content: [{ type: 'text', text: 'van mij' }] })
    const colleague = noteDoc([Y.encodeStateAsUpdateV2(doc)])
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText('van een ander')])
    colleague.getXmlFragment('default').push([line])
    Y.applyUpdateV2(doc, Y.encodeStateAsUpdateV2(colleague))
    expect(text()).toBe('Begin\nvan mij\nvan een ander')
    editor.commands.undo()
    expect(text()).toBe('Begin\nvan een ander')
    editor.commands.redo()
    expect(text()).toContain('van mij')
  })
})

describe('a line that becomes an action', () => {
  it('makes the row with owner and date, and leaves the cursor on the next line', async () => {
    const t = tools()
    const { editor, parts } = open(noteFromText('Ervoor\n/actie Lampen nakijken @Fatima voor 12 dec'))
    editor.commands.focus('end')
    expect(enterOnLine(editor, t)).toBe(true)
    expect(editor.state.selection.$from.parent.textContent).toBe('')
    editor.commands.insertContent('verder')
    await Promise.resolve()
    await new Promise((resolve) => setTimeout(resolve))
    expect(t.rows).toEqual([{ kind: 'action', gebied: 'g1', title: 'Lampen nakijken', ownerId: 'fatima', dueOn: '2026-12-12', meetingId: 'm1', agendaItemId: 'n1', noteId: 'n1', themeIds: [], promise: false }])
    expect(parts().map((p) => p.type)).toEqual(['paragraph', 'chip', 'paragraph'])
    expect(parts()[1]?.attrs).toEqual({ kind: 'action', id: 'action-1' })
    expect(parts()[2]?.content?.[0]?.text).toBe('verder')
    expect(isKnown(parts())).toBe(true)
  })

  it('works inside lists and headings, for decisions and promises', async () => {
    const t = tools()
    const { editor, parts } = open(noteFromNodes([{ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('We stoppen ermee')] }, { type: 'listItem', content: [paragraph('blijft')] }] }]))
    editor.commands.setTextSelection(5)
    await turnLine(editor, 'besluit', t)
    expect(parts()[0]?.content?.[0]?.content?.map((p) => p.type)).toEqual(['chip'])
    expect(t.rows[0]).toMatchObject({ kind: 'decision', text: 'We stoppen ermee', noteId: 'n1' })
    const promise = open(noteFromText('We komen terug over de speeltuin'))
    promise.editor.commands.focus('end')
    await turnLine(promise.editor, 'belofte', t)
    expect(t.rows[1]).toMatchObject({ kind: 'action', promise: true, title: 'We komen terug over de speeltuin' })
    expect(t.book.asking.id).toBe('action-2')
  })

  it('becomes a signal with its theme, and a line again with Ctrl+Z', async () => {
    const t = tools()
    const { editor, parts, text } = open(noteFromNodes([paragraph('/signaal Zwerfvuil bij het water ', mentionNode('theme', 'th-1', 'Afval'))]))
    editor.commands.focus('end')
    expect(enterOnLine(editor, t)).toBe(true)
    await settled()
    expect(t.rows[0]).toMatchObject({ kind: 'signal', text: expect.stringContaining('Zwerfvuil bij het water') as string, themeIds: ['th-1'], meetingId: 'm1', agendaItemId: 'n1', noteId: 'n1' })
    expect(parts()[0]).toMatchObject({ type: 'chip', attrs: { kind: 'signal', id: 'signal-1' } })
    editor.commands.undo()
    await settled()
    await settled()
    expect([text().startsWith('/signaal Zwerfvuil'), t.deleted, t.told]).toEqual([true, ['signal-1'], ['Het signaal is weer een gewone regel']])
  })

  it('points at what does not belong in it, moves along with the text and takes it out', async () => {
    const told: string[][] = []
    const doc = noteDoc([noteFromNodes([paragraph('Busje ', mentionNode('theme', 'th-1', 'Verkeer'), ' 12-GB-TK staat er'), paragraph('Rustig hier')])])
    const checked: string[] = []
    const editor = new Editor({ element: document.createElement('div'), extensions: [...noteExtensions(doc, ''), privacyExtension({ check: (line) => { checked.push(line); return findPrivate(line) }, tell: (found) => { told.push(found.map(({ finding }) => finding.text)); last = found[0]?.finding } })] })
    let last: Finding | undefined
    editors.push(editor)
    await expect.poll(() => told.at(-1)).toEqual(['12-GB-TK'])
    expect(editor.view.dom.querySelector('.note-private')?.textContent).toBe('12-GB-TK')
    const looked = checked.length
    editor.commands.insertContentAt(1, 'Een wit ')
    takeOut(editor, last!)
    expect(noteText(Y.encodeStateAsUpdateV2(doc))).toBe('Een wit Busje #Verkeer [kenteken weggehaald] staat er\nRustig hier')
    await expect.poll(() => told.at(-1)).toEqual([])
    // Only the line that changed was looked at again.
    expect(checked.slice(looked)).toHaveLength(1)
  })

  it('stays the line it was when the row cannot be made', async () => {
    const t = tools()
    t.failing = true
    const { editor, text } = open(noteFromText('/besluit Doorgaan'))
    editor.commands.focus('end')
    await turnLine(editor, 'besluit', t)
    expect(text()).toBe('/besluit Doorgaan')
    expect(t.problems).toEqual(['De schijf is vol.'])
  })

  it('finds its line again when a colleague typed above it meanwhile', async () => {
    const t = tools()
    const { editor, doc, parts } = open(noteFromText('/actie Bankje plaatsen'))
    editor.commands.focus('end')
    const made = turnLine(editor, 'actie', t)
    const colleague = noteDoc([Y.encodeStateAsUpdateV2(doc)])
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText('erboven')])
    colleague.getXmlFragment('default').insert(0, [line])
    Y.applyUpdateV2(doc, Y.encodeStateAsUpdateV2(colleague))
    await made
    expect(parts().slice(0, 2).map((p) => p.type)).toEqual(['paragraph', 'chip'])
  })

  it('becomes a line again with Ctrl+Z, without its row, and comes back with Ctrl+Y', async () => {
    for (const [kind, line] of [['actie', '/actie Bankje plaatsen'], ['besluit', '/besluit We doen het']] as const) {
      const t = tools()
      const { editor, parts, text } = open()
      editor.commands.insertContent(line)
      await turnLine(editor, kind, t)
      editor.commands.insertContent('verder')
      const { id } = parts()[0]!.attrs as { id: string }
      editor.commands.undo()
      expect(parts().map((p) => p.type)).toEqual(['chip', 'paragraph'])
      await settled()
      expect(t.deleted).toEqual([])
      editor.commands.undo()
      await settled()
      expect(text()).toBe(line)
      expect(t.deleted).toEqual([id])
      expect(t.told).toHaveLength(1)
      editor.commands.redo()
      await settled()
      expect(parts()[0]?.attrs).toMatchObject({ id })
      expect(t.deleted).toEqual([])
    }
  })

  it('keeps the row of a chip that is deleted in another way', async () => {
    const t = tools()
    const { editor, parts } = open()
    editor.commands.insertContent('/actie Bankje plaatsen')
    await turnLine(editor, 'actie', t)
    editor.commands.setNodeSelection(0)
    editor.commands.deleteSelection()
    await settled()
    expect(parts().every((p) => p.type !== 'chip')).toBe(true)
    expect(t.deleted).toEqual([])
    editor.commands.undo()
    await settled()
    expect(parts()[0]?.type).toBe('chip')
    expect(t.deleted).toEqual([])
  })

  it('begins with the word on an empty line, and leaves ordinary lines alone', () => {
    const t = tools()
    const { editor, text } = open()
    lineOrBegin(editor, 'actie', t)
    expect(text()).toBe('/actie')
    expect(enterOnLine(editor, t)).toBe(false)
    expect(lineCommandOf('/Besluit we doen het')).toBe('besluit')
    expect(lineCommandOf('/actieve buurt')).toBeUndefined()
    expect(lineCommandOf('en /actie')).toBeUndefined()
  })

  it('a chip keeps the cursor beside it, not in it', () => {
    const { editor } = open(noteFromNodes([chipNode('action', 'a1'), paragraph('na')]))
    editor.commands.setNodeSelection(0)
    expect(editor.state.selection).toBeInstanceOf(NodeSelection)
  })
})

describe('menus', () => {
  it('find a name by the beginning of any word, accents or not', () => {
    const items = ['José de Vries', 'Anna Proef', 'Vera Jansen'].map((label) => ({ label }))
    expect(matching(items, 'v').map((i) => i.label)).toEqual(['Vera Jansen', 'José de Vries'])
    expect(matching(items, 'jose')).toHaveLength(1)
    expect(matching(items, '')).toHaveLength(3)
    expect(matching(items, 'zzz')).toEqual([])
  })
})

const paste = (html: string) => { const note = open(); note.editor.commands.insertContent(cleanPastedHtml(html)); return note }

describe('pasting', () => {
  it('turns lists of Word into lists and drops its styles', () => {
    const word = `<html><head><style>p{mso-x:y}</style></head><body lang=NL><!--StartFragment-->
      <p class=MsoNormal>Inleiding<o:p></o:p></p>
      <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>een</p>
      <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>onder een</p>
      <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>twee</p>
      <p class=MsoNormal><b style='color:red'>vet</b></p><!--EndFragment--></body></html>`
    const { parts, text } = paste(word)
    expect(text()).toBe('Inleiding\neen\nonder een\ntwee\nvet')
    expect(parts().find((p) => p.type === 'bulletList')?.content).toHaveLength(2)
    expect(JSON.stringify(parts())).not.toMatch(/mso|color|style/)
  })

  it('leaves hostile HTML harmless', () => {
    const evil = '<p>voor<script>window.hit=1</script><img src=x onerror="window.hit=1"><iframe srcdoc="<script>parent.hit=1</script>"></iframe></p><a href="javascript:hit()">klik</a><svg onload="hit()"><text>s</text></svg><div data-note-chip data-kind="__proto__" data-id="x">nep</div><p style="background:url(https://boos.example)">na</p>'
    const { parts, editor } = paste(evil)
    const html = editor.getHTML()
    expect(html).not.toMatch(/script|onerror|iframe|javascript:|svg|style=|boos\.example|__proto__/)
    expect(isKnown(parts())).toBe(true)
    expect(editor.getText()).toContain('voor')
    expect((window as unknown as { hit?: number }).hit).toBeUndefined()
  })

  it('keeps tables, links and headings of a web page or Outlook', () => {
    const { parts } = paste('<h1>A</h1><h5>B</h5><table><tbody><tr><th>x</th></tr><tr><td>y</td></tr></tbody></table><p><a href="https://www.alkmaar.nl">site</a></p><p><br></p>')
    expect(parts().map((p) => p.type)).toEqual(expect.arrayContaining(['heading', 'table', 'paragraph']))
    expect(JSON.stringify(parts())).toContain('"href":"https://www.alkmaar.nl"')
  })
})
