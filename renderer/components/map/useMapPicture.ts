import { computed, type ComputedRef } from 'vue'
import type { MapIndicator } from '#core/contract/map.ts'
import { smallNumbers } from '#core/figures/compare.ts'
import { periodName } from '#core/figures/period.ts'
import { mapColourNames, mapRows, paintMap, undrawnText } from '#core/map/paint.ts'
import { useMap } from '../../stores/map.ts'
import { shadeColor, type MapTheme } from './mapColors.ts'
import type { DrawnArea } from './mapEngine.ts'
import type { MapView } from './mapQuery.ts'

/** What the map, its legend and its table show of what is in the store: one reckoning for all three. */
export function useMapPicture(view: ComputedRef<MapView>, theme: ComputedRef<MapTheme>) {
  const store = useMap()
  const all = computed(() => store.data?.areas ?? [])
  const indicators = computed<readonly MapIndicator[]>(() => store.data?.indicators ?? [])
  const indicator = computed(() => indicators.value.find(({ id }) => id === view.value.indicatorId) ?? indicators.value[0] ?? null)
  const period = computed(() => (indicator.value?.periods.includes(view.value.period ?? '') ? view.value.period! : (indicator.value?.periods[0] ?? null)))
  const small = computed(() => store.data?.small ?? smallNumbers)
  const unit = computed(() => indicator.value?.unit ?? '')
  const byFigure = computed(() => view.value.colour === 'cijfer' && indicator.value !== null && period.value !== null)
  const areas = computed(() => all.value.filter(({ level }) => level === view.value.level))
  const painting = computed(() => paintMap(areas.value, view.value.colour, unit.value, small.value))
  const drawn = computed((): DrawnArea[] => {
    const byCode = new Map(areas.value.map((area) => [area.code, area]))
    return painting.value.painted.map(({ code, shade, hatched, text }) => ({ code, hatched, color: shadeColor(theme.value, shade), text: `${byCode.get(code)?.name ?? code}\n${text}`, unplaced: byCode.get(code)?.unplaced ?? 0 }))
  })
  const title = computed(() => (byFigure.value ? `${indicator.value!.name}, ${periodName(period.value!)}` : `${mapColourNames[view.value.colour]} per ${view.value.level}`))
  return {
    all, indicators, indicator, period, small, drawn, title, byFigure,
    legend: computed(() => painting.value.legend), undrawn: computed(() => undrawnText(all.value, view.value.level)),
    rows: computed(() => mapRows(all.value, store.data?.rest ?? [], view.value.level, unit.value, small.value)),
    points: computed(() => (store.data ? store.data.points.micro.length / 2 : 0)),
    /** Of all gebieden shown, once each: with buurten those without one too. */
    signals: computed(() => all.value.filter(({ level }) => level === 'wijk').reduce((sum, area) => sum + area.signals, 0) + (store.data?.rest.find(({ wijkCode }) => wijkCode === '')?.signals ?? 0)),
  }
}
