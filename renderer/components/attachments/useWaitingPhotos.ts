import { computed, onScopeDispose, shallowRef } from 'vue'
import { plural } from '#core/text/numbers.ts'
import { useUndo } from '../../undo.ts'
import { useAttachmentDeeds } from './useAttachmentDeeds.ts'

/** Photos that go with a signal that is still being written: its text is saved first, they follow. */
export function useWaitingPhotos() {
  const { busy, problems, add } = useAttachmentDeeds()
  const { sayFailure } = useUndo()
  const waiting = shallowRef<readonly File[]>([])
  /** The signal that was saved last: a photo that comes without new words belongs to it. */
  const last = shallowRef<string | null>(null)
  const say = computed(() => busy.value || (waiting.value.length === 0 ? '' : `${plural(waiting.value.length, 'foto gaat', 'foto’s gaan')} mee met dit signaal`))
  let gone = false
  onScopeDispose(() => { gone = true })
  async function addTo(subjectKind: 'signal' | 'action', subjectId: string, files: readonly File[]): Promise<void> {
    await add(files, { subjectKind, subjectId }, false)
    // The form closed meanwhile: what went wrong must be said somewhere.
    if (gone && problems.value.length > 0) sayFailure({ message: problems.value.join(' ') })
  }

  function bring(files: readonly File[], text: string): void {
    if (text.trim() === '' && waiting.value.length === 0 && last.value !== null) void addTo('signal', last.value, files)
    else waiting.value = [...waiting.value, ...files]
  }
  function saved(id: string): void {
    last.value = id
    if (waiting.value.length > 0) void addTo('signal', id, waiting.value)
    waiting.value = []
  }
  return { waiting, last, busy, problems, say, bring, saved, addTo, drop: () => { waiting.value = [] } }
}
export type WaitingPhotos = ReturnType<typeof useWaitingPhotos>
