import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ActionBoard, ActionFilter, ActionList } from '#core/contract/actions.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'

const PAGE = 300
const kinds: readonly KindName[] = ['action', 'terugkoppeling', 'teamMember', 'theme', 'meeting', 'wijk', 'buurt']

/** The actions that the page shows, as list or as board. Fetched again whenever somebody changes something they show. */
export const useActions = defineStore('actions', () => {
  const desktop = useDesktop()
  const list = shallowRef<ActionList | null>(null)
  const board = shallowRef<ActionBoard | null>(null)
  const failure = ref('')
  const filter = shallowRef<ActionFilter | null>(null)
  const view = ref<'list' | 'board'>('list')
  const limit = ref(PAGE)
  let round = 0

  async function load(): Promise<void> {
    const asked = filter.value
    if (!asked) return
    const mine = ++round
    const answer = view.value === 'list' ? await desktop.data['actions.list']({ filter: asked, offset: 0, limit: limit.value }) : await desktop.data['actions.board']({ filter: asked })
    // A later question was asked meanwhile: its answer counts.
    if (mine !== round) return
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return
    if ('columns' in answer.value) board.value = answer.value
    else list.value = answer.value
  }
  async function show(next: ActionFilter, as: 'list' | 'board'): Promise<void> {
    filter.value = next
    view.value = as
    limit.value = PAGE
    await load()
  }
  /** Called with the last row on screen: fetches more rows when the end comes near. */
  function reach(last: number): void {
    if (!list.value || last < list.value.items.length - 50 || list.value.items.length >= list.value.total || limit.value >= 2000) return
    limit.value = Math.min(2000, limit.value + PAGE)
    void load()
  }
  desktop.on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() })

  return { list, board, failure, filter, show, load, reach }
})
