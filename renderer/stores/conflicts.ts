import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { z } from '../schemas.ts'
import { useDesktop } from '../desktop.ts'
import type { ConflictItem, RefusedItem } from '#core/contract/sync.ts'

/** Ids that somebody looked at on this laptop. */
const SEEN = 'conflicts.seen'
const seenIds = z.array(z.string())

/** Values that lost without being seen, and changes that the server would not take: both ask for a person. */
export const useConflicts = defineStore('conflicts', () => {
  const desktop = useDesktop()
  const items = shallowRef<readonly ConflictItem[]>([])
  const refused = shallowRef<readonly RefusedItem[]>([])
  const loaded = ref(false)
  const seen = ref<ReadonlySet<string>>()
  const ids = computed(() => [...items.value.map((item) => item.id), ...refused.value.map((item) => item.id)])

  async function readSeen(): Promise<void> {
    if (seen.value) return
    const kept = await desktop.data['settings.get']({ name: SEEN })
    if (kept.ok) seen.value ??= new Set(seenIds.safeParse(kept.value).data)
  }
  async function load(): Promise<void> {
    const [first, second] = await Promise.all([desktop.data['conflicts.list']({}), desktop.data['sync.refused.list']({}), readSeen()])
    if (first.ok) items.value = first.value
    if (second.ok) refused.value = second.value
    loaded.value = true
  }
  /** The person has the list before their eyes. */
  function look(): void {
    if (!seen.value || ids.value.every((id) => seen.value?.has(id))) return
    seen.value = new Set(ids.value)
    void desktop.data['settings.set']({ name: SEEN, value: [...ids.value] })
  }
  desktop.on('changed', ({ kinds }) => { if (kinds.includes('conflict')) void load() })
  desktop.on('sync', ({ phase }) => { if (phase !== 'busy') void load() })
  return { items, refused, loaded, load, look, ids, count: computed(() => ids.value.length), fresh: computed(() => ids.value.filter((id) => seen.value?.has(id) === false).length) }
})
