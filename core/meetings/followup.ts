import { longDay } from '../text/days.ts'
import { dayPart } from './times.ts'

/** Who gets which message after a meeting. */
export const followupGroups = ['aanwezig', 'afwezig'] as const
export type FollowupGroup = (typeof followupGroups)[number]
export const followupNames: Readonly<Record<FollowupGroup, string>> = { aanwezig: 'Wie er was', afwezig: 'Wie er niet was' }

export interface Followup {
  readonly title: string
  readonly startsAt: string | null
  readonly sender: string
  /** From the public version: nobody is named in them. */
  readonly decisions: readonly string[]
  readonly promises: readonly { readonly title: string; readonly terugkoppelingOn: string | null }[]
  /** The public minutes go along. */
  readonly withMinutes: boolean
}

export const followupSubject = ({ title, startsAt }: Followup): string => `Na de bijeenkomst: ${title}${startsAt === null ? '' : `, ${longDay(dayPart(startsAt))}`}`

/** What was decided and promised, in plain words; whoever was absent hears it too. */
export function followupText(followup: Followup, group: FollowupGroup): string {
  const { title, decisions, promises, sender, withMinutes } = followup
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
  const promised = promises.map((promise) => `${promise.title}${promise.terugkoppelingOn === null ? '' : ` (u hoort uiterlijk ${longDay(promise.terugkoppelingOn)} van ons)`}`)
  return [
    'Beste bewoner,',
    group === 'aanwezig' ? `Dank u wel dat u er was bij ${title}.` : `U kon er niet bij zijn: ${title}. Daarom hoort u van ons wat er is besproken.`,
    decisions.length === 0 ? '' : `Dit is besloten:\n${list(decisions)}`,
    promised.length === 0 ? 'Er zijn geen toezeggingen gedaan.' : `Dit hebben wij toegezegd:\n${list(promised)}`,
    withMinutes ? 'Het verslag zit bij dit bericht.' : '',
    'Heeft u vragen, of klopt er iets niet? U kunt op dit bericht antwoorden.',
    'Wilt u geen berichten meer? Laat het ons weten, dan halen wij u van de lijst.',
    `Met vriendelijke groet,\n${sender}`,
  ].filter((part) => part !== '').join('\n\n')
}
