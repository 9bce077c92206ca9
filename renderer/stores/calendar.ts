import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { calendarKinds, type CalendarEntry, type CalendarKind } from '#core/calendar/entries.ts'
import type { CalendarFeed } from '#core/contract/calendar.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import { useGebied } from './gebied.ts'

const listens: readonly KindName[] = ['meeting', 'action', 'terugkoppeling']

/** The year that is looked at, and which kinds of days show. */
export const useCalendar = defineStore('calendar', () => {
  const desktop = useDesktop()
  const areas = useGebied()
  /** null until the first answer. */
  const entries = shallowRef<readonly CalendarEntry[] | null>(null)
  const failure = ref('')
  const year = ref<number | null>(null)
  const kinds = ref<readonly CalendarKind[]>(['bijeenkomst', 'actie', 'terugkoppeling'])
  const feed = shallowRef<CalendarFeed | null>(null)
  let asked = 0

  async function load(): Promise<void> {
    if (year.value === null) return
    const mine = ++asked
    const answer = await desktop.data['calendar.year']({ gebied: areas.current === 'all' ? null : areas.current, year: year.value })
    if (mine !== asked) return
    failure.value = answer.ok ? '' : answer.error.message
    if (answer.ok) entries.value = answer.value.entries
  }
  async function loadFeed(): Promise<void> {
    const answer = await desktop.data['calendar.feed']({})
    if (answer.ok) feed.value = answer.value
  }
  desktop.on('changed', (changed) => { if (entries.value && changed.kinds.some((kind) => listens.includes(kind))) void load() })
  desktop.on('calendarFeed', () => void loadFeed())
  watch([() => areas.current, year], () => void load())

  const counts = computed(() => new Map(calendarKinds.map((kind) => [kind, entries.value?.filter((entry) => entry.kind === kind).length ?? 0])))
  const shown = computed(() => (entries.value ?? []).filter((entry) => kinds.value.includes(entry.kind)))
  const days = computed(() => Map.groupBy(shown.value, (entry) => entry.day))
  const toggle = (kind: CalendarKind) => { kinds.value = kinds.value.includes(kind) ? kinds.value.filter((each) => each !== kind) : calendarKinds.filter((each) => each === kind || kinds.value.includes(each)) }
  return { entries, failure, year, kinds, feed, counts, shown, days, load, loadFeed, toggle, clear: () => { kinds.value = [...calendarKinds] } }
})
