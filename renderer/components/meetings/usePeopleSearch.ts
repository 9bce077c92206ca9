import { computed, ref, watch, type Ref } from 'vue'
import type { Attendee, MeetingView, PersonHit } from '#core/contract/meetings.ts'
import { matchesName } from '#core/meetings/match.ts'
import { useDesktop } from '../../desktop.ts'

/** A line under the field: somebody on the list, somebody known, or a new walk-in. */
export type PersonOption =
  | { readonly type: 'listed'; readonly key: string; readonly name: string; readonly person: Attendee }
  | { readonly type: 'known'; readonly key: string; readonly name: string; readonly hit: PersonHit }
  | { readonly type: 'walkIn'; readonly key: string; readonly name: string }

/** People by the first letters of their name: those on the list at once, others a moment later. */
export function usePeopleSearch(view: Ref<MeetingView>, people: Ref<readonly Attendee[]>) {
  const desktop = useDesktop()
  const query = ref('')
  const hits = ref<readonly PersonHit[]>([])
  const active = ref(0)
  let asked = 0

  watch([query, people], async ([text], [before]) => {
    if (text !== before) active.value = 0
    const mine = ++asked
    const answer = text.trim().length < 3 || !view.value.editable ? undefined : await desktop.data['attendance.find']({ meetingId: view.value.meeting.id, query: text })
    if (mine === asked) hits.value = answer?.ok ? answer.value : []
  })
  const options = computed<PersonOption[]>(() => {
    const text = query.value.trim()
    if (text === '') return []
    const listed = people.value.filter((person) => matchesName(text, person.name)).slice(0, 8)
    return [
      ...listed.map((person): PersonOption => ({ type: 'listed', key: person.id, name: person.name, person })),
      ...hits.value.map((hit): PersonOption => ({ type: 'known', key: hit.contactId ?? hit.memberId ?? '', name: hit.name, hit })),
      ...(view.value.editable && text.length >= 3 ? [{ type: 'walkIn', key: 'inloper', name: text } as const] : []),
    ]
  })
  const move = (by: 1 | -1) => { active.value = Math.max(0, Math.min(options.value.length - 1, active.value + by)) }
  return { query, options, active, move }
}
