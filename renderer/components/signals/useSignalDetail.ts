import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { SignalDetail } from '#core/contract/signals.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'

const kinds: readonly KindName[] = ['signal', 'action', 'terugkoppeling', 'theme', 'meeting', 'teamMember', 'wijk', 'buurt']

/** One signal with everything around it, fresh after every change by anybody. */
export function useSignalDetail(id: Ref<string>) {
  const desktop = useDesktop()
  const detail = shallowRef<SignalDetail | null>(null)
  const failure = ref('')

  async function load(): Promise<void> {
    const asked = id.value
    const answer = await desktop.data['signals.get']({ id: asked })
    if (asked !== id.value) return
    failure.value = answer.ok ? '' : answer.error.message
    detail.value = answer.ok ? answer.value : null
  }
  watch(id, () => void load(), { immediate: true })
  onBeforeUnmount(desktop.on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() }))
  return { detail, failure }
}
