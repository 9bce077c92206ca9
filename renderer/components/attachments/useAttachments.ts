import { useThrottleFn } from '@vueuse/core'
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { AttachmentView } from '#core/contract/attachments.ts'
import type { Row } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'

/** While bytes move there is news many times a second. */
const NEWS_MS = 250

/** What hangs on one subject, kept as it is in the store and on its way, whoever changes it. */
export function useAttachments(subjectKind: () => Row<'attachment'>['subjectKind'], subjectId: () => string) {
  const desktop = useDesktop()
  const view = shallowRef<AttachmentView>()
  const failure = ref('')
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    const answer = await desktop.data['attachments.list']({ subjectKind: subjectKind(), subjectId: subjectId() })
    if (mine !== asked) return
    failure.value = answer.ok ? '' : answer.error.message
    if (answer.ok) view.value = answer.value
  }
  const news = useThrottleFn(load, NEWS_MS, true)
  watch([subjectKind, subjectId], () => { view.value = undefined; void load() }, { immediate: true })
  const stops = [
    desktop.on('changed', ({ kinds }) => { if (kinds.includes('attachment')) void load() }),
    desktop.on('attachments', () => void news()),
  ]
  onBeforeUnmount(() => { for (const stop of stops) stop() })
  return { view, failure, load }
}
