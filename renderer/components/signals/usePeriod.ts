import { computed } from 'vue'
import { addDays } from '#core/text/days.ts'
import { useToday } from '../../today.ts'

/** From which day and up to and including which, 'jjjj-mm-dd'; absent: without an end. */
export interface Period { readonly from?: string | undefined; readonly to?: string | undefined }
/** The choice of everything. */
export const ALL_TIME = '*'
const OWN = 'eigen'

/** The periods to choose from, and which of them is chosen; days that fit none of them are 'eigen'. */
export function usePeriod(chosen: () => Period, set: (period: { from: string | undefined; to: undefined }) => void) {
  const today = useToday()
  const starts = computed(() => ({ week: addDays(today.value, -6), maand: addDays(today.value, -29), jaar: `${today.value.slice(0, 4)}-01-01` }))
  const period = computed(() => (chosen().to === undefined ? Object.entries(starts.value).find(([, from]) => from === chosen().from)?.[0] : undefined) ?? (chosen().from === undefined && chosen().to === undefined ? ALL_TIME : OWN))
  const option = (value: string, label: string) => ({ label, value })
  return {
    period,
    items: computed(() => [option(ALL_TIME, 'Altijd'), option('week', 'Laatste 7 dagen'), option('maand', 'Laatste 30 dagen'), option('jaar', 'Dit jaar'), ...(period.value === OWN ? [option(OWN, 'Eigen periode')] : [])]),
    pick: (value: string): void => { if (value !== OWN) set({ from: value === ALL_TIME ? undefined : starts.value[value as keyof typeof starts.value], to: undefined }) },
  }
}
