import { mentionFinder, startsSentence, type Recognisable } from '../contacts/mentions.ts'
import { fold } from '../text/fold.ts'
import { escapeHtml, unescapeHtml } from './html.ts'
import type { MinutesModel } from './minutes.ts'

/** Somebody who may be named in the minutes, and what a public version says instead: 'een bewoner', 'de gebiedsregisseur'. */
export interface NamedPerson extends Recognisable {
  readonly instead: string
}

/** Something that the public version leaves out, or that the writer chose to leave in (`kept`). */
export interface Removal {
  readonly text: string
  readonly instead: string
  readonly times: number
  readonly kept: boolean
}

export interface PublicChoices {
  /** Texts that stay in, as they were found. */
  readonly keep: readonly string[]
  /** Texts that go out as well, which nothing here recognised. */
  readonly also: readonly string[]
}

/**
 * The minutes without what points at a person: names of residents, names of the team (their role stays), mail addresses,
 * telephone numbers, addresses with a postcode, account numbers. Who was there becomes a count. The place of the meeting
 * itself stays. Everything that was left out is answered, so that the writer sees it before it goes out.
 */
export function publicMinutes(model: MinutesModel, people: readonly NamedPerson[], roles: ReadonlyMap<string, string>, choices: PublicChoices): { readonly model: MinutesModel; readonly removals: readonly Removal[] } {
  const redactor = new Redactor(people, choices)
  const text = (value: string) => redactor.text(value)
  const owner = (name: string) => roles.get(name) ?? text(name)
  const redacted: MinutesModel = {
    ...model,
    title: text(model.title),
    agenda: model.agenda.map((item) => ({ ...item, title: text(item.title), intro: text(item.intro), owner: owner(item.owner), note: redactor.html(item.note) })),
    note: redactor.html(model.note),
    choices: model.choices.map((choice) => ({ ...choice, question: text(choice.question), reason: text(choice.reason), lines: choice.lines.map((line) => ({ ...line, title: text(line.title) })) })),
    decisions: model.decisions.map((decision) => ({ ...decision, text: text(decision.text) })),
    actions: model.actions.map((action) => ({ ...action, title: text(action.title), owner: owner(action.owner) })),
    // Whether somebody can be recognised is for a person to see: a photo goes along only when it was ticked. Files never do.
    attachments: model.attachments.filter((each) => each.photo && (model.options.photos ?? []).includes(each.id)).map((each) => ({ ...each, name: '', caption: text(each.caption) })),
    people: model.people.map((person) => ({ ...person, name: '' })),
    options: { ...model.options, attendance: 'counts' },
  }
  return { model: redacted, removals: redactor.removals() }
}

interface Hit { readonly from: number; readonly to: number; readonly sure: boolean; readonly instead: string }

/** What always goes, whoever it belongs to. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '(e-mailadres weggelaten)'],
  [/\bNL\d{2} ?[A-Z]{4}(?: ?\d){10}\b/g, '(rekeningnummer weggelaten)'],
  [/(?<![\d.,])(?:(?:\+|00)31[\s().-]*(?:0[\s).-]*)?|0)[1-9](?:[\s().-]{0,2}\d){8}(?!\d)/g, '(telefoonnummer weggelaten)'],
  [/\p{Lu}[\p{L}'’.-]+(?: (?:van|de|der|den|het|'t|en|ten|ter|op|aan|\p{Lu}[\p{L}'’.-]+)){0,4} \d{1,5}(?: ?[-/]? ?[A-Za-z0-9]{1,4})?,? \d{4} ?[A-Z]{2}\b(?: \p{Lu}[\p{L}-]+)?/gu, '(adres weggelaten)'],
]
const inline = /^<\/?(?:strong|em|u|s|a|span)\b/

/** Takes out of texts what points at a person, and keeps what it took out. One for all texts of a document. */
export class Redactor {
  private readonly finders: readonly ((text: string) => Hit[])[]
  private readonly keep: ReadonlySet<string>
  private readonly found = new Map<string, { text: string; instead: string; times: number }>()

  constructor(people: readonly NamedPerson[], { keep, also }: PublicChoices) {
    this.keep = new Set(keep.map(keyOf))
    this.finders = [
      (text) => patterns.flatMap(([pattern, instead]) => [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, sure: true, instead }))),
      ...also.filter((words) => words.trim() !== '').map((words) => (text: string) => occurrences(text, words.trim())),
      ...people.map((person) => {
        const find = mentionFinder(person)
        return (text: string) => find(text).map(({ from, to, sure, type }) => ({ from, to, sure, instead: type === 'detail' ? '(gegevens weggelaten)' : person.instead }))
      }),
    ]
  }

  text(text: string, begins = true): string {
    if (text === '') return text
    let out = '', at = 0
    for (const hit of apart(this.finders.flatMap((find) => find(text)))) {
      const words = text.slice(hit.from, hit.to), key = keyOf(words)
      const known = this.found.get(key)
      this.found.set(key, { text: words, instead: hit.instead, times: (known?.times ?? 0) + 1 })
      if (this.keep.has(key)) continue
      const capital = startsSentence(text, hit.from) && (begins || hit.from > 0)
      out += text.slice(at, hit.from) + (capital ? hit.instead.charAt(0).toUpperCase() + hit.instead.slice(1) : hit.instead)
      at = hit.to
    }
    return out + text.slice(at)
  }

  /** Safe HTML stays safe: only the text between tags changes, and a link that says who is meant leads nowhere any more. */
  html(source: string): string {
    let begins = true
    return source.split(/(<[^>]*>)/).map((part) => {
      if (!part.startsWith('<')) { const text = this.text(unescapeHtml(part), begins); begins &&= part.trim() === ''; return escapeHtml(text) }
      if (!inline.test(part)) begins = true
      return part.replace(/ href="([^"]*)"/, (whole, href: string) => (/^(?:mailto|tel):/i.test(href) || this.text(unescapeHtml(href)) !== unescapeHtml(href) ? '' : whole))
    }).join('')
  }

  removals(): Removal[] {
    return [...this.found].map(([key, removal]) => ({ ...removal, kept: this.keep.has(key) })).sort((a, b) => b.times - a.times || a.text.localeCompare(b.text, 'nl'))
  }
}

const keyOf = (text: string): string => fold(text).replace(/\s+/g, ' ').trim()

function occurrences(text: string, words: string): Hit[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu')
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length, sure: true, instead: '(weggelaten)' }))
}

/** Without overlap: what is sure goes before what may be somebody else, longer before shorter. */
function apart(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = []
  for (const hit of hits.toSorted((a, b) => Number(b.sure) - Number(a.sure) || b.to - b.from - (a.to - a.from))) {
    if (!kept.some((other) => hit.from < other.to && other.from < hit.to)) kept.push(hit)
  }
  return kept.sort((a, b) => a.from - b.from)
}
