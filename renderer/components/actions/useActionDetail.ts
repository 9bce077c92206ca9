import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { ActionDetail } from '#core/contract/actions.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'

const kinds: readonly KindName[] = ['action', 'actionChange', 'terugkoppeling', 'contact', 'meeting', 'agendaItem', 'teamMember', 'theme', 'panel', 'signal']

/** One action with everything around it, fresh after every change by anybody. */
export function useActionDetail(id: Ref<string>) {
  const desktop = useDesktop()
  const detail = shallowRef<ActionDetail | null>(null)
  const failure = ref('')

  async function load(): Promise<void> {
    const asked = id.value
    const answer = await desktop.data['actions.get']({ id: asked })
    if (asked !== id.value) return
    failure.value = answer.ok ? '' : answer.error.message
    detail.value = answer.ok ? answer.value : null
  }
  watch(id, () => void load(), { immediate: true })
  onBeforeUnmount(desktop.on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() }))
  return { detail, failure }
}
