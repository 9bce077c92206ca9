import { stateName } from '../actions/states.ts'
import { ruleInWords } from '../figures/compare.ts'
import { chartHtml } from '../figures/html.ts'
import { priorityStateNames, rankText } from '../choices/words.ts'
import { dayPart } from '../meetings/times.ts'
import { documentPage, type HouseStyle } from '../minutes/document.ts'
import { html, multiline, trusted, type Html } from '../minutes/html.ts'
import type { Redactor } from '../minutes/public.ts'
import { signalSourceNames, signalStateLooks } from '../signals/words.ts'
import { dutchDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'
import { publicStory, storySentences } from './figure.ts'
import { stepNames, threadGaps, type Thread, type ThreadStep } from './thread.ts'

/** The rode draad without what points at a person: signals as counts, the team by role. */
export function publicThread(thread: Thread, redactor: Redactor, roles: ReadonlyMap<string, string>): Thread {
  const text = (value: string) => redactor.text(value)
  const member = (name: string) => roles.get(name) ?? text(name)
  return {
    ...thread, figure: thread.figure?.story ? { ...thread.figure, story: publicStory(thread.figure.story, text) } : thread.figure, title: text(thread.title), question: text(thread.question),
    signals: thread.signals && { ...thread.signals, newest: [], meetings: thread.signals.meetings.map((meeting) => ({ ...meeting, title: text(meeting.title) })) },
    meeting: thread.meeting && { ...thread.meeting, title: text(thread.meeting.title) },
    actions: thread.actions.map((action) => ({ ...action, title: text(action.title), reason: text(action.reason), ownerName: member(action.ownerName) })),
    told: thread.told.map((told) => ({ ...told, actionTitle: text(told.actionTitle), toWhom: text(told.toWhom), how: text(told.how), what: text(told.what), who: member(told.who) })),
  }
}

/** The rode draad as one page. The same rows always give the same text. */
export function threadHtml(thread: Thread, style: HouseStyle, edition: 'intern' | 'openbaar'): string {
  const gaps = threadGaps(thread)
  const part = (step: ThreadStep, body: Html | null) => html`<h2>${stepNames[step]}</h2>${body}${gaps[step] !== null && html`<p class="quiet">${gaps[step]}</p>`}`
  const where = [thread.gebiedName, thread.wijkName, thread.panelName].filter((name) => name !== '').join(' · ')
  return documentPage({
    title: thread.title, style, closing: 'Rode draad',
    subtitle: html`<p class="quiet">${where}</p>${edition === 'openbaar' && html`<p class="quiet">Openbare versie: namen en gegevens van personen zijn weggelaten.</p>`}`,
    body: html`${part('cijfer', figure(thread))}${part('gehoord', heard(thread))}${part('gekozen', chosen(thread))}${part('acties', actions(thread))}${part('resultaten', results(thread))}${part('verteld', told(thread))}`,
  })
}

const day = (value: string | null): string => (value === null ? '–' : dutchDay(value))
function figure({ figure: of }: Thread): Html | null {
  const story = of?.story
  if (!story) return null
  return html`${storySentences(story).map((text) => html`<p>${text}</p>`)}${trusted(chartHtml(story.chart))}<ul class="quiet">${ruleInWords(story.small).map((text) => html`<li>${text}</li>`)}${story.source !== '' && html`<li>Bron: ${story.source}</li>`}</ul>`
}

function heard({ signals, themeName, wijkName }: Thread): Html | null {
  if (signals === null || signals.total === 0) return null
  const newest = signals.newest.map((signal) => html`<li>${signal.title} <span class="quiet">(${[signal.place, signal.occurredAt === null ? '' : dutchDay(dayPart(signal.occurredAt)), signalStateLooks[signal.state].name].filter((word) => word !== '').join(', ')})</span></li>`)
  return html`<p>${plural(signals.total, 'signaal', 'signalen')} over ${themeName}${wijkName !== '' && ` in ${wijkName}`}: ${signals.sources.map(({ source, count }) => `${signalSourceNames[source]} ${String(count)}`).join(', ')}.</p>
${signals.buurten.length > 0 && html`<table><thead><tr><th>Buurt</th><th>Signalen</th></tr></thead><tbody>${signals.buurten.map(({ name, count }) => html`<tr><td>${name}</td><td class="number">${count}</td></tr>`)}</tbody></table>`}${newest.length > 0 && html`<ul>${newest}</ul>`}`
}

function chosen(thread: Thread): Html {
  const { meeting, question, rank, points, decidedOn, state } = thread
  const rows: [string, string][] = [
    ...(meeting === null ? [] : [['Bijeenkomst', `${meeting.title}${meeting.startsAt === null ? '' : `, ${dutchDay(dayPart(meeting.startsAt))}`}`] as [string, string]]), ...(question === '' ? [] : [['Vraag', question] as [string, string]]),
    ...(rank > 0 ? [['Plaats', `${rankText(rank, false)}, ${plural(points, 'punt', 'punten')}`] as [string, string]] : []), ...(decidedOn === null ? [] : [['Gekozen op', dutchDay(decidedOn)] as [string, string]]), ['Stand', priorityStateNames[state]],
  ]
  return html`<dl>${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`
}

function actions({ actions: list }: Thread): Html | null {
  if (list.length === 0) return null
  return html`<table><thead><tr><th>Actie</th><th>Trekker</th><th>Uiterlijk</th><th>Stand</th></tr></thead><tbody>${list.map((action) => html`<tr><td>${action.title}${action.promise && html` <span class="quiet">(belofte)</span>`}</td><td>${action.ownerName || '–'}</td><td class="number">${day(action.dueOn)}</td><td>${stateName(action.state, action.told)}</td></tr>`)}</tbody></table>`
}

function results({ actions: list }: Thread): Html | null {
  const closed = list.filter((action) => action.closedOn !== null)
  if (closed.length === 0) return null
  return html`<ul>${closed.map((action) => html`<li><strong>${action.title}</strong>: ${stateName(action.state, action.told)}, ${day(action.closedOn)}. ${action.reason === '' ? 'Er is geen reden opgeschreven.' : multiline(action.reason)}</li>`)}</ul>`
}

function told({ told: list }: Thread): Html | null {
  if (list.length === 0) return null
  return html`<table><thead><tr><th>Wanneer</th><th>Aan wie</th><th>Hoe</th><th>Wat</th></tr></thead><tbody>${list.map((line) => html`<tr><td class="number">${day(line.toldOn)}</td><td>${line.toldOn === null ? 'Niemand' : line.toWhom}</td><td>${line.how || '–'}</td><td>${multiline(line.what)} <span class="quiet">(${line.actionTitle})</span></td></tr>`)}</tbody></table>`
}
