import { addDays } from '../text/days.ts'

/** Days between the due date of a promise and the day on which residents hear of it, unless somebody chooses otherwise. */
export const TELL_AFTER_DAYS = 14

/** When residents are told of something that is due on `dueOn`: two weeks later, counted from today when that day passed. Null: nothing to count from. */
export const proposedTellDay = (dueOn: string | null, today: string): string | null => (dueOn === null ? null : addDays(dueOn < today ? today : dueOn, TELL_AFTER_DAYS))

/** What a promise must have: an owner, a day, and people to be told. */
export const promiseNeeds = ['trekker', 'datum', 'wie'] as const
export type PromiseNeed = (typeof promiseNeeds)[number]
export const needNames: Readonly<Record<PromiseNeed, string>> = { trekker: 'wie het doet', datum: 'wanneer bewoners het horen', wie: 'welke bewoners het horen' }

interface Held { readonly ownerId: string | null; readonly terugkoppelingOn: string | null; readonly panelId: string | null; readonly contacts: boolean }

/** What a promise lacks. */
export const missingOf = ({ ownerId, terugkoppelingOn, panelId, contacts }: Held): readonly PromiseNeed[] =>
  promiseNeeds.filter((need) => ({ trekker: ownerId === null || ownerId === '', datum: terugkoppelingOn === null, wie: panelId === null && !contacts })[need])
