import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { VaultStatus } from '#core/contract/vault.ts'
import { useDesktop } from '../desktop.ts'

/** Whether there is a vault and whether it is open. The only store that works while it is closed. */
export const useVault = defineStore('vault', () => {
  const desktop = useDesktop()
  const status = ref<VaultStatus>()
  /** Set when even the status could not be asked. */
  const failure = ref('')

  async function refresh(again = false): Promise<void> {
    const answer = await desktop.data['vault.status']({ again })
    if (answer.ok) status.value = answer.value
    else failure.value = answer.error.message
  }
  return { status, failure, refresh }
})
