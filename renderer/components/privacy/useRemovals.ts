import { computed, ref, type ModelRef } from 'vue'
import type { Removal } from '#core/minutes/public.ts'

/** What was found to point at a person: each text can stay in after all (`keep`), and more can go (`also`). */
export function useRemovals(removals: () => readonly Removal[], keep: ModelRef<string[]>, also: ModelRef<string[]>) {
  /** What is being typed to leave out as well. */
  const more = ref('')
  return {
    more,
    gone: computed(() => removals().filter((removal) => !removal.kept).length),
    toggle(removal: Removal, leaveOut: boolean): void {
      keep.value = leaveOut ? keep.value.filter((text) => text.toLowerCase() !== removal.text.toLowerCase()) : [...keep.value, removal.text]
    },
    add(): void {
      const text = more.value.trim()
      if (text !== '' && !also.value.includes(text)) also.value = [...also.value, text]
      more.value = ''
    },
    putBack(text: string): void { also.value = also.value.filter((one) => one !== text) },
  }
}
