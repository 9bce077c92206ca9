import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useDesktop } from '../desktop.ts'
import type { ConflictItem, RefusedItem } from '#core/contract/sync.ts'

/** Values that lost without being seen, and changes that the server would not take: both ask for a person. */
export const useConflicts = defineStore('conflicts', () => {
  const desktop = useDesktop()
  const items = ref<readonly ConflictItem[]>([])
  const refused = ref<readonly RefusedItem[]>([])
  const loaded = ref(false)

  async function load(): Promise<void> {
    const [first, second] = await Promise.all([desktop.data['conflicts.list']({}), desktop.data['sync.refused.list']({})])
    if (first.ok) items.value = first.value
    if (second.ok) refused.value = second.value
    loaded.value = true
  }
  desktop.on('changed', ({ kinds }) => { if (kinds.includes('conflict')) void load() })
  desktop.on('sync', ({ phase }) => { if (phase !== 'busy') void load() })
  return { items, refused, loaded, load, count: computed(() => items.value.length + refused.value.length) }
})
