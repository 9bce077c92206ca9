import { watchDebounced } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { MeetingList } from '#core/contract/meetings.ts'
import type { MeetingKind } from '#core/meetings/words.ts'
import { useDesktop } from '../desktop.ts'
import { useGebied } from './gebied.ts'

const listens: readonly string[] = ['meeting', 'attendance', 'panel']

/** The list of meetings of the gebied that is looked at. */
export const useMeetings = defineStore('meetings', () => {
  const desktop = useDesktop()
  const areas = useGebied()
  const list = ref<MeetingList>()
  const failure = ref('')
  const query = ref('')
  const kind = ref<MeetingKind | null>(null)
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    const answer = await desktop.data['meetings.list']({ gebied: areas.current === 'all' ? null : areas.current, kind: kind.value, query: query.value })
    if (mine !== asked) return
    failure.value = answer.ok ? '' : answer.error.message
    if (answer.ok) list.value = answer.value
  }
  desktop.on('changed', ({ kinds }) => { if (list.value && kinds.some((each) => listens.includes(each))) void load() })
  watchDebounced([() => areas.current, kind, query], () => void load(), { debounce: 80 })

  return { list, failure, query, kind, load, filtered: computed(() => query.value.trim() !== '' || kind.value !== null), clear: () => { query.value = ''; kind.value = null } }
})
