import type { MinutesOptions } from '../contract/meetings.ts'
import { meetingKindNames, type MeetingKind, type Presence, type Response, isPresent } from '../meetings/words.ts'
import { agendaTimes, dayPart, timePart } from '../meetings/times.ts'
import { dutchDay, longDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'
import { documentPage, safePicture, type HouseStyle } from './document.ts'
import { html, multiline, trusted, type Html } from './html.ts'

export interface MinutesPerson { readonly name: string; readonly team: boolean; readonly invited: boolean; readonly response: Response; readonly presence: Presence; readonly arrivedAt: string | null; readonly walkIn: boolean }
export interface MinutesItem { readonly id: string; readonly title: string; readonly minutes: number; readonly owner: string; readonly intro: string; /** Safe HTML of its note, '' when there is none. */ readonly note: string }
export interface MinutesAction { readonly title: string; readonly owner: string; readonly dueOn: string | null; readonly terugkoppelingOn: string | null; readonly promise: boolean; readonly state: string; readonly agendaItemId: string | null }
/** The outcome of a choice that was closed; `chosen`: it became a priority of the panel. */
export interface MinutesChoice { readonly question: string; readonly how: string; readonly counted: string; readonly reason: string; readonly lines: readonly { readonly title: string; readonly rank: string; readonly points: number; readonly chosen: boolean }[]; readonly agendaItemId: string | null }
/** A photo or file that was added to the meeting. `picture`: small, as data; '' where its bytes are not on this laptop yet, and for files. */
export interface MinutesAttachment { readonly id: string; readonly name: string; readonly caption: string; readonly photo: boolean; readonly picture: string }
export interface MinutesDecision { readonly text: string; readonly agendaItemId: string | null }

/** Everything the minutes are made of. */
export interface MinutesModel {
  readonly kind: MeetingKind
  readonly title: string
  readonly gebied: string
  readonly panel: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly place: string
  readonly address: string
  readonly people: readonly MinutesPerson[]
  readonly agenda: readonly MinutesItem[]
  /** The note of the meeting as a whole. */
  readonly note: string
  readonly choices: readonly MinutesChoice[]
  readonly decisions: readonly MinutesDecision[]
  readonly actions: readonly MinutesAction[]
  readonly attachments: readonly MinutesAttachment[]
  readonly style: HouseStyle
  readonly options: MinutesOptions
  /** Null: a draft. `at` is a day. */
  readonly final: { readonly version: number; readonly at: string } | null
}

/** The minutes as one HTML page. The same model always gives the same text, so that a change can be seen by comparing. */
export function minutesHtml(model: MinutesModel): string {
  return documentPage({
    title: `Verslag ${model.title}`,
    subtitle: subtitle(model),
    body: html`${facts(model)}${attendance(model)}${agenda(model)}${choices(model)}${decisions(model)}${model.options.actions && actions(model)}${notes(model)}${attachments(model)}`,
    style: model.style,
    closing: model.final === null ? 'Concept, nog niet vastgesteld' : `Vastgesteld op ${dutchDay(model.final.at)}, versie ${String(model.final.version)}`,
  })
}

const subtitle = (model: MinutesModel): Html =>
  html`<p class="quiet">${meetingKindNames[model.kind]}${model.gebied !== '' && ` · ${model.gebied}`}</p>${model.options.edition === 'openbaar' && html`<p class="quiet">Openbare versie: namen en gegevens van personen zijn weggelaten.</p>`}<p><span class="state">${model.final === null ? 'Concept' : `Vastgesteld · versie ${String(model.final.version)}`}</span></p>`

function facts({ startsAt, endsAt, place, address, panel }: MinutesModel): Html {
  const rows: [string, string][] = []
  if (startsAt !== null) {
    rows.push(['Datum', longDay(dayPart(startsAt))], ['Tijd', endsAt === null ? `${timePart(startsAt)} uur` : `${timePart(startsAt)}–${timePart(endsAt)} uur`])
  }
  const where = [place, address].filter((part) => part.trim() !== '').join(', ')
  if (where !== '') rows.push(['Plaats', where])
  if (panel !== '') rows.push(['Panel', panel])
  return html`<dl>${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`
}

function attendance({ people, options }: MinutesModel): Html {
  const present = people.filter((person) => isPresent(person.presence))
  const residents = present.filter((person) => !person.team), team = present.filter((person) => person.team)
  const apologies = people.filter((person) => person.response === 'afgemeld' && !isPresent(person.presence))
  const walkIns = residents.filter((person) => person.walkIn).length
  const among = walkIns > 0 ? `onder wie ${plural(walkIns, 'inloper', 'inlopers')}` : ''
  const who = team.length === 0 ? among : `${plural(residents.length, 'bewoner', 'bewoners')}${among === '' ? '' : `, ${among},`} en ${String(team.length)} van het team`
  const here = present.length === 0 ? 'Er is nog niemand als aanwezig genoteerd' : `${String(present.length)} aanwezig${who === '' ? '' : ` (${who})`}`
  const summary = `${here}${apologies.length > 0 ? `, ${String(apologies.length)} afgemeld` : ''}`
  return html`<h2>Aanwezigheid</h2><p>${summary}.</p>${options.attendance === 'names' && html`${nameList('Bewoners', residents)}${nameList('Team', team)}${nameList('Afgemeld', apologies)}`}`
}

const nameList = (title: string, people: readonly MinutesPerson[]): Html | null =>
  people.length === 0 ? null : html`<h3>${title}</h3><ul class="names">${people.map((person) => html`<li>${person.name}${about(person)}</li>`)}</ul>`

function about(person: MinutesPerson): Html | null {
  const words = [...(person.walkIn ? ['inloper'] : []), ...(person.presence === 'laat' ? [person.arrivedAt === null ? 'later gekomen' : `vanaf ${timePart(person.arrivedAt)} uur`] : [])]
  return words.length === 0 ? null : html` <span class="quiet">(${words.join(', ')})</span>`
}

function agenda({ agenda: items, startsAt }: MinutesModel): Html | null {
  if (items.length === 0) return null
  const times = new Map(agendaTimes(startsAt, items).map((time) => [time.id, time.from]))
  const row = (item: MinutesItem, index: number) =>
    html`<tr><td class="number">${index + 1}</td>${startsAt !== null && html`<td class="number">${times.get(item.id) ?? ''}</td>`}<td>${item.title}</td><td class="who">${item.owner}</td></tr>`
  return html`<h2>Agenda</h2><table><thead><tr><th>Nr.</th>${startsAt !== null && html`<th>Tijd</th>`}<th>Onderwerp</th><th>Door</th></tr></thead><tbody>${items.map(row)}</tbody></table>`
}

/** Numbers only: nobody's name belongs to a vote. */
function choices({ choices: list, agenda: items }: MinutesModel): Html | null {
  if (list.length === 0) return null
  const row = (line: MinutesChoice['lines'][number]) => html`<tr><td class="number">${line.rank}</td><td>${line.title}${line.chosen && html` <span class="quiet">(prioriteit)</span>`}</td><td class="number">${line.points}</td></tr>`
  const part = (choice: MinutesChoice) => html`<h3>${choice.question}${at(items, choice.agendaItemId)}</h3><p class="quiet">${choice.how}. ${choice.counted}.${choice.reason !== '' && html` ${choice.reason}`}</p><table><thead><tr><th>Plaats</th><th>Onderwerp</th><th>Aantal</th></tr></thead><tbody>${choice.lines.map(row)}</tbody></table>`
  return html`<h2>Keuzes</h2>${list.map(part)}`
}

function decisions({ decisions: list, agenda: items }: MinutesModel): Html {
  if (list.length === 0) return html`<h2>Besluiten</h2><p class="quiet">Er zijn geen besluiten genomen.</p>`
  return html`<h2>Besluiten</h2><ol>${list.map((decision) => html`<li>${multiline(decision.text)}${at(items, decision.agendaItemId)}</li>`)}</ol>`
}

function actions({ actions: list, agenda: items }: MinutesModel): Html {
  if (list.length === 0) return html`<h2>Acties en beloften</h2><p class="quiet">Er zijn geen acties afgesproken.</p>`
  const row = (action: MinutesAction) =>
    html`<tr><td>${action.title}${action.promise && html` <span class="quiet">(belofte)</span>`}${at(items, action.agendaItemId)}</td><td>${action.owner === '' ? '–' : action.owner}</td><td class="number">${day(action.dueOn)}</td><td class="number">${day(action.terugkoppelingOn)}</td><td>${action.state}</td></tr>`
  return html`<h2>Acties en beloften</h2><table><thead><tr><th>Actie</th><th>Trekker</th><th>Uiterlijk</th><th>Terugkoppeling</th><th>Stand</th></tr></thead><tbody>${list.map(row)}</tbody></table>`
}

const day = (value: string | null): string => (value === null ? '–' : dutchDay(value))
function at(items: readonly MinutesItem[], id: string | null): Html | null {
  const index = id === null ? -1 : items.findIndex((item) => item.id === id)
  return index < 0 ? null : html` <span class="quiet">(punt ${index + 1})</span>`
}

function notes({ options, agenda: items, note }: MinutesModel): Html | null {
  if (!options.notes) return null
  const parts = items.map((item, index) => ({ item, index })).filter(({ item }) => item.intro.trim() !== '' || !isBlank(item.note))
  if (parts.length === 0 && isBlank(note)) return null
  const part = ({ item, index }: { item: MinutesItem; index: number }) =>
    html`<section><h3>${index + 1}. ${item.title}</h3>${item.intro.trim() !== '' && html`<p class="quiet">${multiline(item.intro)}</p>`}${!isBlank(item.note) && html`<div class="note">${trusted(item.note)}</div>`}</section>`
  return html`<h2>Besproken</h2>${!isBlank(note) && html`<div class="note">${trusted(note)}</div>`}${parts.map(part)}`
}

/** Photos with what they show, two beside each other, and the names of files. Whoever opens the minutes elsewhere has no other copy of them. */
function attachments({ attachments: list }: MinutesModel): Html | null {
  const photos = list.filter((each) => each.photo), files = list.filter((each) => !each.photo)
  if (list.length === 0) return null
  const cell = (each: MinutesAttachment | undefined) => html`<td style="width:50%;border:none;vertical-align:top">${each !== undefined && html`${safePicture(each.picture) === null ? html`<p class="quiet">(foto nog niet op deze laptop)</p>` : html`<img src="${each.picture}" alt="${each.caption || 'Foto zonder bijschrift'}" style="max-width:75mm;max-height:65mm">`}<p>${each.caption || html`<span class="quiet">Zonder bijschrift</span>`}</p>`}</td>`
  const rows = Array.from({ length: Math.ceil(photos.length / 2) }, (_, i) => html`<tr>${cell(photos[2 * i])}${cell(photos[2 * i + 1])}</tr>`)
  return html`${photos.length > 0 && html`<h2>Foto’s</h2><table>${rows}</table>`}${files.length > 0 && html`<h2>Bestanden</h2><ul>${files.map((file) => html`<li>${file.name}${file.caption !== '' && html`: ${file.caption}`}</li>`)}</ul>`}`
}

/** A note that was opened and left empty is HTML without words. */
const isBlank = (note: string): boolean => note.replace(/<[^>]*>/g, '').trim() === ''
