import { z } from 'zod'
import { verdicts } from '../figures/compare.ts'
import { choiceMethods } from '../model/kinds.ts'
import { hallText } from './text.ts'

/** Titles of agenda items and options, and questions, are cut off here: longer is not read from a chair. */
export const MAX_HALL_TEXT = 120

const text = hallText(MAX_HALL_TEXT)
const time = z.string().regex(/^\d{2}:\d{2}$/)
const count = z.int().min(0).max(1_000_000)
const logo = z.string().max(4_000_000).regex(/^data:image\/(?:png|jpeg|svg\+xml|webp);base64,[A-Za-z0-9+/]+=*$/)
const method = z.enum(choiceMethods)
/** The key of a period: '2023', '2023-K2'. */
const period = z.string().regex(/^(?:19|20)\d\d(?:-[KHM]\d{1,2})?$/)

/** One figure with its 95 % margin and the answers it rests on. `note` says why there is no value, or that it rests on few answers; then nothing is concluded from it. */
const bar = z.strictObject({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), n: count.nullable(), note: z.enum(['', 'weinig', 'verborgen', 'geheim', 'onbekend', 'komt niet voor']), provisional: z.boolean() })
const verdict = z.enum(verdicts)
/** An area beside what it is compared with, the newest round first. Every sentence about it is made from fixed words. */
export const hallFigure = z.strictObject({
  title: text, unit: text, area: text, beside: z.enum(['gemeente', 'Nederland']), source: text,
  rounds: z.array(z.strictObject({ period, /** the next round was measured another way */ brokenAfter: z.boolean(), own: bar, other: bar.nullable() })).min(1).max(3),
  against: verdict, earlier: z.strictObject({ verdict, period }).nullable(),
})
export type HallFigure = z.infer<typeof hallFigure>

/**
 * Everything the hall can show. Strict: a field that is not named here is refused, and every text is one of these short
 * lines. There is no place for a person, a message or a note, so no mistake elsewhere can bring one to the screen.
 */
export const hallScreen = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('black') }),
  z.strictObject({ screen: z.literal('pause'), words: z.enum(['welkom', 'pauze', 'einde']), until: time.nullable(), municipality: text, logo: logo.nullable() }),
  z.strictObject({ screen: z.literal('agenda'), items: z.array(z.strictObject({ title: text, state: z.enum(['geweest', 'nu', 'straks']) })).max(30) }),
  z.strictObject({ screen: z.literal('item'), title: text, number: count, of: count, next: text.nullable(), until: time.nullable(), /** whole minutes until then; negative when it runs late */ minutesLeft: z.int().nullable() }),
  z.strictObject({ screen: z.literal('choice'), question: text, method, perVoter: count, options: z.array(text).max(10) }),
  z.strictObject({ screen: z.literal('count'), question: text, method, options: z.array(z.strictObject({ title: text, points: count })).max(10), cast: count, possible: count }),
  z.strictObject({ screen: z.literal('result'), question: text, method, options: z.array(z.strictObject({ title: text, points: count, rank: count.nullable(), shared: z.boolean() })).max(10), voters: count, blanks: count }),
  z.strictObject({ screen: z.literal('figure'), figure: hallFigure }),
])
export type HallScreen = z.infer<typeof hallScreen>

/** The one message to the hall window. `tone`: a light screen, or a dark one for a dark hall. */
export const hallView = z.strictObject({ tone: z.enum(['light', 'dark']), body: hallScreen })
export type HallView = z.infer<typeof hallView>
