import { useDesktop } from '../../desktop.ts'
import { useUndo } from '../../undo.ts'

/** Opens a link of a note in the browser or mail program; the main process decides which addresses may. */
export function useLinks(): (address: string) => Promise<void> {
  const { shell } = useDesktop()
  const { orSay } = useUndo()
  return async (address) => void orSay(await shell.openLink({ address }))
}
