import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { ContactView } from '#core/contract/contacts.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'

const kinds: readonly KindName[] = ['contact', 'contactDetails', 'consent', 'panelMembership', 'panel', 'attendance', 'meeting', 'action']
/** Arrowing past a contact is not looking at it: only one that stays this long is read, and so logged. */
const STAY_MS = 120

/** One contact with everything that concerns it, kept up to date. */
export function useContactView(id: Ref<string>) {
  const desktop = useDesktop()
  const view = shallowRef<ContactView | null>(null)
  const failure = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const asked = id.value
    const answer = await desktop.data['contacts.get']({ id: asked })
    if (asked !== id.value) return
    failure.value = answer.ok ? '' : answer.error.message
    view.value = answer.ok ? answer.value : null
  }
  watch(id, (_id, old) => {
    clearTimeout(timer)
    failure.value = ''
    if (old === undefined) void load()
    else timer = setTimeout(() => void load(), STAY_MS)
  }, { immediate: true })
  const off = desktop.on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() })
  onBeforeUnmount(() => { clearTimeout(timer); off() })
  return { view, failure, load }
}
