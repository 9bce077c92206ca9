import { useToast } from '@nuxt/ui/composables'
import { useResizeObserver } from '@vueuse/core'
import { nextTick, ref, shallowRef, watch, type Ref } from 'vue'

/** Between a message, the edge of the window below it and the page above it. */
const AROUND_PX = 28

/** Pixels at the foot of the window that a message takes, 0 without one: the page ends above it, so that it never lies over what is worked on. */
export function useMessageRoom(): Ref<number> {
  const room = ref(0), message = shallowRef<HTMLElement | null>(null)
  const { toasts } = useToast()
  watch(() => toasts.value.length, async (count) => {
    await nextTick()
    message.value = count > 0 ? document.querySelector<HTMLElement>('.messages > *') : null
    if (message.value === null) room.value = 0
  }, { immediate: true })
  useResizeObserver(message, () => { if (message.value) room.value = message.value.offsetHeight + AROUND_PX })
  return room
}
