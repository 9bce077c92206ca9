import { onBeforeUnmount, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { ChoiceList } from '#core/contract/choices.ts'
import { useDesktop } from '../../desktop.ts'

const listens: readonly string[] = ['choice', 'choiceOption', 'vote', 'attendance', 'priority']

/** The choices of one meeting, kept as they are in the store whoever counts. */
export function useChoices(meetingId: MaybeRefOrGetter<string>) {
  const desktop = useDesktop()
  const list = shallowRef<ChoiceList>({ choices: [], editable: false, mayCount: false })
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    const answer = await desktop.data['choices.list']({ meetingId: toValue(meetingId) })
    if (mine === asked && answer.ok) list.value = answer.value
  }
  watch(() => toValue(meetingId), () => void load(), { immediate: true })
  onBeforeUnmount(desktop.on('changed', ({ kinds }) => { if (kinds.some((kind) => listens.includes(kind))) void load() }))
  return { list, load }
}
