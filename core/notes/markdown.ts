import { isSafeHref, type NoteMark, type NoteNode } from './schema.ts'

/**
 * Minutes are often kept as Markdown. This reads what occurs in them: headings, nested and numbered lists, checklists, tables,
 * quotes, rules, bold, italic, strike and links. Anything else stays the text it is.
 */
export function nodesFromMarkdown(markdown: string): NoteNode[] {
  const lines = markdown.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n')
  return blocks(lines)
}

/** Whether plain text that is pasted is meant as Markdown: it has marks that nobody types by accident. */
export const looksLikeMarkdown = (text: string): boolean => /^#{1,6} \S/m.test(text) || /^\|.*\|\s*\n\|[\s:|-]+\|/m.test(text) || (text.match(/^ {0,3}(?:[-*+]|\d+[.)]) \S/gm)?.length ?? 0) >= 2

const heading = /^ {0,3}(#{1,6})[ ]+(.*?)(?:[ ]+#+)?$/
const rule = /^ {0,3}(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$/
const item = /^([ ]*)([-*+]|\d{1,9}[.)])[ ]+(.*)$/
const task = /^\[([ xX])\][ ]+(.*)$/
const isTableRow = (line: string | undefined): boolean => line !== undefined && /^\s*\|.*\|\s*$/.test(line)
const isTableRule = (line: string | undefined): boolean => line !== undefined && /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/.test(line) && line.includes('|')
const startsBlock = (line: string): boolean => line.trim() === '' || heading.test(line) || rule.test(line) || item.test(line) || /^ {0,3}>/.test(line) || isTableRow(line)

function blocks(lines: readonly string[]): NoteNode[] {
  const out: NoteNode[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const head = heading.exec(line)
    if (line.trim() === '') at++
    else if (head) { out.push({ type: 'heading', attrs: { level: Math.min(3, head[1]!.length) }, ...inlineContent(head[2]!) }); at++ }
    else if (rule.test(line)) { out.push({ type: 'horizontalRule' }); at++ }
    else if (isTableRow(line) && isTableRule(lines[at + 1])) at = readTable(lines, at, out)
    else if (/^ {0,3}>/.test(line)) at = readQuote(lines, at, out)
    else if (item.test(line)) at = readList(lines, at, out)
    else at = readParagraph(lines, at, out)
  }
  return out
}

function readParagraph(lines: readonly string[], from: number, out: NoteNode[]): number {
  let at = from + 1
  while (at < lines.length && !startsBlock(lines[at]!)) at++
  out.push({ type: 'paragraph', ...inlineContent(lines.slice(from, at).map((l) => l.trim()).join(' ')) })
  return at
}

function readQuote(lines: readonly string[], from: number, out: NoteNode[]): number {
  let at = from
  while (at < lines.length && /^ {0,3}>/.test(lines[at]!)) at++
  const content = blocks(lines.slice(from, at).map((l) => l.replace(/^ {0,3}> ?/, '')))
  out.push({ type: 'blockquote', content: content.length > 0 ? content : [{ type: 'paragraph' }] })
  return at
}

const cells = (line: string): string[] => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((c) => c.trim().replaceAll('\\|', '|'))

function readTable(lines: readonly string[], from: number, out: NoteNode[]): number {
  const head = cells(lines[from]!)
  const row = (texts: readonly string[], type: string): NoteNode => ({ type: 'tableRow', content: head.map((_, i) => ({ type, content: [{ type: 'paragraph', ...inlineContent(texts[i] ?? '') }] })) })
  const rows = [row(head, 'tableHeader')]
  let at = from + 2
  for (; isTableRow(lines[at]); at++) rows.push(row(cells(lines[at]!), 'tableCell'))
  out.push({ type: 'table', content: rows })
  return at
}

const indentOf = (line: string): number => line.length - line.trimStart().length

function readList(lines: readonly string[], from: number, out: NoteNode[]): number {
  const first = item.exec(lines[from]!)!
  const indent = first[1]!.length
  const ordered = /\d/.test(first[2]!), checks = task.test(first[3]!)
  const items: NoteNode[] = []
  let at = from
  while (at < lines.length) {
    const match = item.exec(lines[at]!)
    if (!match || indentOf(lines[at]!) !== indent || /\d/.test(match[2]!) !== ordered || task.test(match[3]!) !== checks || rule.test(lines[at]!)) break
    const end = endOfItem(lines, at + 1, indent)
    items.push(listItem(match[3]!, lines.slice(at + 1, end)))
    at = end
  }
  const start = ordered ? Number.parseInt(first[2]!, 10) : 1
  out.push({ type: checks ? 'taskList' : ordered ? 'orderedList' : 'bulletList', ...(start !== 1 && { attrs: { start } }), content: items })
  return at
}

/** An item goes on over lines that are further in, and over one empty line when such a line or a next item follows. */
function endOfItem(lines: readonly string[], from: number, indent: number): number {
  let at = from
  while (at < lines.length) {
    const line = lines[at]!
    if (line.trim() !== '') { if (indentOf(line) <= indent) { if (startsBlock(line) || lines[at - 1]!.trim() === '') break } at++; continue }
    const next = lines[at + 1]
    if (next === undefined || next.trim() === '' || indentOf(next) < indent || (indentOf(next) === indent && !item.test(next))) break
    at++
  }
  return at
}

function listItem(text: string, rest: readonly string[]): NoteNode {
  const check = task.exec(text)
  const trimmed = rest.map((l) => l.slice(Math.min(indentOf(l), shallowest(rest))))
  const lead: string[] = [check ? check[2]! : text]
  let at = 0
  while (at < trimmed.length && !startsBlock(trimmed[at]!)) lead.push(trimmed[at++]!.trim())
  const content: NoteNode[] = [{ type: 'paragraph', ...inlineContent(lead.join(' ')) }, ...blocks(trimmed.slice(at))]
  return check ? { type: 'taskItem', attrs: { checked: check[1] !== ' ' }, content } : { type: 'listItem', content }
}
const shallowest = (lines: readonly string[]): number => lines.filter((l) => l.trim() !== '').reduce((least, l) => Math.min(least, indentOf(l)), 99)

const inlineContent = (text: string): { content?: NoteNode[] } => { const content = inline(text.trim(), []); return content.length > 0 ? { content } : {} }

interface Span { readonly pattern: RegExp; readonly mark: (match: RegExpExecArray) => NoteMark | null; readonly group: number; readonly literal?: boolean }
/** In order of precedence; the text between the marks is read again, unless it is literal. */
const spans: readonly Span[] = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!|<>~])/, mark: () => null, group: 1, literal: true },
  { pattern: /!?\[([^\]]*)\]\(<?([^)\s>]*)>?(?:\s+"[^"]*")?\)/, mark: (m) => (isSafeHref(m[2]) ? { type: 'link', attrs: { href: m[2]! } } : null), group: 1 },
  { pattern: /<((?:https?:\/\/|mailto:)[^\s<>]+)>/, mark: (m) => (isSafeHref(m[1]) ? { type: 'link', attrs: { href: m[1]! } } : null), group: 1 },
  { pattern: /\bhttps?:\/\/[^\s<>()"'`\\]*[^\s<>()"'`\\.,;:]/, mark: (m) => (isSafeHref(m[0]) ? { type: 'link', attrs: { href: m[0]! } } : null), group: 0, literal: true },
  { pattern: /\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__/, mark: () => ({ type: 'bold' }), group: 1 },
  { pattern: /~~(?=\S)(.+?)(?<=\S)~~/, mark: () => ({ type: 'strike' }), group: 1 },
  { pattern: /(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)/, mark: () => ({ type: 'italic' }), group: 1 },
]

function inline(text: string, marks: readonly NoteMark[]): NoteNode[] {
  if (text === '') return []
  let best: { match: RegExpExecArray; span: Span } | undefined
  for (const span of spans) {
    const match = span.pattern.exec(text)
    if (match && (!best || match.index < best.match.index)) best = { match, span }
  }
  if (!best) return [{ type: 'text', text: entities(text), ...(marks.length > 0 && { marks }) }]
  const { match, span } = best
  const mark = span.mark(match)
  const within = span.group === 0 ? match[0] : (match[1] ?? match[2] ?? '')
  const nested = mark && !marks.some((m) => m.type === mark.type) ? [...marks, mark] : marks
  const middle: NoteNode[] = span.literal ? [{ type: 'text', text: within, ...(nested.length > 0 && { marks: nested }) }] : inline(within, nested)
  return [...inline(text.slice(0, match.index), marks), ...middle, ...inline(text.slice(match.index + match[0].length), marks)]
}
const entities = (text: string): string => text.replaceAll('&nbsp;', ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/<br\s*\/?>/gi, ' ')
