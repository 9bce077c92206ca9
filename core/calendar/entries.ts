/** What has a day in the year of a team. `verteld` is a terugkoppeling that was given. */
export const calendarKinds = ['bijeenkomst', 'actie', 'terugkoppeling', 'verteld'] as const
export type CalendarKind = (typeof calendarKinds)[number]
export const calendarKindNames: Readonly<Record<CalendarKind, readonly [one: string, many: string]>> = {
  bijeenkomst: ['Bijeenkomst', 'Bijeenkomsten'], actie: ['Uiterste datum', 'Uiterste datums'], terugkoppeling: ['Terugkoppeling', 'Terugkoppelingen'], verteld: ['Verteld', 'Verteld'],
}

/** `klaar`: nothing is expected any more. `vervallen`: a meeting that is off. */
export type CalendarState = 'komt' | 'telaat' | 'klaar' | 'vervallen'

export interface CalendarEntry {
  readonly kind: CalendarKind
  /** Of the meeting, or of the action. */
  readonly id: string
  readonly gebied: string
  /** `jjjj-mm-dd` */
  readonly day: string
  /** '19:30', null for what takes no hour. */
  readonly time: string | null
  readonly title: string
  readonly place: string
  readonly state: CalendarState
}

const order = (entry: CalendarEntry): string => `${entry.day} ${entry.time ?? '99'} ${String(calendarKinds.indexOf(entry.kind))} ${entry.title}`
/** By day, then by hour; what has no hour comes last. */
export const byDay = (a: CalendarEntry, b: CalendarEntry): number => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)

const stateWords: Readonly<Record<CalendarKind, Readonly<Partial<Record<CalendarState, string>>>>> = {
  bijeenkomst: { klaar: 'afgerond', vervallen: 'geannuleerd' }, actie: { telaat: 'te laat', klaar: 'gesloten' }, terugkoppeling: { telaat: 'te laat', klaar: 'verteld' }, verteld: {},
}
/** 'te laat', 'afgerond', or '' where there is nothing to say. */
export const stateWord = ({ kind, state }: CalendarEntry): string => stateWords[kind][state] ?? ''

/** '19:30 Wijkpanel Overdie', 'Uiterste datum: heg snoeien (te laat)': one line for who cannot see the shape. */
export function entryLine(entry: CalendarEntry): string {
  const word = stateWord(entry)
  const what = entry.kind === 'bijeenkomst' ? [entry.time, entry.title].filter((part) => part !== null).join(' ') : `${calendarKindNames[entry.kind][0]}: ${entry.title}`
  return word === '' ? what : `${what} (${word})`
}
