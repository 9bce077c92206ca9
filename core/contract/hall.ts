import { z } from 'zod'
import type { HallView } from '../hall/view.ts'
import type { Find } from '../hall/text.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
/** What the page may ask for: ids only. Every word on the screen is taken from the rows, after a check, by the data process. */
export const hallRequest = z.discriminatedUnion('show', [
  z.strictObject({ show: z.literal('black') }),
  z.strictObject({ show: z.literal('pause'), words: z.enum(['welkom', 'pauze', 'einde']), until: z.string().regex(/^\d{2}:\d{2}$/).nullable() }),
  z.strictObject({ show: z.literal('agenda'), meetingId: id, itemId: id.nullable() }),
  z.strictObject({ show: z.literal('item'), meetingId: id, itemId: id }),
  z.strictObject({ show: z.literal('choice'), choiceId: id }),
  z.strictObject({ show: z.literal('figure'), areaCode: z.string().min(1).max(80), indicatorId: id }),
])
export type HallRequest = z.infer<typeof hallRequest>

/** A text that did not go to the hall as it is. */
export interface HeldText extends Find {
  /** Names this text for `hall.confirm`. */
  readonly key: string
  readonly kind: 'agendaItem' | 'choice' | 'choiceOption' | 'houseStyle' | 'indicator' | 'surveyResult' | 'surveySource'
  readonly id: string
  readonly text: string
  /** What the hall reads instead. */
  readonly shownAs: string
  /** A name may be that of a shop: a person decides. A number or an address is never shown. */
  readonly mayShow: boolean
}
export interface Shown { readonly view: HallView; readonly held: readonly HeldText[] }

export const hallCommands = {
  /** Puts this on the screen in the hall, when that is open. */
  'hall.show': command(z.strictObject({ tone: z.enum(['light', 'dark']), request: hallRequest })).answers<Shown>(),
  /** Everything of a meeting that the hall could be shown, looked at beforehand. */
  'hall.check': command(z.strictObject({ meetingId: id })).answers<readonly HeldText[]>(),
  /** 'Toon toch': this text holds no resident's name. Kept on this laptop until the text changes. */
  'hall.confirm': command(z.strictObject({ key: id })).answers<null>(),
}
