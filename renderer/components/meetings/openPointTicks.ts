import { computed, ref, shallowRef } from 'vue'
import type { OpenPoint } from '#core/meetings/open-points.ts'

export const openPointKey = ({ kind, id }: Pick<OpenPoint, 'kind' | 'id'>): string => `${kind} ${id}`

/** Open points with a tick each. What a person ticked or not stays so when the list is read again. */
export function useOpenPointTicks() {
  const points = shallowRef<readonly OpenPoint[]>([])
  const ticked = ref<ReadonlySet<string>>(new Set())
  const seen = new Set<string>()
  function show(list: readonly OpenPoint[]): void {
    const fresh = list.filter((point) => point.proposed && !seen.has(openPointKey(point))).map(openPointKey)
    for (const point of list) seen.add(openPointKey(point))
    points.value = list
    ticked.value = new Set([...ticked.value, ...fresh].filter((key) => list.some((point) => openPointKey(point) === key)))
  }
  const tick = (key: string, on: boolean): void => { ticked.value = new Set(on ? [...ticked.value, key] : [...ticked.value].filter((each) => each !== key)) }
  /** As a command takes them. */
  const chosen = computed(() => points.value.filter((point) => ticked.value.has(openPointKey(point))).map(({ kind, id }) => ({ kind, id })))
  return { points, ticked, chosen, show, tick }
}
