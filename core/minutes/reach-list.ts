import { longDay } from '../text/days.ts'
import { dayPart, timePart } from '../meetings/times.ts'
import { documentPage, type HouseStyle } from './document.ts'
import { html } from './html.ts'

export interface ReachPerson { readonly name: string; readonly way: 'telefoon' | 'post' | 'geen'; readonly phone: string; readonly address: string }

/** A list on paper to call or write those whom no mail reaches, with room to note the answer. */
export function reachListHtml(meeting: { readonly title: string; readonly startsAt: string | null; readonly place: string }, people: readonly ReachPerson[], style: HouseStyle): string {
  const way = { telefoon: 'Bellen', post: 'Brief', geen: 'Geen adres of nummer bekend' } as const
  const when = meeting.startsAt === null ? '' : `${longDay(dayPart(meeting.startsAt))}, ${timePart(meeting.startsAt)} uur`
  return documentPage({
    title: 'Uitnodigen per telefoon of brief',
    subtitle: html`<p>${[meeting.title, when, meeting.place].filter((part) => part !== '').join(' · ')}</p>`,
    body: html`<table><thead><tr><th>Naam</th><th>Hoe</th><th>Telefoon</th><th>Adres</th><th>Antwoord</th></tr></thead><tbody>${people.map((person) => html`<tr><td>${person.name}</td><td>${way[person.way]}</td><td class="number">${person.phone}</td><td>${person.address}</td><td>☐ komt &nbsp; ☐ komt niet</td></tr>`)}</tbody></table>`,
    style,
    closing: 'Bevat persoonsgegevens. Vernietig dit blad na de bijeenkomst.',
  })
}
