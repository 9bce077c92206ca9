import type { ErasureCounts } from '../contract/erasure.ts'
import { dayPart, localNow, timePart } from '../meetings/times.ts'
import { documentPage, type HouseStyle } from '../minutes/document.ts'
import { html } from '../minutes/html.ts'
import { longDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'

/** What was or would be erased, a line each. */
export function erasedLines(c: ErasureCounts): string[] {
  const line = (count: number, text: string) => (count > 0 ? [text] : [])
  return [
    'Naam, adres, telefoon, e-mail en opmerkingen',
    ...line(c.contacts - 1, `${plural(c.contacts - 1, 'eerder verwijderd contact', 'eerder verwijderde contacten')} met dezelfde naam`),
    ...line(c.consents, plural(c.consents, 'vastgelegde toestemming', 'vastgelegde toestemmingen')),
    ...line(c.panels, `Lidmaatschap van ${plural(c.panels, 'panel', 'panels')}`),
    ...line(c.invitations, `${plural(c.invitations, 'uitnodiging', 'uitnodigingen')} voor een bijeenkomst die nog komt`),
    ...line(c.actions, `Verwijzing in ${plural(c.actions, 'actie of terugkoppeling', 'acties en terugkoppelingen')}`),
    ...line(c.notes + c.texts, `Naam in ${plural(c.notes + c.texts, 'notitie of andere tekst', 'notities en andere teksten')}`),
    ...line(c.attachments, `${plural(c.attachments, 'foto of bestand waarvan de naam of het bijschrift', "foto's of bestanden waarvan de naam of het bijschrift")} deze persoon noemt`),
  ]
}

/** What stays, a line each. */
export function keptLines(c: ErasureCounts): string[] {
  return [
    ...(c.meetings > 0 ? [`${plural(c.meetings, 'bijeenkomst telt', 'bijeenkomsten tellen')} nog een bewoner mee, zonder te zeggen wie`] : []),
    ...(c.minutes > 0 ? [`${plural(c.minutes, 'vastgesteld verslag noemt', 'vastgestelde verslagen noemen')} de naam en ${c.minutes === 1 ? 'blijft' : 'blijven'} als archiefstuk bewaard`] : []),
    'Een nummer zonder persoonsgegevens, zodat de gegevens niet kunnen terugkomen',
  ]
}

export interface Statement { readonly reference: string; readonly at: string; readonly counts: ErasureCounts }

/** '23 november 2026 om 23:10 uur' in the municipality. */
const moment = (at: string): string => { const local = localNow(new Date(at)); return `${longDay(dayPart(local))} om ${timePart(local)} uur` }
const from = (municipality: string): string => (municipality.trim() === '' ? 'De gemeente' : `De gemeente ${municipality.trim().replace(/^gemeente\s+/i, '')}`)
const title = 'Bewijs van wissen'
const opening = (municipality: string, at: string): string => `${from(municipality)} heeft op ${moment(at)} persoonsgegevens van één persoon gewist uit Gebiedsboek, op grond van artikel 17 van de AVG.`
const closing = 'In dit bewijs staan geen persoonsgegevens. De gemeente bewaart het kenmerk, de datum en de aantallen.'

/** Proof for the resident, to paste into a letter. Holds nothing of their data. */
export function statementText({ reference, at, counts }: Statement, municipality: string): string {
  const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n')
  return `${title}\n\n${opening(municipality, at)}\nKenmerk: ${reference}\n\nGewist:\n${list(erasedLines(counts))}\n\nWat blijft:\n${list(keptLines(counts))}\n\n${closing}\n`
}

/** The same for paper. */
export const statementHtml = ({ reference, at, counts }: Statement, style: HouseStyle): string => documentPage({
  title, style, closing: `Kenmerk ${reference}`, subtitle: html`<p class="quiet">Kenmerk ${reference}</p>`,
  body: html`<p>${opening(style.municipality, at)}</p><h2>Gewist</h2><ul>${erasedLines(counts).map((line) => html`<li>${line}</li>`)}</ul><h2>Wat blijft</h2><ul>${keptLines(counts).map((line) => html`<li>${line}</li>`)}</ul><p class="quiet">${closing}</p>`,
})
