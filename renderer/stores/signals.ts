import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { SignalCounts, SignalFilter, SignalItem } from '#core/contract/signals.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'

const PAGE = 100
const KEPT_PAGES = 20
const kinds: readonly KindName[] = ['signal', 'theme', 'wijk', 'buurt']

/** The signals that the page shows: its filter, the pages in memory and the counts. Fetched again whenever somebody changes what they show. */
export const useSignals = defineStore('signals', () => {
  const desktop = useDesktop()
  const filter = shallowRef<SignalFilter | null>(null)
  const pages = shallowRef<ReadonlyMap<number, readonly SignalItem[]>>(new Map())
  /** null until the first answer. */
  const total = ref<number | null>(null)
  const counts = shallowRef<SignalCounts | null>(null)
  const today = ref('')
  const failure = ref('')
  let round = 0
  let shown: readonly [number, number] = [0, 0]
  let busy = false, again = false
  const asked = new Set<number>()

  const itemAt = (index: number): SignalItem | undefined => pages.value.get(Math.floor(index / PAGE))?.[index % PAGE]

  async function fetchPage(page: number): Promise<readonly SignalItem[] | null> {
    if (!filter.value) return null
    const answer = await desktop.data['signals.list']({ filter: filter.value, offset: page * PAGE, limit: PAGE })
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return null
    total.value = answer.value.total
    today.value = answer.value.today
    return answer.value.items
  }

  /** Fetches what is on screen anew; what was there stays until the answer. Of the questions asked meanwhile only the last counts. */
  async function load(): Promise<void> {
    if (busy) { again = true; return }
    busy = true
    do {
      again = false
      round++
      const first = Math.floor(shown[0] / PAGE), last = Math.floor(shown[1] / PAGE)
      const fresh = new Map<number, readonly SignalItem[]>()
      for (let page = first; page <= Math.min(last, first + 3); page++) { const rows = await fetchPage(page); if (rows) fresh.set(page, rows) }
      asked.clear()
      if (failure.value === '') pages.value = fresh
    } while (again)
    busy = false
    void loadCounts()
  }
  /** After the list: nobody waits for the counts. */
  async function loadCounts(): Promise<void> {
    const mine = round
    if (!filter.value) return
    const answer = await desktop.data['signals.counts']({ filter: filter.value })
    if (answer.ok && mine === round) counts.value = answer.value
  }

  /** Rows `first` to `last` came on screen. */
  function reach(first: number, last: number): void {
    shown = [first, last]
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) if (!pages.value.has(page) && !asked.has(page) && !busy) void addPage(page)
  }
  async function addPage(page: number): Promise<void> {
    const mine = round
    asked.add(page)
    const rows = await fetchPage(page)
    asked.delete(page)
    if (rows && mine === round) pages.value = new Map([...[...pages.value].slice(-KEPT_PAGES), [page, rows]])
  }
  async function show(next: SignalFilter): Promise<void> {
    filter.value = next
    shown = [0, 0]
    await load()
  }
  desktop.on('changed', (changed) => { if (filter.value !== null && changed.kinds.some((kind) => kinds.includes(kind))) void load() })

  return { filter, total, counts, today, failure, itemAt, load, reach, show }
})
