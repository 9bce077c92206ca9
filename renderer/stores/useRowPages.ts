import { ref, shallowRef } from 'vue'
import type { Result } from '#core/contract/command.ts'

const PAGE = 100
const KEPT_PAGES = 20

/** A part of a long list, with the number of rows of the whole. */
export interface RowPage<Row> { readonly rows: readonly Row[]; readonly total: number }

/** The rows of a long list: only the pages that came on screen are in memory. */
export function useRowPages<Row>(fetch: (offset: number, limit: number) => Promise<Result<RowPage<Row>>>) {
  const pages = shallowRef<ReadonlyMap<number, readonly Row[]>>(new Map())
  /** null until the first answer. */
  const total = ref<number | null>(null)
  const failure = ref('')
  const asked = new Set<number>()
  let shown: readonly [number, number] = [0, 0]
  let round = 0
  let busy = false, again = false

  const pageOf = (index: number): number => Math.floor(index / PAGE)
  const itemAt = (index: number): Row | undefined => pages.value.get(pageOf(index))?.[index % PAGE]

  async function fetchPage(page: number): Promise<readonly Row[] | null> {
    const answer = await fetch(page * PAGE, PAGE)
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return null
    total.value = answer.value.total
    return answer.value.rows
  }

  /** Fetches what is on screen anew; what was there stays until the answer. One question at a time: of those asked meanwhile only the last counts. */
  async function load(): Promise<void> {
    if (busy) { again = true; return }
    busy = true
    do {
      again = false
      round++
      const first = pageOf(shown[0]), last = pageOf(shown[1])
      const fresh = new Map<number, readonly Row[]>()
      for (let page = first; page <= Math.min(last, first + 3); page++) { const rows = await fetchPage(page); if (rows) fresh.set(page, rows) }
      asked.clear()
      if (failure.value === '') pages.value = fresh
    } while (again)
    busy = false
  }

  /** Another list: fetched from its top. */
  async function loadFromTop(): Promise<void> {
    shown = [0, 0]
    await load()
  }

  /** Rows `first` to `last` came on screen. */
  function reach(first: number, last: number): void {
    shown = [first, last]
    for (let page = pageOf(first); page <= pageOf(last); page++) if (!pages.value.has(page) && !asked.has(page) && !busy) void addPage(page)
  }
  async function addPage(page: number): Promise<void> {
    const mine = round
    asked.add(page)
    const rows = await fetchPage(page)
    asked.delete(page)
    if (rows && mine === round) pages.value = new Map([...[...pages.value].slice(-KEPT_PAGES), [page, rows]])
  }

  return { total, failure, itemAt, load, loadFromTop, reach }
}
