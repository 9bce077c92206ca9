import { longDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'
import { dayPart, timePart } from '../meetings/times.ts'
import { documentPage, type HouseStyle } from './document.ts'
import { html } from './html.ts'

/** Somebody whom no mail reaches, with the number or the address of the way that they chose and nothing else. */
export interface ReachPerson { readonly name: string; readonly way: 'telefoon' | 'post' | 'geen'; readonly phone: string; readonly address: string; readonly coming: boolean }

const titles = { uitnodigen: 'Uitnodigen per telefoon of brief', herinneren: 'Herinneren per telefoon of brief' } as const
const ways = { telefoon: 'Bellen', post: 'Brief', geen: 'Geen nummer of adres bij wat deze persoon koos' } as const
const order = ['telefoon', 'post', 'geen'] as const

/** A list on paper to call or write those whom no mail reaches, with room to note the answer. Reminding leaves out who cannot be reached, and says how many those are. */
export function reachListHtml(meeting: { readonly title: string; readonly startsAt: string | null; readonly place: string }, people: readonly ReachPerson[], style: HouseStyle, purpose: keyof typeof titles): string {
  const when = meeting.startsAt === null ? '' : `${longDay(dayPart(meeting.startsAt))}, ${timePart(meeting.startsAt)} uur`
  const reminding = purpose === 'herinneren'
  const shown = people.filter(({ way }) => !reminding || way !== 'geen').toSorted((a, b) => order.indexOf(a.way) - order.indexOf(b.way))
  const left = people.length - shown.length
  const row = ({ name, way, phone, address, coming }: ReachPerson) => html`<tr><td>${name}</td><td>${ways[way]}</td><td class="number">${phone}</td><td>${address}</td>${reminding && html`<td>${coming ? 'Komt' : 'Nog niet'}</td>`}<td>☐ komt &nbsp; ☐ komt niet</td></tr>`
  return documentPage({
    title: titles[purpose],
    subtitle: html`<p>${[meeting.title, when, meeting.place].filter((part) => part !== '').join(' · ')}</p>`,
    body: html`${shown.length === 0 ? html`<p>Niemand op de lijst koos voor telefoon of post.</p>` : html`<table><thead><tr><th>Naam</th><th>Hoe</th><th>Telefoon</th><th>Adres</th>${reminding && html`<th>Heeft geantwoord</th>`}<th>Antwoord</th></tr></thead><tbody>${shown.map(row)}</tbody></table>`}
${left > 0 && html`<p class="quiet">${plural(left, 'persoon', 'personen')} zonder e-mail ${left === 1 ? 'heeft' : 'hebben'} geen nummer of adres bij wat ${left === 1 ? 'die koos' : 'ze kozen'}, en ${left === 1 ? 'staat' : 'staan'} niet op deze lijst.</p>`}`,
    style,
    closing: 'Bevat persoonsgegevens. Vernietig dit blad na de bijeenkomst.',
  })
}
