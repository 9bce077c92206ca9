import { readNote } from './document.ts'
import { isSafeHref, refOf, type NoteMark, type NoteNode, type NoteRef } from './schema.ts'
import { mentionText } from './text.ts'

/** What stands in the minutes for a row that a note points at: its title now, and for an action who and when. */
export interface ResolvedRef {
  readonly title: string
  readonly detail?: string
}
/** Undefined when the row is gone. */
export type ResolveRef = (ref: NoteRef) => ResolvedRef | undefined

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c)

/**
 * A note as safe HTML for the minutes: no scripts, styles or addresses other than http, https and mailto, whatever the document holds.
 * `headingLevel` is the level of a heading 1 in the note. Parts this version does not know show their text.
 */
export const noteHtml = (update: Uint8Array, resolve: ResolveRef, headingLevel = 3): string => htmlOf(readNote([update]), resolve, headingLevel)

export const htmlOf = (nodes: readonly NoteNode[], resolve: ResolveRef, headingLevel = 3): string => {
  const render = (node: NoteNode): string => part(node, (node.content ?? []).map(render).join(''), { resolve, headingLevel })
  return nodes.map(render).join('')
}

interface Setting { readonly resolve: ResolveRef; readonly headingLevel: number }

const plain: Readonly<Record<string, string>> = { paragraph: 'p', bulletList: 'ul', listItem: 'li', blockquote: 'blockquote', tableRow: 'tr' }

function part(node: NoteNode, inside: string, setting: Setting): string {
  if (node.type === 'text') return marked(escape(node.text ?? ''), node.marks ?? [])
  const tag = Object.hasOwn(plain, node.type) ? plain[node.type] : undefined
  if (tag) return `<${tag}>${inside}</${tag}>`
  switch (node.type) {
    case 'heading': { const level = Math.min(6, setting.headingLevel - 1 + whole(node.attrs?.['level'], 1, 6, 1)); return `<h${level}>${inside}</h${level}>` }
    case 'orderedList': { const start = whole(node.attrs?.['start'], 0, 9999, 1); return `<ol${start === 1 ? '' : ` start="${start}"`}>${inside}</ol>` }
    case 'taskList': return `<ul class="checklist">${inside}</ul>`
    case 'taskItem': { const done = node.attrs?.['checked'] === true; return `<li class="${done ? 'done' : 'todo'}"><span class="box" aria-label="${done ? 'gedaan' : 'nog te doen'}">${done ? '☑' : '☐'}</span> ${inside}</li>` }
    case 'horizontalRule': return '<hr>'
    case 'hardBreak': return '<br>'
    case 'table': return `<table>${inside}</table>`
    case 'tableHeader': return `<th${spans(node)}>${inside}</th>`
    case 'tableCell': return `<td${spans(node)}>${inside}</td>`
    case 'chip': return chip(node, setting.resolve)
    case 'mention': return `<span class="mention">${escape(mentionText(node))}</span>`
    default: return inside
  }
}

function chip(node: NoteNode, resolve: ResolveRef): string {
  const ref = refOf(node)
  if (!ref) return ''
  const word = ref.kind === 'decision' ? 'Besluit' : ref.kind === 'signal' ? 'Signaal' : 'Actie'
  const row = resolve(ref)
  if (!row) return `<p class="chip"><strong>${word}</strong> (verwijderd)</p>`
  return `<p class="chip chip-${ref.kind}"><strong>${word}:</strong> ${escape(row.title)}${row.detail ? ` <span class="detail">(${escape(row.detail)})</span>` : ''}</p>`
}

const tags: Readonly<Record<string, string>> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' }

function marked(html: string, marks: readonly NoteMark[]): string {
  return marks.reduce((inner, mark) => {
    const tag = Object.hasOwn(tags, mark.type) ? tags[mark.type] : undefined
    if (tag) return `<${tag}>${inner}</${tag}>`
    const href = mark.type === 'link' ? mark.attrs?.['href'] : undefined
    return isSafeHref(href) ? `<a href="${escape(href)}" rel="noopener noreferrer">${inner}</a>` : inner
  }, html)
}

const whole = (value: unknown, min: number, max: number, otherwise: number): number => (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : otherwise)
const spans = (node: NoteNode): string => ['colspan', 'rowspan'].map((name) => { const n = whole(node.attrs?.[name], 1, 100, 1); return n === 1 ? '' : ` ${name}="${n}"` }).join('')
