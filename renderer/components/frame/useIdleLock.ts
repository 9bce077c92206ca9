import { useEventListener, useIntervalFn } from '@vueuse/core'
import { useVault } from '../../stores/vault.ts'

/** Calls `lock` after the set number of minutes in which nobody touched the keyboard or the mouse. */
export function useIdleLock(lock: () => Promise<void>): void {
  const vault = useVault()
  let last = performance.now()
  useEventListener(window, ['pointerdown', 'pointermove', 'keydown', 'wheel'], () => { last = performance.now() }, { passive: true, capture: true })
  useIntervalFn(() => {
    const minutes = vault.status?.idleMinutes ?? 0
    if (minutes === 0 || performance.now() - last < minutes * 60_000) return
    last = performance.now()
    void lock()
  }, 5000)
}
