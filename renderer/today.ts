import { dayIn } from '#core/actions/typed-day.ts'
import { useNow } from '@vueuse/core'
import { computed, type ComputedRef } from 'vue'

/** Today in the municipality, `jjjj-mm-dd`; moves on at midnight while the app stays open. */
export function useToday(): ComputedRef<string> {
  const now = useNow({ interval: 30_000 })
  return computed(() => dayIn(now.value))
}
