import { computed, ref, watch } from 'vue'
import { useDesktop } from '../../desktop.ts'
import { useToday } from '../../today.ts'

const SETTING = 'veld.gezien'
interface Seen { readonly day: string; readonly ids: readonly string[] }
const isSeen = (value: unknown): value is Seen => typeof value === 'object' && value !== null && 'day' in value && 'ids' in value && Array.isArray(value.ids)

/** What was ticked off on today's round. Stays on this laptop and begins anew tomorrow. */
export function useSeen() {
  const desktop = useDesktop()
  const today = useToday()
  const kept = ref<Seen>({ day: '', ids: [] })
  void desktop.data['settings.get']({ name: SETTING }).then((answer) => { if (answer.ok && isSeen(answer.value)) kept.value = answer.value })
  const ids = computed(() => new Set(kept.value.day === today.value ? kept.value.ids : []))
  function toggle(id: string): void {
    const next = new Set(ids.value)
    if (!next.delete(id)) next.add(id)
    kept.value = { day: today.value, ids: [...next] }
  }
  watch(kept, (value, before) => { if (before.day !== '' || value.ids.length > 0) void desktop.data['settings.set']({ name: SETTING, value: { day: value.day, ids: [...value.ids] } }) })
  return { ids, toggle }
}
