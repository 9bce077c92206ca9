import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { FigureAreas, FigureList } from '#core/contract/figures.ts'
import type { MeetingView } from '#core/contract/meetings.ts'
import { figuresFor } from '#core/figures/order.ts'
import { useDesktop } from '../../desktop.ts'
import { figureKindNames } from '../../stores/figures.ts'
import { useGebied } from '../../stores/gebied.ts'

/** The figures that the hall can be shown at a meeting: those of its wijk unless another area is chosen. Read when `active` first answers true. */
export function useHallFigures(view: () => MeetingView | undefined, active: () => boolean) {
  const desktop = useDesktop()
  const gebied = useGebied()
  const known = shallowRef<FigureAreas | null>(null)
  const list = shallowRef<FigureList | null>(null)
  const failure = ref('')
  const chosen = ref<string | null>(null)
  const text = ref('')
  const selected = ref<string | null>(null)
  let asked = 0

  const areas = computed(() => (known.value?.areas ?? []).filter((area) => area.gebiedId === null || gebied.visible.includes(area.gebiedId) || area.gebiedId === view()?.meeting.gebied))
  /** The one that was chosen, else the wijk of the meeting, else one of its gebied, else the municipality. */
  const area = computed(() => {
    const has = (code: string | null | undefined) => areas.value.find((each) => each.code === code)?.code
    return has(chosen.value) ?? has(view()?.wijk) ?? areas.value.find((each) => each.level === 'wijk' && each.gebiedId === view()?.meeting.gebied)?.code ?? has(known.value?.gemeente) ?? areas.value[0]?.code ?? null
  })
  const found = computed(() => (list.value ? figuresFor(list.value, text.value) : []))

  async function load(): Promise<void> {
    const mine = ++asked
    const answer = await desktop.data['figures.areas']({})
    if (mine !== asked) return
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return
    known.value = answer.value
    if (area.value === null) { list.value = null; return }
    const figures = await desktop.data['figures.list']({ area: area.value })
    if (mine !== asked) return
    failure.value = figures.ok ? '' : figures.error.message
    list.value = figures.ok ? figures.value : null
  }
  watch([active, area], ([on]) => { if (on && (known.value === null || list.value?.area.code !== area.value)) void load() })
  watch(found, (lines) => { if (!lines.some(({ id }) => id === selected.value)) selected.value = lines[0]?.id ?? null })
  onBeforeUnmount(desktop.on('changed', ({ kinds }) => { if (known.value && kinds.some((kind) => figureKindNames.includes(kind))) void load() }))

  /** The figure that stands after or before the one that is selected, which it then selects; null at either end. */
  function step(by: 1 | -1): string | null {
    const next = found.value[found.value.findIndex(({ id }) => id === selected.value) + by]?.id ?? null
    if (next !== null) selected.value = next
    return next
  }
  return { /** whether it is known of which areas there are figures */ ready: computed(() => known.value !== null), areas, area, chosen, list, failure, text, selected, found, step, load }
}
export type HallFigures = ReturnType<typeof useHallFigures>
