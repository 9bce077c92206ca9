import { useIntervalFn } from '@vueuse/core'
import { ref } from 'vue'

/** Counts down the wait after wrong passphrases. */
export function useWait() {
  const seconds = ref(0)
  let until = 0
  const tick = () => { seconds.value = Math.max(0, Math.ceil((until - performance.now()) / 1000)) }
  useIntervalFn(tick, 250)
  return {
    seconds,
    start(ms: number) { until = performance.now() + ms; tick() },
  }
}
export const inWords = (seconds: number): string => (seconds < 60 ? `${seconds} ${seconds === 1 ? 'seconde' : 'seconden'}` : `${Math.ceil(seconds / 60)} minuten`)
