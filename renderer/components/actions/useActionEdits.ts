import { TELL_AFTER_DAYS } from '#core/actions/promise.ts'
import type { ActionEdits, ActionSaved, ToldInput } from '#core/contract/actions.ts'
import { stateLooks, type ActionState, type ClosedState } from '#core/actions/states.ts'
import { dutchDay } from '#core/text/days.ts'
import { useDesktop } from '../../desktop.ts'
import { useUndo } from '../../undo.ts'

/** Says which day of terugkoppeling was filled in; '' when none was. */
export const proposalText = ({ proposedOn }: ActionSaved): string => (proposedOn === undefined ? '' : `Terugkoppelen voor ${dutchDay(proposedOn)} ingevuld: ${String(TELL_AFTER_DAYS)} dagen na de uiterste datum`)

/** The changes that a person makes to actions, with what is said about them. */
export function useActionEdits() {
  const { data } = useDesktop()
  const { withUndo, orSay, say } = useUndo()

  /** Saves without a word; only a failure is told, and what was filled in along with it. */
  async function update(id: string, fields: ActionEdits): Promise<boolean> {
    const result = await data['actions.update']({ id, fields: fields as never })
    const proposal = result.ok ? proposalText(result.value) : ''
    return proposal === '' ? orSay(result) !== undefined : withUndo(result, proposal)
  }

  const setState = async (id: string, state: Exclude<ActionState, ClosedState>): Promise<boolean> =>
    withUndo(await data['actions.update']({ id, fields: { state } }), `Stand: ${stateLooks[state].name}`)

  async function close(id: string, state: ClosedState, reason: string, terugkoppeling: ToldInput | undefined): Promise<string | null> {
    const result = await data['actions.close']({ id, state, reason, ...(terugkoppeling ? { terugkoppeling } : {}) })
    if (!result.ok) return result.error.message
    withUndo(result, result.value.complete ? `Afgesloten: ${stateLooks[state].name.toLowerCase()}` : `${stateLooks[state].name}, nog terug te koppelen`)
    return null
  }
  async function tell(id: string, terugkoppeling: ToldInput): Promise<string | null> {
    const result = await data['actions.tell']({ id, terugkoppeling })
    if (!result.ok) return result.error.message
    withUndo(result, terugkoppeling.told ? 'Terugkoppeling vastgelegd' : 'Vastgelegd dat er geen terugkoppeling komt')
    return null
  }
  const remove = async (ids: readonly string[]): Promise<boolean> => withUndo(await data['actions.delete']({ ids: [...ids] }), ids.length === 1 ? 'Actie weggehaald' : `${ids.length} acties weggehaald`)

  return { update, setState, close, tell, remove, orSay, withUndo, say }
}
