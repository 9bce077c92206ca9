import { useLocalStorage } from '@vueuse/core'
import { computed, ref, watch } from 'vue'
import { readTime, localNow } from '#core/meetings/times.ts'
import type { SignalSource } from '#core/signals/words.ts'
import { useDesktop } from '../../desktop.ts'
import { useGebied } from '../../stores/gebied.ts'
import type { ChosenPoint, SignalPoint } from './signalPoint.ts'
import { useUndo } from '../../undo.ts'
import { themeChoices } from './themeChoices.ts'

/**
 * A signal that is being written: the fields that every way of noting one shares. The buurt of the last one stays. Who looks at all
 * gebieden chooses the gebied by choosing the buurt.
 */
export function useNewSignal(source: SignalSource) {
  const { data } = useDesktop()
  const areas = useGebied()
  const { withUndo } = useUndo()
  const lastBuurt = useLocalStorage<Record<string, string>>('signalen.buurt', {})
  const text = ref(''), themeId = ref(''), time = ref(''), problem = ref(''), busy = ref(false), point = ref<SignalPoint | null>(null)
  const wijken = computed(() => new Map(areas.wijken.map((w) => [w.code, w])))
  const buurten = computed(() => areas.buurten.flatMap((b) => { const wijk = wijken.value.get(b.wijkCode); return wijk && b.code !== '' ? [{ label: b.name, value: b.code, hint: wijk.name, gebied: wijk.gebiedId }] : [] }))
  const gebiedOf = (code: string) => buurten.value.find((b) => b.value === code)?.gebied ?? undefined
  const picked = ref(areas.forNew ?? '')
  watch(() => areas.current, () => { picked.value = areas.forNew ?? '' })
  const buurtCode = computed({
    get: () => { const code = lastBuurt.value[areas.current] ?? ''; return gebiedOf(code) === undefined ? '' : code },
    set: (code: string) => { lastBuurt.value = { ...lastBuurt.value, [areas.current]: code } },
  })
  const gebied = computed({
    get: () => gebiedOf(buurtCode.value) ?? picked.value,
    set: (id: string) => { picked.value = id; if (gebiedOf(buurtCode.value) !== id) buurtCode.value = '' },
  })
  const themes = computed(() => themeChoices(areas.themes))

  /** A point also says in which buurt it lies; a buurt that was chosen stays. */
  function setPoint(chosen: ChosenPoint | null): void {
    point.value = chosen && { lat: chosen.lat, lon: chosen.lon }
    if (chosen && buurtCode.value === '' && chosen.buurtCode !== '') buurtCode.value = chosen.buurtCode
  }
  /** `jjjj-mm-ddTuu:mm` of today, null when the time cannot be read. */
  function occurredAt(): string | null {
    const now = localNow(new Date())
    if (time.value.trim() === '') return now
    const at = readTime(time.value)
    return at === null ? null : `${now.slice(0, 10)}T${at}`
  }
  /** Saves it and makes ready for the next. Answers the id, or undefined with the reason in `problem`. */
  async function save(more: { readonly meetingId?: string } = {}): Promise<string | undefined> {
    const at = occurredAt()
    problem.value = text.value.trim() === '' ? 'Typ eerst wat er speelt.' : gebied.value === '' ? 'Er is nog geen gebied. Maak er eerst een bij Instellingen.' : at === null ? `‘${time.value}’ is geen tijd. Typ bijvoorbeeld 19:30.` : ''
    if (problem.value !== '' || busy.value) return undefined
    busy.value = true
    const answer = await data['signals.create']({ gebied: gebied.value, text: text.value.trim(), themeIds: themeId.value === '' ? [] : [themeId.value], buurtCode: buurtCode.value, occurredAt: at, source, ...point.value, ...more })
    busy.value = false
    if (!withUndo(answer, 'Signaal opgeslagen') || !answer.ok) return undefined
    text.value = themeId.value = time.value = ''
    point.value = null
    return answer.value.id
  }
  return { gebied, text, themeId, buurtCode, time, point, setPoint, problem, busy, themes, buurten, save }
}
