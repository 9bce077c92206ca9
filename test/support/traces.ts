import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'
import { noteDoc, noteFragment, readDoc } from '#core/notes/document.ts'

/** At a place, so many characters out and this text in; counted in Unicode code points. */
export type Patch = readonly [at: number, remove: number, insert: string]
export interface Step { readonly patches: readonly Patch[]; readonly agent?: number; /** Steps that were seen; in a file of one writer simply the one before. */ readonly parents?: readonly number[] }
/** Everything that was typed in one text, and what it ended as. */
export interface Trace { readonly endContent: string; readonly startContent?: string; readonly numAgents?: number; readonly txns: readonly Step[] }

export const readTrace = (bytes: Uint8Array): Trace => JSON.parse(gunzipSync(bytes).toString('utf8')) as Trace

/** Somebody who types in one paragraph of a note, as the editor would. */
export class Typist {
  readonly doc: Y.Doc
  private made: Uint8Array[] = []
  private readonly wide: boolean

  /** `wide`: there are characters outside the first plane, so places must be counted. */
  constructor({ wide = false, start, number }: { readonly wide?: boolean; readonly start?: Uint8Array; readonly number?: number } = {}) {
    this.wide = wide
    this.doc = noteDoc(start ? [start] : [])
    if (number !== undefined) this.doc.clientID = number
    this.doc.on('updateV2', (update: Uint8Array, origin: unknown) => { if (origin !== 'elsewhere') this.made.push(update) })
  }

  /** Only who begins the note makes its paragraph. */
  begin(text = ''): this {
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText(text)])
    noteFragment(this.doc).insert(0, [line])
    return this
  }

  type(patches: readonly Patch[]): void {
    const text = (noteFragment(this.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
    this.doc.transact(() => {
      for (const [at, remove, insert] of patches) {
        const [from, count] = this.wide ? units(textIn(this.doc), at, remove) : [at, remove]
        if (count > 0) text.delete(from, count)
        if (insert !== '') text.insert(from, insert, {})
      }
    })
  }

  hear(update: Uint8Array): void {
    Y.applyUpdateV2(this.doc, update, 'elsewhere')
  }

  /** What was typed since the last time, as one update. */
  take(): Uint8Array | undefined {
    const { made } = this
    this.made = []
    return made.length === 0 ? undefined : made.length === 1 ? made[0]! : Y.mergeUpdatesV2(made)
  }
}

export const isWide = ({ txns, startContent = '' }: Trace): boolean => [startContent, ...txns.flatMap((t) => t.patches.map((p) => p[2]))].some((text) => /[\u{10000}-\u{10ffff}]/u.test(text))

function units(text: string, at: number, count: number): [number, number] {
  const points = [...text]
  return [points.slice(0, at).join('').length, points.slice(at, at + count).join('').length]
}

/** The text of a note of one paragraph, exactly. */
export const textIn = (doc: Y.Doc): string => (readDoc(doc)[0]?.content ?? []).map((part) => part.text ?? '').join('')
export const textOfNote = (update: Uint8Array): string => { const doc = noteDoc([update]); const text = textIn(doc); doc.destroy(); return text }

/**
 * The updates of a text with several writers, each made by its writer on exactly what they had seen.
 * The steps of one writer follow each other. Where two wrote in one place at one moment, the one with the lower number comes first, as in the files.
 */
export function typedBy(trace: Trace, agents: number): { readonly agent: number; readonly update: Uint8Array }[] {
  const wide = isWide(trace)
  const writers = Array.from({ length: agents }, (_, agent) => new Typist({ wide, number: 1 + agent }))
  writers[0]!.begin()
  const beginning = writers[0]!.take()!
  for (const other of writers.slice(1)) other.hear(beginning)
  const mine: Uint8Array[][] = writers.map(() => [])
  const known = writers.map(() => writers.map(() => 0)), versions: number[][] = []
  const all = [{ agent: 0, update: beginning }]
  trace.txns.forEach(({ parents = [], agent = 0, patches }, i) => {
    const seen = writers.map((_, a) => Math.max(0, ...parents.map((p) => versions[p]![a]!)))
    writers.forEach((_, other) => {
      if (other === agent) return
      while (known[agent]![other]! < seen[other]!) writers[agent]!.hear(mine[other]![known[agent]![other]!++]!)
    })
    writers[agent]!.type(patches)
    const update = writers[agent]!.take() ?? new Uint8Array([0, 0])
    mine[agent]!.push(update)
    versions[i] = seen.map((n, a) => (a === agent ? mine[agent]!.length : n))
    if (update.length > 2) all.push({ agent, update })
  })
  return all
}
