import { onBeforeUnmount, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Attendee, MeetingResults, MeetingView } from '#core/contract/meetings.ts'
import { useDesktop } from '../../desktop.ts'

const listens: readonly string[] = ['meeting', 'agendaItem', 'attendance', 'contact', 'contactDetails', 'consent', 'teamMember', 'panel', 'action', 'decision', 'minutes']

/** One meeting with its people and results, kept as it is in the store whoever changes it. */
export function useMeeting(id: MaybeRefOrGetter<string>) {
  const desktop = useDesktop()
  const view = shallowRef<MeetingView>()
  const people = shallowRef<readonly Attendee[]>([])
  const results = shallowRef<MeetingResults>({ actions: [], decisions: [] })
  const failure = ref('')
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    const meetingId = toValue(id)
    const [meeting, list, made] = await Promise.all([desktop.data['meetings.get']({ id: meetingId }), desktop.data['attendance.list']({ meetingId }), desktop.data['meetings.results']({ meetingId })])
    if (mine !== asked) return
    failure.value = meeting.ok ? '' : meeting.error.message
    view.value = meeting.ok ? meeting.value : undefined
    if (list.ok) people.value = list.value
    if (made.ok) results.value = made.value
  }
  watch(() => toValue(id), () => { view.value = undefined; people.value = []; void load() }, { immediate: true })
  onBeforeUnmount(desktop.on('changed', ({ kinds }) => { if (kinds.some((kind) => listens.includes(kind))) void load() }))

  return { view, people, results, failure, load }
}
