import { stateLooks } from '../actions/states.ts'
import { priorityStateNames, rankText } from '../choices/words.ts'
import { meetingKindNames } from '../meetings/words.ts'
import { documentPage, type HouseStyle } from '../minutes/document.ts'
import { html, multiline, type Html } from '../minutes/html.ts'
import { actionStates, closedStates, signalStates } from '../model/kinds.ts'
import { signalStateLooks } from '../signals/words.ts'
import { dutchDay, longDay } from '../text/days.ts'
import { plural } from '../text/numbers.ts'
import type { SheetToWrite } from '../export/xlsx.ts'
import { totals, unknownLines, type Report, type ReportGebied } from './report.ts'

type Cell = string | number
interface Table { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }

const gebiedRow = ({ name, held, came, walkIns, signals, open, closed }: Omit<ReportGebied, 'id'>): readonly Cell[] => [name, held, came, walkIns, signals, open, closed]
const toldRow = ({ name, inTime, late, notTold, untold }: Omit<ReportGebied, 'id'>): readonly Cell[] => [name, inTime, late, notTold, untold]

/** The numbers of the report: the page shows them and the workbook holds them. */
export function reportTables(report: Report): Readonly<Record<'gebieden' | 'meetings' | 'themes' | 'priorities' | 'actions' | 'told', Table>> {
  const sum = { name: 'Samen', ...totals(report.gebieden) }
  const withSum = (row: (gebied: Omit<ReportGebied, 'id'>) => readonly Cell[]) => [...report.gebieden.map(row), ...(report.gebieden.length > 1 ? [row(sum)] : [])]
  return {
    gebieden: { name: 'Per gebied', columns: ['Gebied', 'Bijeenkomsten', 'Keer gekomen', 'Inlopers', 'Signalen', 'Acties open', 'Acties afgesloten'], rows: withSum(gebiedRow) },
    meetings: { name: 'Bijeenkomsten', columns: ['Soort', 'Gehouden', 'Nog gepland', 'Geannuleerd', 'Keer gekomen', 'Inlopers'], rows: report.meetings.map((m) => [meetingKindNames[m.kind], m.held, m.planned, m.cancelled, m.came, m.walkIns]) },
    themes: { name: 'Signalen', columns: ['Thema', 'Signalen', ...signalStates.map((state) => signalStateLooks[state].name)], rows: report.themes.map((theme) => [theme.name, theme.total, ...signalStates.map((state) => theme.states[state])]) },
    priorities: { name: 'Prioriteiten', columns: ['Prioriteit', 'Gebied', 'Panel', 'Plaats', 'Stand', 'Acties', 'Afgesloten', 'Met cijfer'], rows: report.priorities.map((p) => [p.title, p.gebied, p.panel, rankText(p.rank || null, false), priorityStateNames[p.state], p.actions, p.closed, p.figure.length > 0 ? 'ja' : 'nee']) },
    actions: { name: 'Acties', columns: ['Stand', 'Aantal'], rows: actionStates.map((state) => [stateLooks[state].name, report.actions[state]]) },
    told: { name: 'Terugkoppeling', columns: ['Gebied', 'Op tijd', 'Te laat', 'Besloten van niet', 'Nog niet'], rows: withSum(toldRow) },
  }
}

/** Headings break between words only: a column becomes as wide as its longest word. */
const tableHtml = ({ columns, rows }: Table): Html => html`<table style="overflow-wrap:break-word"><thead><tr>${columns.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => (typeof cell === 'number' ? html`<td class="number">${cell}</td>` : html`<td>${cell}</td>`))}</tr>`)}</tbody></table>`

/** The report as one page. The same rows always give the same text: it does not say when it was made. */
export function reportHtml(report: Report, style: HouseStyle): string {
  const tables = reportTables(report)
  const all = totals(report.gebieden)
  const part = (title: string, table: Table, none: string, before: Html | null = null) => html`<h2>${title}</h2>${before}${table.rows.length === 0 ? html`<p class="quiet">${none}</p>` : tableHtml(table)}`
  const withFigure = report.priorities.filter((priority) => priority.figure.length > 0)
  return documentPage({
    title: 'Stand van zaken veiligheid', style, closing: 'Zonder namen van bewoners',
    subtitle: html`<p>${report.scope}</p><p class="quiet">${longDay(report.from)} tot en met ${longDay(report.to)}</p>`,
    body: html`${part('In het kort', tables.gebieden, 'Er zijn geen gebieden.', html`<p>${plural(all.held, 'bijeenkomst is', 'bijeenkomsten zijn')} gehouden. ${plural(report.reached, 'bewoner kwam', 'verschillende bewoners kwamen')} ten minste één keer, samen ${plural(all.came, 'keer', 'keer')}. ${plural(all.signals, 'signaal is', 'signalen zijn')} opgeschreven.</p>`)}
${part('Bijeenkomsten', tables.meetings, 'Er zijn geen bijeenkomsten in deze periode.')}
${part("Signalen per thema", tables.themes, 'Er zijn geen signalen in deze periode.', report.themes.length > 1 ? html`<p class="quiet">Een signaal met twee thema’s telt bij allebei.</p>` : null)}
${part('Prioriteiten van bewoners', tables.priorities, 'In deze periode kozen bewoners geen prioriteiten.', report.priorities.length > 0 && withFigure.length === 0 ? html`<p class="quiet">Van geen van deze prioriteiten is een cijfer bekend.</p>` : null)}
${withFigure.length > 0 && html`<h3>Cijfers bij deze prioriteiten</h3><ul>${withFigure.map(({ title, gebied, figure }) => html`<li><strong>${title}</strong> <span class="quiet">(${gebied})</span><br>${figure.join(' ')}</li>`)}</ul><p class="quiet">Hoger of lager zeggen wij alleen als het verschil groter is dan de marges van beide cijfers samen. Vanaf een andere manier van meten vergelijken wij niet.</p>`}
${part('Acties', tables.actions, '')}${closed(report)}
${part('Terugkoppeling aan bewoners', tables.told, '', html`<p class="quiet">Van wat in deze periode verteld moest zijn.</p>`)}
${unknown(report)}`,
  })
}

function closed({ closed: list }: Report): Html {
  const part = (state: (typeof closedStates)[number]) => {
    const of = list.filter((action) => action.state === state)
    return of.length > 0 && html`<h3>${stateLooks[state].name}</h3><ul>${of.map((action) => html`<li><strong>${action.title}</strong> <span class="quiet">(${action.gebied}, ${dutchDay(action.closedOn)})</span><br>${action.reason === '' ? 'Er is geen uitleg opgeschreven.' : multiline(action.reason)}</li>`)}</ul>`
  }
  return list.length === 0 ? html`<p class="quiet">In deze periode is geen actie afgesloten.</p>` : html`${closedStates.map(part)}`
}

function unknown(report: Report): Html {
  const lines = unknownLines(report.unknown)
  return html`<h2>Wat wij niet weten</h2>${lines.length === 0 ? html`<p class="quiet">Alles wat dit rapport telt, is volledig opgeschreven.</p>` : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`
}

/** The same numbers as a workbook: a sheet per table, the closed actions with their reasons, and what is not known. */
export function reportSheets(report: Report): readonly SheetToWrite[] {
  const sheet = ({ name, columns, rows }: Table): SheetToWrite => ({ name, columns: columns.map((header, i) => ({ header, width: i === 0 ? 36 : Math.max(12, header.length + 2) })), rows })
  return [
    ...Object.values(reportTables(report)).map(sheet),
    { name: 'Cijfers bij prioriteiten', columns: [{ header: 'Prioriteit', width: 40 }, { header: 'Gebied', width: 24 }, { header: 'Cijfer toen', width: 80 }, { header: 'Sindsdien', width: 80 }], rows: report.priorities.filter((p) => p.figure.length > 0).map((p) => [p.title, p.gebied, p.figure[0] ?? '', p.figure[1] ?? '']) },
    { name: 'Afgesloten acties', columns: [{ header: 'Actie', width: 50 }, { header: 'Gebied', width: 24 }, { header: 'Stand', width: 14 }, { header: 'Afgesloten op', width: 14 }, { header: 'Uitleg', width: 60 }], rows: report.closed.map((action) => [action.title, action.gebied, stateLooks[action.state].name, { date: action.closedOn }, action.reason]) },
    { name: 'Niet bekend', columns: [{ header: 'Wat wij niet weten', width: 90 }], rows: unknownLines(report.unknown).map((line) => [line]) },
  ]
}
