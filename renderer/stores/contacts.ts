import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ContactFilter, ContactListRow, LabelCount, PanelView } from '#core/contract/contacts.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import { useRowPages } from './useRowPages.ts'

const kinds: readonly KindName[] = ['contact', 'contactDetails', 'consent', 'panelMembership', 'panel']

/** The contact list: its filter, the pages in memory and which contacts are marked. Fetched again whenever somebody changes a contact. */
export const useContacts = defineStore('contacts', () => {
  const desktop = useDesktop()
  const filter = shallowRef<ContactFilter>({ gebied: null, query: '', panelId: null, wijkCode: null, buurtCode: null, label: null, consent: null })
  const { total, failure, itemAt, load, loadFromTop, reach } = useRowPages<ContactListRow>((offset, limit) => desktop.data['contacts.list']({ ...filter.value, offset, limit }))
  const marked = ref<ReadonlySet<string>>(new Set())
  const labels = shallowRef<readonly LabelCount[]>([])
  const panels = shallowRef<readonly PanelView[]>([])
  let anchor = 0

  async function loadLabels(): Promise<void> {
    const answer = await desktop.data['contacts.labels']({ gebied: filter.value.gebied })
    if (answer.ok) labels.value = answer.value
  }
  async function loadPanels(): Promise<void> {
    const answer = await desktop.data['panels.list']({ gebied: filter.value.gebied })
    if (answer.ok) panels.value = answer.value
  }

  /** Changes some of the filter; the list begins at its top again. */
  async function narrow(change: Partial<ContactFilter>): Promise<void> {
    const gebiedChanged = 'gebied' in change && change.gebied !== filter.value.gebied
    filter.value = { ...filter.value, ...change, ...(gebiedChanged ? { panelId: null, wijkCode: null, buurtCode: null } : {}) }
    unmark()
    const first = total.value === null
    await loadFromTop()
    if (gebiedChanged || first) { void loadLabels(); void loadPanels() }
  }

  function mark(ids: Iterable<string>): void { marked.value = new Set(ids) }
  function unmark(): void { if (marked.value.size > 0) marked.value = new Set() }
  function toggle(id: string, index: number): void {
    anchor = index
    const next = new Set(marked.value)
    if (!next.delete(id)) next.add(id)
    marked.value = next
  }
  /** Marks from the last marked row up to this one. */
  async function markTo(index: number): Promise<void> {
    const [from, to] = [Math.min(anchor, index), Math.max(anchor, index)]
    const answer = await desktop.data['contacts.ids']({ ...filter.value, from, to })
    if (answer.ok) mark([...marked.value, ...answer.value])
  }
  async function markAll(): Promise<void> {
    const answer = await desktop.data['contacts.ids']({ ...filter.value })
    if (answer.ok) mark(answer.value)
  }
  /** The row from which a range is marked with Shift. */
  function setAnchor(index: number): void { anchor = index }

  desktop.on('changed', (changed) => {
    if (total.value === null || !changed.kinds.some((kind) => kinds.includes(kind))) return
    void load()
    if (changed.kinds.includes('contact')) void loadLabels()
    if (changed.kinds.includes('panel')) void loadPanels()
  })

  const narrowed = computed(() => { const { query, panelId, wijkCode, buurtCode, label, consent } = filter.value; return query.trim() !== '' || [panelId, wijkCode, buurtCode, label, consent].some((value) => value !== null) })
  return { filter, total, failure, marked, labels, panels, narrowed, itemAt, load, reach, narrow, mark, unmark, toggle, markTo, markAll, setAnchor }
})
