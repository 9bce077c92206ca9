import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { GebiedHome, GebiedRow } from '#core/contract/home.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'

const kinds: readonly KindName[] = ['action', 'terugkoppeling', 'meeting', 'attendance', 'panel', 'panelMembership', 'contact', 'gebied', 'wijk', 'buurt', 'teamMember', 'signal', 'theme', 'doorMessage']

/** The first page: one gebied, or a row for each. Fetched again when something it shows changes. */
export const useHome = defineStore('home', () => {
  const desktop = useDesktop()
  const asked = ref<string | null>(null)
  const one = shallowRef<GebiedHome | null>(null)
  const all = shallowRef<{ readonly rows: readonly GebiedRow[]; readonly today: string } | null>(null)
  const failure = ref('')

  async function load(): Promise<void> {
    const gebied = asked.value
    if (gebied === null) return
    const answer = gebied === 'all' ? await desktop.data['home.all']({}) : await desktop.data['home.gebied']({ gebied })
    if (gebied !== asked.value) return
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return
    if ('rows' in answer.value) all.value = answer.value
    else one.value = answer.value
  }
  function show(gebied: string): void {
    if (gebied !== one.value?.gebied) one.value = null
    asked.value = gebied
    void load()
  }
  desktop.on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() })
  return { one, all, failure, show, load }
})
