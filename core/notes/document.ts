import * as Y from 'yjs'
import type { Json } from '../model/field.ts'
import { NOTE_FIELD, type NoteMark, type NoteNode } from './schema.ts'

/** A document that holds these updates (Yjs encoding v2). Deleted text is really gone from it. */
export function noteDoc(updates: readonly Uint8Array[] = []): Y.Doc {
  const doc = new Y.Doc({ gc: true })
  doc.transact(() => { for (const update of updates) Y.applyUpdateV2(doc, update) })
  return doc
}

export const noteFragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(NOTE_FIELD)
export const noteUpdateOf = (doc: Y.Doc): Uint8Array<ArrayBuffer> => new Uint8Array(Y.encodeStateAsUpdateV2(doc))

/** Several updates as one that holds the whole document, without what was deleted. */
export function compactNote(updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const doc = noteDoc(updates)
  const update = noteUpdateOf(doc)
  doc.destroy()
  return update
}
/** Several updates as one, without looking inside: also when something they build on is missing. */
export const joinUpdates = (updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(updates.length === 1 ? updates[0]! : Y.mergeUpdatesV2([...updates]))

/** An update that says nothing. */
export const emptyNote = (): Uint8Array<ArrayBuffer> => noteUpdateOf(new Y.Doc())

/**
 * What typing in an earlier generation of a note adds to the new one, which came forth from it: null when nothing,
 * undefined when it builds on something that is missing.
 */
export function rebaseTyping(base: Uint8Array, typed: Uint8Array): Uint8Array<ArrayBuffer> | null | undefined {
  const doc = noteDoc([base])
  const before = Y.encodeStateVector(doc)
  let news = false
  doc.on('updateV2', () => { news = true })
  Y.applyUpdateV2(doc, typed)
  const fits = doc.store.pendingStructs === null && doc.store.pendingDs === null
  const update = new Uint8Array(Y.encodeStateAsUpdateV2(doc, before))
  doc.destroy()
  return fits ? (news ? update : null) : undefined
}

/** Whether these bytes are an update that can be applied; a broken one must never be stored. */
export function isNoteUpdate(update: Uint8Array): boolean {
  try {
    Y.decodeUpdateV2(update)
    return true
  } catch {
    // Yjs throws on bytes it cannot read: that is the answer.
    return false
  }
}

/** The parts of a note as plain data. */
export function readNote(updates: readonly Uint8Array[]): NoteNode[] {
  const doc = noteDoc(updates)
  const nodes = readDoc(doc)
  doc.destroy()
  return nodes
}
export const readDoc = (doc: Y.Doc): NoteNode[] => noteFragment(doc).toArray().flatMap(readPart)

function readPart(part: Y.XmlElement | Y.XmlText | Y.XmlHook): NoteNode[] {
  if (part instanceof Y.XmlText) return readText(part)
  if (!(part instanceof Y.XmlElement)) return []
  const attrs = part.getAttributes() as Record<string, Json>
  const content = part.toArray().flatMap(readPart)
  return [{ type: part.nodeName, ...(Object.keys(attrs).length > 0 && { attrs }), ...(content.length > 0 && { content }) }]
}

interface Delta { readonly insert?: unknown; readonly attributes?: Readonly<Record<string, Json>> }

function readText(text: Y.XmlText): NoteNode[] {
  return (text.toDelta() as Delta[]).flatMap(({ insert, attributes }): NoteNode[] => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = Object.entries(attributes ?? {}).map(([name, attrs]): NoteMark => ({ type: markName(name), ...(isRecord(attrs) && { attrs }) }))
    return [{ type: 'text', text: insert, ...(marks.length > 0 && { marks }) }]
  })
}
const isRecord = (value: Json): value is Readonly<Record<string, Json>> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** A mark that may overlap itself carries a hash after its name. */
export const markName = (name: string): string => name.replace(/--[A-Za-z0-9+/=]{8}$/, '')

/** Puts parts at the end of a note. Only for a document that nobody else can have begun: two beginnings would both stay. */
export function appendNodes(doc: Y.Doc, nodes: readonly NoteNode[]): void {
  doc.transact(() => {
    const fragment = noteFragment(doc)
    fragment.insert(fragment.length, writeParts(nodes))
  })
}

function writeParts(nodes: readonly NoteNode[]): (Y.XmlElement | Y.XmlText)[] {
  const out: (Y.XmlElement | Y.XmlText)[] = []
  let run: NoteNode[] = []
  const endRun = () => { if (run.length > 0) out.push(writeText(run)); run = [] }
  for (const node of nodes) {
    if (node.type === 'text') { run.push(node); continue }
    endRun()
    out.push(writeElement(node))
  }
  endRun()
  return out
}

function writeElement(node: NoteNode): Y.XmlElement {
  const element = new Y.XmlElement<Record<string, Json>>(node.type)
  for (const [name, value] of Object.entries(node.attrs ?? {})) if (value !== null) element.setAttribute(name, value)
  if (node.content && node.content.length > 0) element.insert(0, writeParts(node.content))
  return element as unknown as Y.XmlElement
}

function writeText(run: readonly NoteNode[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(run.map(({ text: insert = '', marks = [] }) => ({ insert, attributes: Object.fromEntries(marks.map((mark) => [mark.type, mark.attrs ?? {}])) })))
  return text
}
