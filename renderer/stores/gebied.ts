import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Areas } from '#core/contract/areas.ts'
import { areaKinds } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import { useSession } from './session.ts'

const none: Areas = { gebieden: [], wijken: [], buurten: [], members: [], themes: [], consentTexts: [] }
const SETTING = 'frame.gebied'

/** The gebied that is looked at, and the small tables of the whole municipality that every page needs. */
export const useGebied = defineStore('gebied', () => {
  const desktop = useDesktop()
  const session = useSession()
  const areas = ref<Areas>(none)
  const loaded = ref(false)
  const chosen = ref<string>('all')
  /** A person chose in this run: what was kept of the last one comes too late. */
  let picked = false

  const list = computed(() => {
    const mine = session.info?.gebieden ?? []
    return areas.value.gebieden.filter((g) => mine === 'all' || mine.includes(g.id))
  })
  /** A gebied id or 'all'. Whoever has one gebied always looks at that one. */
  const current = computed(() => {
    const only = list.value.length === 1 ? list.value[0] : undefined
    return only?.id ?? (list.value.some((g) => g.id === chosen.value) ? chosen.value : 'all')
  })
  const visible = computed(() => (current.value === 'all' ? list.value.map((g) => g.id) : [current.value]))
  /** Where a new row goes: the gebied looked at, or the first one. */
  const forNew = computed(() => (current.value === 'all' ? (list.value[0]?.id ?? null) : current.value))
  const wijken = computed(() => areas.value.wijken.filter((w) => w.gebiedId !== null && visible.value.includes(w.gebiedId)))
  const buurten = computed(() => { const codes = new Set(wijken.value.map((w) => w.code)); return areas.value.buurten.filter((b) => codes.has(b.wijkCode)) })
  const names = computed(() => new Map([
    ...areas.value.gebieden.map((g) => [g.id, g.name] as const), ...areas.value.members.map((m) => [m.id, m.name] as const), ...areas.value.themes.map((t) => [t.id, t.name] as const),
    ...areas.value.wijken.map((w) => [w.code, w.name] as const), ...areas.value.buurten.map((b) => [b.code, b.name] as const),
  ]))

  async function load(): Promise<void> {
    const answer = await desktop.data['areas.all']({})
    if (answer.ok) areas.value = answer.value
    loaded.value = true
  }
  async function start(): Promise<void> {
    const asked = desktop.data['settings.get']({ name: SETTING })
    const areasLoaded = load()
    const kept = await asked
    if (!picked && kept.ok && typeof kept.value === 'string') chosen.value = kept.value
    await areasLoaded
  }
  desktop.on('changed', ({ kinds }) => { if (kinds.some((kind) => (areaKinds as readonly string[]).includes(kind))) void load() })
  watch(chosen, (value) => { if (loaded.value || picked) void desktop.data['settings.set']({ name: SETTING, value }) }, { flush: 'sync' })

  return {
    areas, loaded, list, current, visible, forNew, wijken, buurten, load, start,
    members: computed(() => areas.value.members),
    themes: computed(() => areas.value.themes),
    /** Gebied, wijk, buurt, team member or theme by id or code; '' when unknown. */
    nameOf: (idOrCode: string | null): string => (idOrCode === null ? '' : (names.value.get(idOrCode) ?? '')),
    byId: (id: string | null) => areas.value.gebieden.find((g) => g.id === id),
    choose: (id: string) => { picked = true; chosen.value = id },
  }
})
