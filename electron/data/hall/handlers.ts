import type { Handlers } from '#core/contract/command.ts'
import type { hallCommands, HeldText } from '#core/contract/hall.ts'
import { findName } from '#core/hall/names.ts'
import { findDetail, plainLine } from '#core/hall/text.ts'
import { derivedId } from '#core/model/ids.ts'
import type { DataContext } from '../context.ts'
import { compose, hallLine, lookAhead, type Guard } from './compose.ts'
import { knownNamesOf } from './known.ts'

/** Texts of which a person said that they may be shown, by a key that tells nothing of the text. */
const SETTING = 'hall.confirmed'
const MAX_CONFIRMED = 500
const keyOf = (text: string): string => derivedId('hall', text)

/** Makes what the hall shows. `data.ts` passes it on to the main process: the page never holds the words in between. */
export function hallHandlers(context: DataContext): Handlers<typeof hallCommands> {
  const { store } = context
  const known = knownNamesOf(store)
  const confirmed = (): readonly string[] => store.setting<string[]>(SETTING) ?? []
  function guarded(): { readonly guard: Guard; readonly held: HeldText[] } {
    const held: HeldText[] = []
    const allowed = new Set(confirmed())
    const guard: Guard = (subject, text, instead) => {
      const line = hallLine(text), detail = findDetail(text), name = detail ?? findName(plainLine(text), known())
      const key = keyOf(text)
      if (name === null || (detail === null && name.type === 'name' && allowed.has(key))) return line
      if (!held.some((each) => each.id === subject.id)) held.push({ ...subject, ...name, key, text, shownAs: instead, mayShow: name.type === 'name' })
      return instead
    }
    return { guard, held }
  }
  return {
    'hall.show': ({ tone, request }) => {
      const { guard, held } = guarded()
      return compose(context, tone, request, guard, held)
    },
    'hall.check': ({ meetingId }) => {
      const { guard, held } = guarded()
      lookAhead(context, meetingId, guard)
      return held
    },
    'hall.confirm': ({ key }) => { store.setSetting(SETTING, [...confirmed().filter((each) => each !== key), key].slice(-MAX_CONFIRMED)); return null },
  }
}
