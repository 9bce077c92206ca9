import { onBeforeUnmount, ref, watch } from 'vue'
import { useDesktop } from '../../desktop.ts'
import { thumbOf } from './prepare.ts'

/**
 * The address of a photo, large or small, while the calling component is there; '' until it is known or when it is not here.
 * The bytes stay in memory as long as something shows them, and nowhere else.
 */
export function usePhoto(id: () => string, here: () => boolean, size: 'large' | 'small') {
  const { data } = useDesktop()
  const url = ref(''), failure = ref('')
  let asked = 0

  const show = (bytes: Uint8Array, type: string) => { forget(); url.value = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type })) }
  function forget(): void {
    if (url.value !== '') URL.revokeObjectURL(url.value)
    url.value = ''
  }
  async function load(): Promise<void> {
    const mine = ++asked
    const current = id()
    failure.value = ''
    forget()
    if (!here()) return
    const small = size === 'small' ? await data['attachments.thumb']({ id: current }) : undefined
    if (mine !== asked) return
    if (small?.ok && small.value.bytes) { show(small.value.bytes, 'image/webp'); return }
    const answer = await data['attachments.bytes']({ id: current })
    if (mine !== asked) return
    if (!answer.ok) { failure.value = answer.error.message; return }
    if (size === 'large') { show(answer.value.bytes, answer.value.mimeType); return }
    const made = await thumbOf(answer.value.bytes)
    if (mine !== asked || !made) return
    show(made, 'image/webp')
    void data['attachments.keepThumb']({ id: current, bytes: made })
  }
  watch([id, here], () => void load(), { immediate: true })
  onBeforeUnmount(() => { asked += 1; forget() })
  return { url, failure }
}
