import type { ErasureMention, MentionKey } from '#core/contract/erasure.ts'
import type { Mention, MentionFinder } from '#core/contacts/mentions.ts'
import { unescapeHtml } from '#core/minutes/html.ts'
import { kinds, type KindName, type Row } from '#core/model/kinds.ts'
import type { Part } from '#core/search/match.ts'
import { quote } from '../store/schema.ts'
import type { SqlRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { rowTitle } from '../sync/labels.ts'

/** Texts that people type, and that can be changed. */
const typed = {
  action: ['title', 'description', 'reason'], decision: ['text'], terugkoppeling: ['toWhom', 'how', 'what'], agendaItem: ['title', 'intro'],
  meeting: ['title', 'place', 'address', 'invitation'], signal: ['text', 'place', 'reason'], panel: ['name', 'remarks'],
  doorMessage: ['text', 'place', 'answer'], choice: ['question', 'reason'], choiceOption: ['title'], priority: ['title'], contact: ['remarks'],
} as const satisfies { readonly [K in KindName]?: readonly (keyof Row<K>)[] }
export type TypedKind = keyof typeof typed
export const isTypedKind = (kind: string): kind is TypedKind => Object.hasOwn(typed, kind)

/** Everywhere in notes, texts and final minutes where the person is named; own rows not counted. `ids`: the person's contacts. */
export function findMentions(store: Store, find: MentionFinder, ids: readonly string[]): ErasureMention[] {
  return [...inNotes(store, find), ...inTexts(store, find, ids), ...inMinutes(store, find)].sort((a, b) => Number(b.sure) - Number(a.sure))
}

function inNotes(store: Store, find: MentionFinder): ErasureMention[] {
  const notes = store.db.prepare("SELECT subject AS id, title, body FROM search WHERE kind = 'note'").all() as { id: string; title: string; body: string }[]
  return notes.flatMap(({ id, title, body }) => grouped(body, find, { kind: 'note', id, field: 'body', title, meetingId: '' }))
}

function inTexts(store: Store, find: MentionFinder, ids: readonly string[]): ErasureMention[] {
  return Object.entries(typed).flatMap(([kind, fields]) => {
    const own = 'contactId' in kinds[kind as KindName].fields ? ', contactId' : ''
    const rows = store.db.prepare(`SELECT id${own}, ${fields.map(quote).join(', ')} FROM ${quote(kind)} WHERE deleted = 0 AND (${fields.map((f) => `${quote(f)} <> ''`).join(' OR ')})`).all() as SqlRow[]
    return rows.filter((row) => !ids.includes(String(row['id'])) && !ids.includes(String(row['contactId']))).flatMap((row) => fields.flatMap((field) =>
      grouped(String(row[field]), find, { kind, id: String(row['id']), field, title: () => rowTitle(store, kind as KindName, String(row['id'])), meetingId: '' })))
  })
}

/** Frozen: they are an archive record, and a new version can be made. Lists of names are full of other people's surnames. */
function inMinutes(store: Store, find: MentionFinder): ErasureMention[] {
  return store.rows('minutes', '1', [], 'finalisedAt DESC').flatMap((minutes) => {
    const mention = grouped(wordsOf(minutes.html), find, { kind: 'minutes', id: minutes.id, field: 'html', title: () => `${rowTitle(store, 'meeting', minutes.meetingId ?? '')}, versie ${minutes.version}`, meetingId: minutes.meetingId ?? '' }).find((m) => m.sure)
    return mention ? [mention] : []
  })
}

const wordsOf = (html: string): string => unescapeHtml(html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<\/(?:p|li|h\d|td|th|dd|dt)>|<br>/g, '\n').replace(/<[^>]*>/g, ''))

/** One entry for what is sure and one for what may be somebody else, so that each has a tick of its own. */
function grouped(text: string, find: MentionFinder, at: Omit<MentionKey, 'sure'> & { readonly title: string | (() => string); readonly meetingId: string }): ErasureMention[] {
  const found = text === '' ? [] : find(text)
  if (found.length === 0) return []
  const { title, ...key } = at
  const kindName = kinds[key.kind as KindName].names[0]
  return [true, false].flatMap((sure) => {
    const some = found.filter((m) => m.sure === sure)
    return some[0] ? [{ ...key, sure, kindName, title: typeof title === 'string' ? title : title(), snippet: snippetAround(text, some[0]), count: some.length }] : []
  })
}

const AROUND = 60
function snippetAround(text: string, { from, to }: Mention): Part[] {
  const before = text.slice(Math.max(0, from - AROUND), from).replace(/^\S*\s/, '').replace(/\s+/g, ' ').toWellFormed()
  const after = text.slice(to, to + AROUND).replace(/\s\S*$/, '').replace(/\s+/g, ' ').toWellFormed()
  return [
    { text: `${from > AROUND ? '… ' : ''}${from <= AROUND ? text.slice(0, from).replace(/\s+/g, ' ') : before}`, hit: false },
    { text: text.slice(from, to), hit: true },
    { text: to + AROUND < text.length ? `${after} …` : text.slice(to).replace(/\s+/g, ' '), hit: false },
  ].filter((part) => part.text !== '')
}
