import { createPinia, setActivePinia } from 'pinia'
import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useIdleLock } from '../../../../renderer/components/frame/useIdleLock.ts'

const minutes = vi.hoisted(() => ({ idle: 15 }))
vi.mock('../../../../renderer/stores/vault.ts', () => ({ useVault: () => ({ status: { get idleMinutes() { return minutes.idle } } }) }))

beforeEach(() => { setActivePinia(createPinia()); vi.useFakeTimers() })
afterEach(() => vi.useRealTimers())

it('locks after the set time without a key or the mouse, and a keystroke begins it anew', async () => {
  const lock = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const scope = effectScope()
  scope.run(() => useIdleLock(lock))
  await vi.advanceTimersByTimeAsync(14 * 60_000)
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  await vi.advanceTimersByTimeAsync(14 * 60_000)
  expect(lock).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  expect(lock).toHaveBeenCalledTimes(1)
  minutes.idle = 0
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(lock).toHaveBeenCalledTimes(1)
  scope.stop()
})
