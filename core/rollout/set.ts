import { z } from 'zod'
import { MAX_OPTIONS } from '../contract/choices.ts'
import { templateItem } from '../meetings/template.ts'
import { choiceCountings, choiceMethods, meetingKinds } from '../model/kinds.ts'

/** The version that this app writes; it reads this one and older ones. 2: choices have options. */
export const ROLLOUT_VERSION = 2
/** No set comes near it. In bytes. */
export const MAX_ROLLOUT_BYTES = 5_000_000

const line = (max = 300) => z.string().max(max)
const prose = z.string().max(20_000)
const time = z.string().regex(/^\d{2}:\d{2}$/)
const days = z.int().min(-3650).max(3650)
/** Place in `items` of the same meeting. */
const item = z.int().min(0).max(200).nullable()

const option = z.strictObject({ title: line(60).min(1), /** name of its theme, or '' */ theme: line() })
const choice = z.strictObject({ item, question: line(90).min(1), method: z.enum(choiceMethods), perVoter: z.int().min(1).max(100), counting: z.enum(choiceCountings), tables: z.int().min(1).max(40), options: z.array(option).max(MAX_OPTIONS).default([]) })
const action = z.strictObject({
  item, title: line().min(1), description: prose, promise: z.boolean(), /** days after the meeting; null: none */ dueAfter: days.nullable(), tellAfter: days.nullable(), /** names of themes */ themes: z.array(line()).max(20),
})
const meeting = z.strictObject({
  kind: z.enum(meetingKinds), title: line().min(1), /** days after the first meeting; null for one without a day */ afterDays: days.nullable(), from: time.nullable(), until: time.nullable(),
  invitation: prose, room: prose, bring: prose, items: z.array(templateItem).max(200), choices: z.array(choice).max(50), actions: z.array(action).max(500),
})
const theme = z.strictObject({ name: line().min(1), /** name of its hoofdthema, '' for one itself */ parent: line() })

/**
 * The approach of a wijk to take elsewhere: what to do, never with whom or what came of it. There is no field for people, notes,
 * counts, outcomes or places of meetings, so none can come along.
 */
export const rolloutSchema = z.strictObject({
  app: z.literal('gebiedsboek'), kind: z.literal('uitrolset'), version: z.literal([1, ROLLOUT_VERSION]).transform((): typeof ROLLOUT_VERSION => ROLLOUT_VERSION),
  name: line(120).min(1), madeOn: z.iso.date(), /** names of the wijk and gebied that it was made in: in titles they become those of the target */ places: z.array(line(120).min(1)).max(20),
  themes: z.array(theme).max(200), meetings: z.array(meeting).min(1).max(60),
})
export type RolloutSet = z.output<typeof rolloutSchema>
export type RolloutMeeting = RolloutSet['meetings'][number]
export type RolloutAction = RolloutMeeting['actions'][number]

export type RolloutRefusal = 'notJson' | 'notOurs' | 'newer' | 'damaged'
export type ReadRollout = { readonly ok: true; readonly set: RolloutSet } | { readonly ok: false; readonly why: RolloutRefusal; readonly message: string }

const refuse = (why: RolloutRefusal, message: string): ReadRollout => ({ ok: false, why, message })
const AGAIN = 'Vraag om het bestand opnieuw te bewaren vanuit Gebiedsboek.'

/** Reads a file that somebody gave. Says in Dutch what is wrong with another one, and what to do. */
export function readRollout(text: string): ReadRollout {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return refuse('notJson', `Dit is geen uitrolset: het bestand kan niet worden gelezen. Een uitrolset eindigt op .json en komt uit Gebiedsboek.`)
  }
  const head = z.looseObject({ app: z.literal('gebiedsboek'), kind: z.literal('uitrolset'), version: z.int().min(1) }).safeParse(value)
  if (!head.success) return refuse('notOurs', 'Dit is geen uitrolset van Gebiedsboek. Kies een bestand dat met ‘Bewaar als bestand’ is gemaakt.')
  if (head.data.version > ROLLOUT_VERSION) return refuse('newer', 'Deze uitrolset komt uit een nieuwere versie van Gebiedsboek. Werk Gebiedsboek op deze computer bij.')
  const set = rolloutSchema.safeParse(value)
  return set.success ? { ok: true, set: set.data } : refuse('damaged', `Deze uitrolset klopt niet bij ${placeOf(set.error.issues[0]?.path ?? [])}. ${AGAIN}`)
}

const names: Readonly<Record<string, string>> = { meetings: 'bijeenkomst', items: 'agendapunt', actions: 'actie', choices: 'keuze', options: 'mogelijkheid', themes: 'thema', places: 'plaats' }
/** 'bijeenkomst 2, actie 1, title' of a path in the file. */
function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.reduce<string[]>((out, part) => (typeof part === 'number' && out.length > 0 ? [...out.slice(0, -1), `${names[out.at(-1) ?? ''] ?? out.at(-1) ?? ''} ${part + 1}`] : [...out, String(part)]), [])
  return parts.join(', ') || 'het begin'
}
