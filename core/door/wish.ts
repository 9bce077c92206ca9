import { dutchNumber } from '../text/numbers.ts'
import { channels } from '../model/kinds.ts'
import { doorAnswers } from '../model/door-kinds.ts'
import type { Channel } from '../contacts/consent.ts'

/** What a form of the door asks. `nonce` was made with the page: the same form twice is one message. */
export type DoorWish =
  | { readonly what: 'komst'; readonly meetingId: string; readonly response: (typeof doorAnswers)[number] }
  | { readonly what: 'signaal'; readonly draft: SignalDraft; readonly nonce: string; /** after the question: send it as it is, or without what was pointed at */ readonly after: 'zo' | 'zonder' | null }
  | { readonly what: 'bereik'; readonly channels: readonly Channel[] }
  | { readonly what: 'stoppen'; readonly sure: boolean }

export interface SignalDraft { readonly text: string; readonly themeId: string; readonly buurtCode: string; readonly place: string }
export const noDraft: SignalDraft = { text: '', themeId: '', buurtCode: '', place: '' }

/** Longest signal that the door takes, in UTF-16 units. */
export const MAX_SIGNAL = 5000
const MAX_PLACE = 300

/** Why a form was not taken: the field, and what to do, in Dutch. */
export interface DoorProblem { readonly field: string; readonly message: string }

/** The fields of a form, as `URLSearchParams` has them. */
export interface FormFields { get(name: string): string | null; getAll(name: string): string[] }

/** Reads a form as it came. Undefined for what no form of ours sends. */
export function readWish(form: FormFields): DoorWish | undefined {
  const value = (name: string): string => clean(form.get(name) ?? '')
  switch (form.get('wat')) {
    case 'komst': {
      const response = doorAnswers.find((answer) => answer === form.get('antwoord'))
      return response && { what: 'komst', meetingId: value('bijeenkomst').slice(0, 64), response }
    }
    case 'signaal': {
      const after = form.get('verder')
      return { what: 'signaal', draft: { text: value('tekst').trim(), themeId: value('thema').slice(0, 64), buurtCode: value('buurt').slice(0, 20), place: value('plek').replace(/\s+/g, ' ').trim() }, nonce: value('nummer').slice(0, 40), after: after === 'zo' || after === 'zonder' ? after : null }
    }
    case 'bereik': return { what: 'bereik', channels: channels.filter((channel) => form.getAll('manier').includes(channel)) }
    case 'stoppen': return { what: 'stoppen', sure: form.get('zeker') === 'ja' }
    default: return undefined
  }
}

/** Text that the model can keep: well-formed, without signs that nobody sees on a line, line ends as \n. */
const clean = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  text.toWellFormed().replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')

/** What is wrong with a signal, or undefined. */
export function signalProblem({ text, place }: SignalDraft): DoorProblem | undefined {
  if (text === '') return { field: 'tekst', message: 'Schrijf op wat er speelt.' }
  if (text.length > MAX_SIGNAL) return { field: 'tekst', message: `Uw tekst is te lang: ${dutchNumber(text.length)} tekens. Maak hem korter dan ${dutchNumber(MAX_SIGNAL)} tekens.` }
  return place.length > MAX_PLACE ? { field: 'plek', message: `De plek is te lang. Gebruik hooguit ${MAX_PLACE} tekens.` } : undefined
}
