import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { SyncState } from '#core/contract/events.ts'
import type { SyncConnection } from '#core/contract/sync.ts'
import { useDesktop } from '../desktop.ts'
import { syncLine } from '../components/frame/syncLine.ts'

const alone: SyncState = { phase: 'standalone', pending: 0, files: { up: 0, down: 0 }, progress: null, lastRound: null, problem: null }

/** How this laptop stands with the server: one line of truth. */
export const useSync = defineStore('sync', () => {
  const desktop = useDesktop()
  const state = ref<SyncState>(alone)
  /** The server and the account, once there is one. */
  const connection = ref<SyncConnection | null>(null)
  desktop.on('sync', (next) => { state.value = next })

  async function load(): Promise<void> {
    const answer = await desktop.data['sync.state']({})
    if (!answer.ok) return
    state.value = answer.value
    connection.value = answer.value.connection
  }

  return { state, connection, load, line: computed(() => syncLine(state.value)) }
})
