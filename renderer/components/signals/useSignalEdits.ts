import type { SignalEdits } from '#core/contract/signals.ts'
import { signalStateLooks, type SignalState } from '#core/signals/words.ts'
import { useDesktop } from '../../desktop.ts'
import { useUndo } from '../../undo.ts'

/** The changes that a person makes to signals, with what is said about them. */
export function useSignalEdits() {
  const { data } = useDesktop()
  const { withUndo, orSay } = useUndo()

  return {
    /** Saves without a word; only a failure is told. */
    update: async (id: string, fields: SignalEdits): Promise<boolean> => orSay(await data['signals.update']({ id, fields: fields as never })) !== undefined,
    setState: async (id: string, state: SignalState, reason?: string): Promise<boolean> => withUndo(await data['signals.update']({ id, fields: { state, ...(reason === undefined ? {} : { reason }) } }), `Stand: ${signalStateLooks[state].name}`),
    handOver: async (id: string, number: string, on: string): Promise<boolean> => withUndo(await data['signals.handOver']({ id, number, on }), `Overgedragen aan het meldpunt onder ${number}`),
    link: async (id: string, otherId: string, linked: boolean): Promise<boolean> => withUndo(await data['signals.link']({ id, otherId, linked }), linked ? 'Signalen verbonden' : 'Signalen losgemaakt'),
    remove: async (ids: readonly string[]): Promise<boolean> => withUndo(await data['signals.delete']({ ids: [...ids] }), ids.length === 1 ? 'Signaal weggehaald' : `${ids.length} signalen weggehaald`),
    /** Answers the id of the action. */
    async toAction(id: string): Promise<string | undefined> {
      const answer = await data['signals.toAction']({ id })
      return withUndo(answer, 'Actie gemaakt van dit signaal') && answer.ok ? answer.value.actionId : undefined
    },
    async unlinkAction(id: string, actionId: string): Promise<boolean> { return withUndo(await data['signals.linkAction']({ id, actionId, linked: false }), 'Actie losgemaakt van dit signaal') },
  }
}
