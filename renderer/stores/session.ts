import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { SessionInfo } from '#core/contract/vault.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import type { KindName } from '#core/model/kinds.ts'
import { roleNames } from '#core/model/access.ts'
import { useDesktop } from '../desktop.ts'

/** Who works here, and what they may. */
export const useSession = defineStore('session', () => {
  const desktop = useDesktop()
  const info = ref<SessionInfo>()

  async function load(): Promise<void> {
    const answer = await desktop.data['session.get']({})
    if (answer.ok) info.value = answer.value
  }
  desktop.on('changed', ({ kinds }) => { if (kinds.includes('teamMember')) void load() })

  const role = computed(() => info.value?.role ?? 'boa')
  return {
    info, load, role,
    name: computed(() => info.value?.name ?? ''),
    roleName: computed(() => (info.value ? roleNames[info.value.role] : '')),
    memberId: computed(() => info.value?.memberId || null),
    sample: computed(() => info.value?.sample ?? false),
    standalone: computed(() => info.value?.standalone ?? true),
    mayRead: (kind: KindName) => mayReceive(role.value, kind),
    mayEdit: (kind: KindName) => mayWrite(role.value, kind),
  }
})
