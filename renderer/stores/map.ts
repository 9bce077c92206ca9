import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { MapData, MapOutlines, MapQuestion } from '#core/contract/map.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import type { Camera } from '../components/map/mapEngine.ts'

const kinds: readonly KindName[] = ['signal', 'action', 'theme', 'wijk', 'buurt', 'gebied', 'indicator', 'surveySource', 'surveyResult', 'figureSettings']

/** What the map shows. The borders are fetched when they may have changed, the rest whenever somebody changes what it shows. */
export const useMap = defineStore('map', () => {
  const desktop = useDesktop()
  const question = shallowRef<MapQuestion | null>(null)
  const data = shallowRef<MapData | null>(null)
  const outlines = shallowRef<MapOutlines | null>(null)
  /** Where somebody left the map in this gebied. */
  const camera = shallowRef<Camera | null>(null)
  const failure = ref('')
  let stale = true, busy = false, again = false, of = ''

  /** Of the questions asked meanwhile only the last counts. */
  async function load(): Promise<void> {
    if (busy) { again = true; return }
    busy = true
    do {
      again = false
      if (!question.value) break
      const fresh = stale
      stale = false
      const answer = await desktop.data['map.get']({ ...question.value, outlines: fresh })
      failure.value = answer.ok ? '' : answer.error.message
      if (!answer.ok) { stale ||= fresh; continue }
      if (answer.value.outlines) outlines.value = answer.value.outlines
      data.value = answer.value
    } while (again)
    busy = false
  }
  async function show(next: MapQuestion): Promise<void> {
    const gebieden = JSON.stringify(next.gebieden)
    if (gebieden !== of) { stale = true; outlines.value = camera.value = null; of = gebieden }
    question.value = next
    await load()
  }
  desktop.on('changed', (changed) => {
    if (changed.kinds.some((kind) => kind === 'wijk' || kind === 'buurt')) stale = true
    if (question.value && changed.kinds.some((kind) => kinds.includes(kind))) void load()
  })
  /** Nobody looks any more: changes are not followed until the next time. */
  const rest = (): void => { question.value = null; stale = true }

  return { data, outlines, camera, failure, load, show, rest }
})
