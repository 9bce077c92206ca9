import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { FigureAreas, FigureList } from '#core/contract/figures.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'

/** What figures are shown with. */
export const figureKindNames: readonly KindName[] = ['indicator', 'surveySource', 'surveyResult', 'figureSettings', 'theme', 'wijk', 'buurt', 'houseStyle']

/** The areas of which there are figures, and the figures of the one that is looked at. */
export const useFigures = defineStore('figures', () => {
  const desktop = useDesktop()
  const areas = shallowRef<FigureAreas | null>(null)
  const list = shallowRef<FigureList | null>(null)
  const failure = ref('')
  const area = ref<string | null>(null)
  let round = 0

  async function load(): Promise<void> {
    const mine = ++round
    const found = await desktop.data['figures.areas']({})
    if (mine !== round) return
    failure.value = found.ok ? '' : found.error.message
    if (!found.ok) return
    areas.value = found.value
    const asked = area.value
    if (asked === null || !found.value.areas.some(({ code }) => code === asked)) { list.value = null; return }
    const answer = await desktop.data['figures.list']({ area: asked })
    // Another area was asked for meanwhile: its answer counts.
    if (mine !== round) return
    failure.value = answer.ok ? '' : answer.error.message
    list.value = answer.ok ? answer.value : null
  }
  async function show(code: string | null): Promise<void> {
    if (code === area.value && list.value) return
    area.value = code
    await load()
  }
  desktop.on('changed', (changed) => { if (areas.value && changed.kinds.some((kind) => figureKindNames.includes(kind))) void load() })

  return { areas, list, failure, area, load, show }
})
