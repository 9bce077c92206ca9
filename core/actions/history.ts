import type { Json } from '../model/field.ts'
import { actionStates } from '../model/kinds.ts'
import { stateLooks, type ActionState } from './states.ts'

/** What a change of an action is called; `article` is part of it. */
const fieldNames: Readonly<Record<string, string>> = {
  title: 'de titel', description: 'de omschrijving', ownerId: 'de trekker', dueOn: 'de uiterste datum', terugkoppelingOn: 'de terugkoppeldatum', state: 'de stand', reason: 'de reden',
  promise: 'de belofte', meetingId: 'de bijeenkomst', agendaItemId: 'het agendapunt', panelId: 'het panel', contactIds: 'de betrokken inwoners', themeIds: "de thema's", priorityIds: 'de prioriteiten', wijkCode: 'de wijk', buurtCode: 'de buurt', signalIds: 'de signalen',
}

/** Fields whose history says that they changed, not from what to what. */
export const longFields: ReadonlySet<string> = new Set(['description', 'reason'])

/** How values of a change are read: names of members, themes, places, and days as people say them. */
export interface ValueNames { readonly nameOf: (field: string, id: string) => string; readonly day: (day: string) => string }

export interface ChangeSaid { readonly field: string; readonly before: Json; readonly after: Json }

/** 'Sanne veranderde de uiterste datum van vr 4 dec naar vr 11 dec' without the name at the front. */
export function changeSentence({ field, before, after }: ChangeSaid, names: ValueNames): string {
  if (field === 'created') return 'maakte deze actie'
  if (field === 'terugkoppeling') return typeof after === 'string' && after !== '' ? `koppelde terug aan ${after}` : 'legde vast waarom er geen terugkoppeling komt'
  if (field === 'promise') return after === true ? 'maakte er een belofte aan inwoners van' : 'haalde weg dat het een belofte is'
  const what = fieldNames[field] ?? field
  if (longFields.has(field)) return isEmpty(after) ? `haalde ${what} weg` : isEmpty(before) ? `schreef ${what}` : `paste ${what} aan`
  if (field === 'title') return `veranderde de titel van ‘${String(before ?? '')}’ in ‘${String(after ?? '')}’`
  if (field === 'state') return `zette de stand van ${state(before)} op ${state(after)}`
  const from = said(field, before, names), to = said(field, after, names)
  if (to === '') return from === '' ? `veranderde ${what}` : `haalde ${what} weg (${from})`
  return from === '' ? `zette ${what} op ${to}` : `veranderde ${what} van ${from} naar ${to}`
}

const isEmpty = (value: Json): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)
const isState = (value: Json): value is ActionState => typeof value === 'string' && (actionStates as readonly string[]).includes(value)
const state = (value: Json): string => (isState(value) ? stateLooks[value].name.toLowerCase() : 'onbekend')

function said(field: string, value: Json, names: ValueNames): string {
  if (isEmpty(value)) return ''
  if (Array.isArray(value)) return value.map((id) => names.nameOf(field, String(id))).join(', ')
  if (typeof value !== 'string') return JSON.stringify(value)
  return field === 'dueOn' || field === 'terugkoppelingOn' ? names.day(value) : names.nameOf(field, value)
}
