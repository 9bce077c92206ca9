import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { SyncState } from '#core/contract/events.ts'
import { useDesktop } from '../desktop.ts'
import { syncLine } from '../components/frame/syncLine.ts'

const alone: SyncState = { phase: 'standalone', pending: 0, progress: null, lastRound: null, problem: null }

/** How this laptop stands with the server: one line of truth. */
export const useSync = defineStore('sync', () => {
  const desktop = useDesktop()
  const state = ref<SyncState>(alone)
  desktop.on('sync', (next) => { state.value = next })

  return { state, line: computed(() => syncLine(state.value)) }
})
