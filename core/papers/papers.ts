import { agendaTimes, dayPart, timePart } from '../meetings/times.ts'
import { documentPage, type HouseStyle } from '../minutes/document.ts'
import { html, multiline, type Html } from '../minutes/html.ts'
import { longDay } from '../text/days.ts'
import { paperCode } from './codes.ts'

/** A meeting as it stands on paper. */
export interface PaperMeeting {
  readonly id: string
  readonly title: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly place: string
  readonly address: string
  /** The way there, how the room is set up, and what to bring, a line each; '' where nobody wrote it. */
  readonly route: string
  readonly room: string
  readonly bring: string
  readonly agenda: readonly { readonly id: string; readonly title: string; readonly minutes: number; readonly owner: string; readonly intro: string }[]
  readonly people: readonly { readonly id: string; readonly name: string; readonly listName: string; readonly team: boolean; readonly about: string }[]
  readonly consent: { readonly version: string; readonly text: string }
  /** Who signs and can be asked: 'Gebiedsteam Overdie'. */
  readonly sender: string
  readonly style: HouseStyle
}

const PERSONAL = 'Bevat persoonsgegevens. Vernietig dit blad als alles is overgenomen.'
const rows = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)
const when = ({ startsAt, endsAt }: PaperMeeting): string => (startsAt === null ? '' : `${longDay(dayPart(startsAt))}, ${timePart(startsAt)}${endsAt === null ? '' : `–${timePart(endsAt)}`} uur`)
const subtitle = (meeting: PaperMeeting): Html => html`<p>${[meeting.title, when(meeting), meeting.place].filter((part) => part !== '').join(' · ')}</p>`
const lines = (count: number): Html => html`<div class="write">${rows(count).map(() => html`<div></div>`)}</div>`

/** Who is expected, to be ticked at the door, with the code by which it is typed back in; and room for walk-ins. */
export function attendanceListHtml(meeting: PaperMeeting, walkIns = 8): string {
  const person = ({ id, listName, about }: PaperMeeting['people'][number]) =>
    html`<tr><td class="code">${paperCode(id)}</td><td>${listName}${about !== '' && html` <span class="quiet">${about}</span>`}</td><td>☐ aanwezig</td><td>☐ later, om ____</td></tr>`
  return documentPage({
    title: 'Presentielijst', subtitle: subtitle(meeting), style: meeting.style, closing: PERSONAL,
    body: html`<p>Kruis aan wie er is. Typ later de codes over bij ‘Van papier’.</p>
<table><thead><tr><th>Code</th><th>Naam</th><th>Er is</th><th>Komt later</th></tr></thead><tbody>${meeting.people.map(person)}</tbody></table>
<h2>Inlopers</h2><p class="quiet">Laat inlopers eerst de toestemming lezen (toestemmingskaart).</p>
<table class="even"><thead><tr><th>Naam</th><th>E-mail of telefoon</th><th>Adres</th><th>Heeft toestemming gegeven</th></tr></thead><tbody>${rows(walkIns).map(() => html`<tr class="tall"><td></td><td></td><td></td><td>☐ ja, om ____</td></tr>`)}</tbody></table>`,
  })
}

/** Cards for the table: ten on a sheet. The first name is what people call each other. */
export function nameCardsHtml(meeting: PaperMeeting): string {
  return documentPage({
    title: 'Naamkaartjes', subtitle: subtitle(meeting), style: meeting.style, closing: PERSONAL,
    body: html`<div class="cards">${meeting.people.map(({ name, team, about }) => html`<div class="card"><p class="big">${name}</p><p class="quiet">${team ? about || 'Gebiedsteam' : meeting.title}</p></div>`)}</div>`,
  })
}

const needed = ['Sleutel en contactpersoon van de zaal', 'Stoelen en tafels', 'Projector, kabel en verlengsnoer', 'Presentielijst en pennen', 'Naamkaartjes', 'Notitieformulieren', 'Toestemmingskaarten', 'Koffie, thee en water']

/** What was written, or room to write it. */
const said = (text: string): Html => (text.trim() === '' ? lines(2) : html`<p>${multiline(text.trim())}</p>`)

/** Where, when, who, the way there and what to bring: the sheet on the seat of the car. */
export function roomSheetHtml(meeting: PaperMeeting): string {
  const times = new Map(agendaTimes(meeting.startsAt, meeting.agenda).map((time) => [time.id, time.from]))
  const where = [meeting.place, meeting.address].filter((part) => part.trim() !== '').join(', ')
  const team = meeting.people.filter((person) => person.team)
  const own = meeting.bring.split('\n').map((what) => what.replace(/^[-*•☐]\s*/, '').trim()).filter((what) => what !== '')
  return documentPage({
    title: 'Zaalblad', subtitle: subtitle(meeting), style: meeting.style,
    body: html`<dl><dt>Wanneer</dt><dd>${when(meeting) || 'Nog niet bekend'}</dd><dt>Waar</dt><dd>${where || 'Nog niet bekend'}</dd><dt>Verwacht</dt><dd>${String(meeting.people.length - team.length)} bewoners</dd><dt>Team</dt><dd>${team.map((person) => person.name).join(', ') || 'Nog niemand'}</dd></dl>
<h2>Agenda</h2><table><thead><tr><th>Tijd</th><th>Onderwerp</th><th>Door</th><th>Let op</th></tr></thead><tbody>${meeting.agenda.map((item) => html`<tr><td class="number">${times.get(item.id) ?? `${String(item.minutes)} min`}</td><td>${item.title}</td><td>${item.owner}</td><td class="quiet">${multiline(item.intro)}</td></tr>`)}</tbody></table>
<h2>Zo komt u er</h2>${said(meeting.route)}
<h2>Inrichting van de zaal</h2>${said(meeting.room)}
<h2>Meenemen en nakijken</h2><ul class="checks">${[...needed, ...own].map((what) => html`<li>☐ ${what}</li>`)}</ul>
<h2>Bijzonderheden</h2>${lines(3)}`,
  })
}

/** A sheet per agenda item to write on, with the code by which it is typed back in. */
export function noteFormsHtml(meeting: PaperMeeting): string {
  const items = [...meeting.agenda.map((item, index) => ({ id: item.id, title: `${String(index + 1)}. ${item.title}` })), { id: meeting.id, title: 'Algemeen' }]
  const form = ({ id, title }: { readonly id: string; readonly title: string }) => html`<section class="sheet"><h2>${title} <span class="code right">${paperCode(id)}</span></h2>
<h3>Wat is er gezegd</h3>${lines(12)}
<h3>Acties en beloften</h3><table class="even first"><thead><tr><th>Wat</th><th>Wie</th><th>Wanneer klaar</th><th>Belofte</th></tr></thead><tbody>${rows(4).map(() => html`<tr class="tall"><td></td><td></td><td></td><td>☐</td></tr>`)}</tbody></table>
<h3>Besluiten</h3>${lines(3)}</section>`
  return documentPage({ title: 'Notitieformulieren', subtitle: subtitle(meeting), style: meeting.style, closing: 'Schrijf geen namen van bewoners op als dat niet nodig is.', body: html`${items.map(form)}` })
}

/** What somebody at the table reads before giving consent, to take home: four on a sheet. */
export function consentCardsHtml({ consent, sender, style, title }: PaperMeeting): string {
  const card = html`<div class="card large"><p class="big">Meedoen met het wijkpanel</p><p>${multiline(consent.text)}</p><p>☐ per e-mail &nbsp; ☐ per telefoon &nbsp; ☐ per post</p><p class="quiet">U kunt dit altijd intrekken. Zeg het tegen ${sender === '' ? 'het gebiedsteam' : sender}; u hoeft niet te zeggen waarom. Tekst ${consent.version}.</p></div>`
  return documentPage({ title: 'Toestemmingskaarten', subtitle: html`<p>${title}</p>`, style, body: html`<div class="cards">${rows(4).map(() => card)}</div>` })
}
