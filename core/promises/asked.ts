import { isClosed, type ActionState, type Told } from '../actions/states.ts'
import { dutchDay, longDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'
import { documentPage, type HouseStyle } from '../minutes/document.ts'
import { html, multiline, type Html } from '../minutes/html.ts'
import type { Redactor } from '../minutes/public.ts'

export interface AskedAction { readonly id: string; readonly title: string; readonly state: ActionState; readonly told: Told; readonly reason: string; readonly dueOn: string | null; readonly terugkoppelingOn: string | null; readonly closedOn: string | null }
/** What residents asked: a priority of the panel with the actions that came of it, or a promise by itself. */
export interface AskedItem { readonly id: string; readonly kind: 'prioriteit' | 'belofte'; readonly title: string; readonly askedOn: string | null; readonly meetingTitle: string; readonly actions: readonly AskedAction[]; /** The figure that it is about, in sentences. */ readonly figure: readonly string[] }
export interface Asked { readonly panelName: string; readonly gebiedName: string; readonly sender: string; readonly from: string; readonly to: string; readonly items: readonly AskedItem[] }

/** Without what points at a person. */
export function publicAsked(asked: Asked, redactor: Redactor): Asked {
  const text = (value: string) => redactor.text(value)
  return { ...asked, items: asked.items.map((item) => ({ ...item, title: text(item.title), meetingTitle: text(item.meetingTitle), figure: item.figure.map(text), actions: item.actions.map((action) => ({ ...action, title: text(action.title), reason: text(action.reason) })) })) }
}

/** The three answers to what was asked. */
export const answers = ['gedaan', 'konNiet', 'open'] as const
export type Answer = (typeof answers)[number]
export const answerNames: Readonly<Record<Answer, string>> = { gedaan: 'Dit deden wij', konNiet: 'Dit kon niet', open: 'Dit staat nog open' }
export const answerOf = ({ state }: Pick<AskedAction, 'state'>): Answer => (state === 'gedaan' ? 'gedaan' : isClosed(state) ? 'konNiet' : 'open')

/** Typed text as a sentence that another can follow. */
const sentence = (text: string): string => { const typed = text.trim(); return typed === '' || /[.!?…]$/.test(typed) ? typed : `${typed}.` }

/** What is said of one action, in a sentence of its own. Days are told as agreed: they may have passed. */
export function answerText({ state, reason, dueOn, terugkoppelingOn, closedOn }: AskedAction): string {
  if (state === 'gedaan') return [sentence(reason), closedOn === null ? '' : `Klaar op ${dutchDay(closedOn)}.`].filter((part) => part !== '').join(' ')
  if (isClosed(state)) return reason === '' ? 'Waarom niet, is niet opgeschreven.' : reason
  const started = state === 'open' ? 'Nog niet begonnen' : state === 'bezig' ? 'Wij zijn bezig' : 'Deels gedaan'
  const agreed = [dueOn === null ? '' : `klaar voor ${dutchDay(dueOn)}`, terugkoppelingOn === null ? '' : `u hoort het voor ${dutchDay(terugkoppelingOn)}`].filter((part) => part !== '').join(' en ')
  return `${started}.${dueOn === null ? ' Wanneer het klaar is, is nog niet bekend.' : ''}${agreed === '' ? '' : ` Afgesproken is: ${agreed}.`}`
}

const NOTHING = 'Hier is nog geen actie voor.'
const counts = (asked: Asked): Readonly<Record<Answer, number>> => {
  const all = asked.items.flatMap((item) => item.actions.map(answerOf))
  return { gedaan: all.filter((answer) => answer === 'gedaan').length, konNiet: all.filter((answer) => answer === 'konNiet').length, open: all.filter((answer) => answer === 'open').length }
}

/** '3 vragen. 2 acties zijn gedaan, 1 kon niet, 1 staat nog open.' */
export function askedSummary(asked: Asked): string {
  const { gedaan, konNiet, open } = counts(asked)
  return `${plural(asked.items.length, 'vraag', 'vragen')}. ${plural(gedaan, 'actie is', 'acties zijn')} gedaan, ${plural(konNiet, 'kon', 'konden')} niet, ${plural(open, 'staat', 'staan')} nog open.`
}
const period = ({ from, to }: Asked): string => `${longDay(from)} tot en met ${longDay(to)}`

/** The letter to the panel. The same rows always give the same text. */
export function askedHtml(asked: Asked, style: HouseStyle): string {
  return documentPage({
    title: 'U vroeg, wij deden', style, closing: asked.sender,
    subtitle: html`<p>${[asked.panelName, asked.gebiedName].filter((name) => name !== '').join(' · ')}</p><p class="quiet">${period(asked)}</p>`,
    body: asked.items.length === 0
      ? html`<p>In deze periode is niets gevraagd, en er stond niets meer open.</p>`
      : html`<p>Beste panelleden,</p><p>U vertelde ons wat er in uw wijk speelt. Hieronder leest u wat wij daarmee deden, wat niet kon en wat nog open staat.</p><p>${askedSummary(asked)}</p>${asked.items.map(itemHtml)}<p>Met vriendelijke groet,</p><p>${asked.sender}</p>`,
  })
}

function itemHtml(item: AskedItem): Html {
  const about = [item.askedOn === null ? '' : dutchDay(item.askedOn), item.meetingTitle].filter((part) => part !== '').join(', ')
  const part = (answer: Answer) => {
    const list = item.actions.filter((action) => answerOf(action) === answer)
    return list.length > 0 && html`<h3>${answerNames[answer]}</h3><ul>${list.map((action) => html`<li>${(item.kind === 'prioriteit' || item.actions.length > 1) && html`<strong>${action.title}.</strong> `}${multiline(answerText(action))}</li>`)}</ul>`
  }
  return html`<section><h2>${item.kind === 'prioriteit' ? 'U koos: ' : 'U vroeg: '}${item.title}</h2>${about !== '' && html`<p class="quiet">${about}</p>`}${item.figure.map((line) => html`<p>${line}</p>`)}${item.actions.length === 0 ? html`<p>${NOTHING}</p>` : answers.map(part)}</section>`
}

/** One slide: large type, few lines. */
export interface Slide { readonly title: string; readonly above: string; readonly lines: readonly { readonly mark: Answer | null; readonly text: string; readonly more: string }[] }
/** More lines cannot be read from the back of a hall. */
const LINES = 3
const MOST = 160
const short = (text: string): string => { const line = text.replace(/\s+/gu, ' ').trim(); return line.length > MOST ? `${line.slice(0, MOST - 1).toWellFormed().trimEnd()}…` : line }

/** The same as slides: first what it is about, then what was asked, one at a time. */
export function askedSlides(asked: Asked): readonly Slide[] {
  const first: Slide = { title: 'U vroeg, wij deden', above: [asked.panelName, asked.gebiedName].filter((name) => name !== '').join(' · '), lines: [{ mark: null, text: period(asked), more: '' }, { mark: null, text: askedSummary(asked), more: '' }] }
  return [first, ...asked.items.flatMap(itemSlides)]
}

function itemSlides({ kind, title, actions, figure }: AskedItem): Slide[] {
  const ordered = answers.flatMap((answer) => actions.filter((action) => answerOf(action) === answer))
  const lines: Slide['lines'][number][] = ordered.map((action) => ({ mark: answerOf(action), text: short(action.title), more: short(answerText(action)) }))
  const above = kind === 'prioriteit' ? 'U koos' : 'U vroeg'
  const about: Slide[] = figure.length === 0 ? [] : [{ title, above, lines: figure.map((line) => ({ mark: null, text: short(line), more: '' })) }]
  if (lines.length === 0) return [...about, { title, above, lines: [{ mark: null, text: NOTHING, more: '' }] }]
  return [...about, ...Array.from({ length: Math.ceil(lines.length / LINES) }, (_, i) => ({ title, above: i === 0 && about.length === 0 ? above : `${above} (vervolg)`, lines: lines.slice(i * LINES, (i + 1) * LINES) }))]
}
