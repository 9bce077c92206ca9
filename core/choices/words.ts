import type { choiceCountings, choiceMethods, choiceStates, priorityStates } from '../model/kinds.ts'
import { plural } from '../text/numbers.ts'

export type ChoiceMethod = (typeof choiceMethods)[number]
export type ChoiceCounting = (typeof choiceCountings)[number]
export type ChoiceState = (typeof choiceStates)[number]
export type PriorityState = (typeof priorityStates)[number]

export const methodNames: Readonly<Record<ChoiceMethod, string>> = { stickers: 'Stickers plakken', punten: 'Punten verdelen', stem: 'Eén stem per persoon' }
export const countingNames: Readonly<Record<ChoiceCounting, string>> = { tafels: 'Per tafel', briefjes: 'Per briefje', zaal: 'De hele zaal samen' }
export const choiceStateNames: Readonly<Record<ChoiceState, string>> = { concept: 'Concept', open: 'Wordt geteld', gesloten: 'Gesloten' }
export const priorityStateNames: Readonly<Record<PriorityState, string>> = { gekozen: 'Gekozen', loopt: 'Wordt aan gewerkt', bereikt: 'Bereikt', losgelaten: 'Losgelaten' }

const units: Readonly<Record<ChoiceMethod, readonly [one: string, many: string]>> = { stickers: ['sticker', 'stickers'], punten: ['punt', 'punten'], stem: ['stem', 'stemmen'] }
/** '1 sticker', '12 punten'. */
export const unitText = (count: number, method: ChoiceMethod): string => plural(count, ...units[method])
export const unitName = (method: ChoiceMethod): string => units[method][1]

/** What everyone may do, as the hall reads it. */
export function howToChoose(method: ChoiceMethod, perVoter: number): string {
  if (method === 'stem') return 'Iedereen heeft één stem'
  return method === 'stickers' ? `Iedereen plakt ${unitText(perVoter, method)}` : `Iedereen verdeelt ${unitText(perVoter, method)}`
}

/** '2e', 'gedeeld 2e', or '–' for what nobody chose. */
export const rankText = (rank: number | null, shared: boolean): string => (rank === null ? '–' : `${shared ? 'gedeeld ' : ''}${rank}e`)
