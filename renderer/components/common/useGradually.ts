import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'

/**
 * The first `portion` rows of a long table of fields at once and as many again in every following task of the page, so that drawing hundreds
 * of choices never holds up the window. A change of the rows themselves leaves all that is drawn in place.
 * @param anew what makes it begin from the first portion, such as another sheet
 */
export function useGradually<T>(rows: () => readonly T[], portion: number, anew: () => unknown): ComputedRef<readonly T[]> {
  const drawn = ref(portion)
  let later: ReturnType<typeof setTimeout> | undefined
  const more = (): void => {
    clearTimeout(later)
    if (drawn.value < rows().length) later = setTimeout(() => { drawn.value += portion })
  }
  watch(anew, () => { drawn.value = portion })
  watch([drawn, () => rows().length], more, { immediate: true })
  onScopeDispose(() => clearTimeout(later))
  return computed(() => rows().slice(0, drawn.value))
}
