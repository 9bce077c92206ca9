import type { ActionState } from '../actions/states.ts'
import type { PriorityState } from '../choices/words.ts'
import type { MeetingKind } from '../meetings/words.ts'
import type { Redactor } from '../minutes/public.ts'
import type { SignalState } from '../signals/words.ts'
import { plural } from '../text/numbers.ts'

/** Everything that is counted for one gebied. */
export interface ReportGebied {
  readonly id: string; readonly name: string
  /** Meetings that were held; residents who came, each time they came; of them without an invitation. */
  readonly held: number; readonly came: number; readonly walkIns: number
  readonly signals: number; readonly open: number; readonly closed: number
  /** Terugkoppeling that was due in the period: in time, late, decided not to, not yet. */
  readonly inTime: number; readonly late: number; readonly notTold: number; readonly untold: number
}
export interface ReportMeetings { readonly kind: MeetingKind; readonly held: number; readonly planned: number; readonly cancelled: number; readonly came: number; readonly walkIns: number; /** held, with nobody noted as present */ readonly unnoted: number }
export interface ReportTheme { readonly name: string; readonly total: number; readonly states: Readonly<Record<SignalState, number>> }
export interface ReportPriority { readonly title: string; readonly gebied: string; readonly panel: string; readonly rank: number; readonly state: PriorityState; readonly actions: number; readonly closed: number; /** What its figure says, in sentences. */ readonly figure: readonly string[] }
export interface ReportClosed { readonly title: string; readonly gebied: string; readonly state: ActionState; readonly reason: string; readonly closedOn: string }
/** What the rows do not say. */
export interface ReportUnknown {
  readonly signalsWithoutTheme: number; readonly signalsWithoutBuurt: number; readonly signalsWithoutDay: number; readonly actionsWithoutDay: number; readonly closedWithoutReason: number; readonly promisesWithoutDay: number; readonly stillPlanned: number; readonly unnoted: number
}

/** Stand van zaken veiligheid. Counts, and titles of priorities and closed actions; there is no field for a resident. */
export interface Report {
  readonly scope: string; readonly from: string; readonly to: string
  readonly gebieden: readonly ReportGebied[]
  readonly meetings: readonly ReportMeetings[]
  /** Different residents who came at least once. */
  readonly reached: number
  readonly themes: readonly ReportTheme[]
  readonly priorities: readonly ReportPriority[]
  readonly actions: Readonly<Record<ActionState, number>>
  readonly closed: readonly ReportClosed[]
  readonly unknown: ReportUnknown
}

/** Free text without what points at a person. */
export function publicReport(report: Report, redactor: Redactor): Report {
  const text = (value: string) => redactor.text(value)
  return { ...report, priorities: report.priorities.map((priority) => ({ ...priority, title: text(priority.title), figure: priority.figure.map(text) })), closed: report.closed.map((action) => ({ ...action, title: text(action.title), reason: text(action.reason) })) }
}

/** The whole of the gebieden. */
export const totals = (gebieden: readonly ReportGebied[]): Omit<ReportGebied, 'id' | 'name'> => {
  const sum = (of: (gebied: ReportGebied) => number) => gebieden.reduce((total, gebied) => total + of(gebied), 0)
  return { held: sum((g) => g.held), came: sum((g) => g.came), walkIns: sum((g) => g.walkIns), signals: sum((g) => g.signals), open: sum((g) => g.open), closed: sum((g) => g.closed), inTime: sum((g) => g.inTime), late: sum((g) => g.late), notTold: sum((g) => g.notTold), untold: sum((g) => g.untold) }
}

/** What is not known, a plain sentence each; what is 0 is not said. */
export function unknownLines(unknown: ReportUnknown): readonly string[] {
  const line = (count: number, one: string, many: string) => (count === 0 ? [] : [`${plural(count, one, many)}.`])
  return [
    ...line(unknown.unnoted, 'gehouden bijeenkomst: er is niet opgeschreven wie er was', 'gehouden bijeenkomsten: er is niet opgeschreven wie er waren'),
    ...line(unknown.stillPlanned, 'bijeenkomst staat nog als gepland: niet bekend of die is gehouden', 'bijeenkomsten staan nog als gepland: niet bekend of die zijn gehouden'),
    ...line(unknown.signalsWithoutTheme, 'signaal heeft geen thema', 'signalen hebben geen thema'), ...line(unknown.signalsWithoutBuurt, 'signaal heeft geen buurt', 'signalen hebben geen buurt'),
    ...line(unknown.signalsWithoutDay, 'signaal heeft geen dag en telt in geen enkele periode mee', 'signalen hebben geen dag en tellen in geen enkele periode mee'),
    ...line(unknown.actionsWithoutDay, 'actie heeft geen begindag en telt mee alsof die in de periode begon', 'acties hebben geen begindag en tellen mee alsof die in de periode begonnen'),
    ...line(unknown.closedWithoutReason, 'afgesloten actie heeft geen uitleg', 'afgesloten acties hebben geen uitleg'),
    ...line(unknown.promisesWithoutDay, 'belofte heeft geen dag van terugkoppeling en telt daar niet mee', 'beloften hebben geen dag van terugkoppeling en tellen daar niet mee'),
  ]
}
