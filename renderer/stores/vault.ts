import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { VaultStatus } from '#core/contract/vault.ts'
import { useDesktop } from '../desktop.ts'

const locked: VaultStatus = { state: 'locked', mode: null, waitMs: 0, problem: null, lastCopy: null, idleMinutes: 15 }

/** Whether there is a vault and whether it is open. The only store that works while it is closed. */
export const useVault = defineStore('vault', () => {
  const desktop = useDesktop()
  /** Every start is locked where the last one was: the lock is shown, and can be typed at, before the data process is there to be asked. */
  const hasLock = useLocalStorage('vault.hasLock', false)
  const status = ref<VaultStatus | undefined>(hasLock.value ? locked : undefined)
  /** Set when even the status could not be asked. */
  const failure = ref('')

  async function refresh(again = false): Promise<void> {
    const answer = await desktop.data['vault.status']({ again })
    if (!answer.ok) { failure.value = answer.error.message; return }
    const { state, mode } = answer.value
    status.value = answer.value
    hasLock.value = state === 'locked' || (state === 'open' && mode !== 'sample')
  }

  /** It opened just now: that is known at once, the rest is asked for. */
  function opened(): void {
    if (status.value) status.value = { ...status.value, state: 'open' }
    void refresh()
  }
  return { status, failure, refresh, opened }
})
