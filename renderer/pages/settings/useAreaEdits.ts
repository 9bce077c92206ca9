import { ref, watch } from 'vue'
import type { AreaKind } from '#core/model/kinds.ts'
import type { Client } from '#core/contract/command.ts'
import type { areaCommands } from '#core/contract/areas.ts'
import { kinds } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'
import { useGebied } from '../../stores/gebied.ts'
import { useSession } from '../../stores/session.ts'
import { useUndo } from '../../undo.ts'

type SaveInput = Parameters<Client<typeof areaCommands>['areas.save']>[0]

/** Saving and removing the lists of the municipality, with a toast that can take it back. What was added is typed over at once, in the row with its id as `data-row`. */
export function useAreaEdits() {
  const desktop = useDesktop()
  const session = useSession()
  const { withUndo, orSay } = useUndo()
  const areas = useGebied()
  const fresh = ref<string>()
  watch([fresh, () => areas.areas], ([id], [before]) => {
    const field = id === undefined ? null : document.querySelector<HTMLInputElement>(`[data-row="${id}"] input`)
    field?.focus()
    field?.select()
    if (field || id === before) fresh.value = undefined
  }, { flush: 'post' })
  const named = (kind: AreaKind) => kinds[kind].names[0].replace(/^./, (c) => c.toUpperCase())
  return {
    mayEdit: (kind: AreaKind) => session.mayEdit(kind),
    /** A field that was edited in place: quiet when it went well. Answers the id. */
    save: async (input: SaveInput): Promise<string | undefined> => orSay(await desktop.data['areas.save'](input))?.id,
    /** Says what was added, with the way back. */
    async add(input: SaveInput): Promise<string | undefined> {
      const answer = await desktop.data['areas.save'](input)
      if (!withUndo(answer, `${named(input.kind)} toegevoegd`) || !answer.ok) return undefined
      fresh.value = answer.value.id
      return answer.value.id
    },
    remove: async (kind: AreaKind, id: string): Promise<boolean> => withUndo(await desktop.data['areas.remove']({ kind, id }), `${named(kind)} verwijderd`),
  }
}
