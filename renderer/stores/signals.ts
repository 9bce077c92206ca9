import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { ok } from '#core/contract/command.ts'
import type { SignalCounts, SignalFilter, SignalItem } from '#core/contract/signals.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import { useRowPages } from './useRowPages.ts'

const kinds: readonly KindName[] = ['signal', 'theme', 'wijk', 'buurt']

/** The signals that the page shows: its filter, the pages in memory and the counts. Fetched again whenever somebody changes what they show. */
export const useSignals = defineStore('signals', () => {
  const desktop = useDesktop()
  const filter = shallowRef<SignalFilter | null>(null)
  const counts = shallowRef<SignalCounts | null>(null)
  const today = ref('')
  const list = useRowPages<SignalItem>(async (offset, limit) => {
    const answer = await desktop.data['signals.list']({ filter: filter.value!, offset, limit })
    if (!answer.ok) return answer
    today.value = answer.value.today
    return ok({ rows: answer.value.items, total: answer.value.total })
  })
  let question = 0

  async function load(): Promise<void> {
    if (!filter.value) return
    await list.load()
    void loadCounts()
  }
  /** After the list: nobody waits for the counts. */
  async function loadCounts(): Promise<void> {
    const mine = ++question
    const answer = await desktop.data['signals.counts']({ filter: filter.value! })
    if (answer.ok && mine === question) counts.value = answer.value
  }
  async function show(next: SignalFilter): Promise<void> {
    filter.value = next
    await list.loadFromTop()
    void loadCounts()
  }
  desktop.on('changed', (changed) => { if (filter.value !== null && changed.kinds.some((kind) => kinds.includes(kind))) void load() })

  return { filter, total: list.total, counts, today, failure: list.failure, itemAt: list.itemAt, load, reach: list.reach, show }
})
