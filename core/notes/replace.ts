import * as Y from 'yjs'
import { replacementFor, type Mention, type MentionFinder } from '../contacts/mentions.ts'
import { noteDoc, noteFragment, noteUpdateOf } from './document.ts'

type Attributes = Readonly<Record<string, unknown>>
interface Run { readonly from: number; readonly text: string; readonly attributes: Attributes }

/**
 * A note without these mentions of a person: everything else stays as it was, letter by letter, so that what others type
 * meanwhile still fits. Answers the whole new document, in which the old words are nowhere left; null when nothing changed.
 */
export function withoutPerson(update: Uint8Array, find: MentionFinder, wanted: (mention: Mention) => boolean): Uint8Array<ArrayBuffer> | null {
  const doc = noteDoc([update])
  let changed = false
  doc.transact(() => { for (const text of textsIn(noteFragment(doc))) changed = cleanText(text, find, wanted) || changed })
  const clean = changed ? noteUpdateOf(doc) : null
  doc.destroy()
  return clean
}

const textsIn = (parent: Y.XmlFragment | Y.XmlElement): Y.XmlText[] =>
  parent.toArray().flatMap((part) => (part instanceof Y.XmlText ? [part] : part instanceof Y.XmlElement ? textsIn(part) : []))

function cleanText(text: Y.XmlText, find: MentionFinder, wanted: (mention: Mention) => boolean): boolean {
  const runs = runsOf(text)
  const plain = runs.map((run) => run.text).join('')
  const mentions = find(plain).filter(wanted)
  for (const run of runs) for (const name of linksTo(run.attributes, find)) { text.format(run.from, run.text.length, { [name]: null }) }
  for (const mention of [...mentions].reverse()) {
    const { attributes = {} } = runs.find((run) => mention.from < run.from + run.text.length) ?? {}
    const kept = Object.fromEntries(Object.entries(attributes).filter(([name]) => !linksTo(attributes, find).includes(name)))
    text.delete(mention.from, mention.to - mention.from)
    text.insert(mention.from, replacementFor(plain, mention), kept)
  }
  return mentions.length > 0 || runs.some((run) => linksTo(run.attributes, find).length > 0)
}

function runsOf(text: Y.XmlText): Run[] {
  let from = 0
  return (text.toDelta() as { insert: unknown; attributes?: Attributes }[]).map(({ insert, attributes = {} }) => {
    const run = { from, text: typeof insert === 'string' ? insert : '\uFFFC', attributes }
    from += run.text.length
    return run
  })
}

/** Links that hold the person's address. */
const linksTo = (attributes: Attributes, find: MentionFinder): string[] =>
  Object.entries(attributes).filter(([, value]) => typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string' && find(value.href).some((m) => m.sure)).map(([name]) => name)
