/** What stays open after a meeting: an agenda item, an action, a promise, a choice that was not made, a value that two people filled in differently. */
export const openPointTypes = ['agendapunt', 'belofte', 'actie', 'keuze', 'verschil'] as const
export type OpenPointType = (typeof openPointTypes)[number]
export const openPointNames: Readonly<Record<OpenPointType, string>> = { agendapunt: 'Agendapunt', belofte: 'Belofte', actie: 'Actie', keuze: 'Keuze', verschil: 'Verschil' }

/** Kinds of rows that a point can come from. */
export const openPointKinds = ['agendaItem', 'action', 'choice', 'conflict'] as const
export type OpenPointKind = (typeof openPointKinds)[number]

export interface OpenPoint {
  readonly kind: OpenPointKind
  readonly id: string
  readonly type: OpenPointType
  readonly title: string
  /** Why it is here: 'blijft open', 'te laat', 'geen notitie, besluit of actie'. */
  readonly why: string
  /** Ticked unless the person thinks otherwise. */
  readonly proposed: boolean
}

const prefixes: Readonly<Record<OpenPointType, string>> = { agendapunt: '', belofte: 'Wat is er gedaan: ', actie: 'Stand van zaken: ', keuze: 'Kiezen: ', verschil: 'Verschil bespreken: ' }
const MAX_TITLE = 300

/** How a point is called on the next agenda; a point that moves on again keeps its name. */
export const carriedTitle = ({ type, title }: Pick<OpenPoint, 'type' | 'title'>): string => (title.startsWith(prefixes[type]) ? title : `${prefixes[type]}${title}`).slice(0, MAX_TITLE)

/** Minutes that it gets there; an agenda item keeps its own. */
export const carriedMinutes: Readonly<Record<Exclude<OpenPointType, 'agendapunt'>, number>> = { belofte: 5, actie: 5, keuze: 15, verschil: 5 }
