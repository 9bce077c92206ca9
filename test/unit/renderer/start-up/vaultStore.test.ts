import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp, nextTick } from 'vue'
import type { VaultStatus } from '#core/contract/vault.ts'
import { ok } from '#core/contract/command.ts'
import { desktopKey, type Desktop } from '../../../../renderer/desktop.ts'
import { useVault } from '../../../../renderer/stores/vault.ts'

const status = (state: VaultStatus['state'], mode: VaultStatus['mode']): VaultStatus => ({ state, mode, waitMs: 0, problem: null, lastCopy: null, idleMinutes: 5 })

/** The store of a window that has just started, and a data process that answers this. */
function started(answer: VaultStatus) {
  const desktop = { data: { 'vault.status': () => Promise.resolve(ok(answer)) } }
  const pinia = createPinia()
  createApp({}).provide(desktopKey, desktop as unknown as Desktop).use(pinia)
  return useVault(pinia)
}
/** What the next start knows before it asked. */
async function nextStart(answer: VaultStatus): Promise<VaultStatus['state'] | undefined> {
  await started(answer).refresh()
  await nextTick()
  return started(answer).status?.state
}

describe('the lock at the start of the window', () => {
  beforeEach(() => localStorage.clear())

  it('is not shown before it is known whether there is one', () => {
    expect(started(status('locked', 'local')).status).toBeUndefined()
  })
  it.each([['locked', 'local'], ['open', 'connected']] as const)('is shown at once after a start that was %s (%s)', async (state, mode) => {
    expect(await nextStart(status(state, mode))).toBe('locked')
  })
  it.each([['none', null], ['open', 'sample'], ['broken', 'local']] as const)('waits for the answer after %s (%s)', async (state, mode) => {
    expect(await nextStart(status(state, mode))).toBeUndefined()
  })
  it('gives way to the answer when it was wrong', async () => {
    await nextStart(status('locked', 'local'))
    const vault = started(status('none', null))
    expect(vault.status?.state).toBe('locked')
    await vault.refresh()
    expect(vault.status?.state).toBe('none')
  })
  it('opens at once, and asks the rest', async () => {
    await nextStart(status('locked', 'local'))
    const vault = started(status('open', 'local'))
    vault.opened()
    expect(vault.status?.state).toBe('open')
    await nextTick()
    await nextTick()
    expect(vault.status?.idleMinutes).toBe(5)
  })
})
