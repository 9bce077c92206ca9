import { useIntervalFn, useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { HallEvent, HallKey, HallState } from '#core/contract/hallShell.ts'
import type { HallRequest, HeldText } from '#core/contract/hall.ts'
import { blackScreen, type HallView } from '#core/hall/screens.ts'
import { useDesktop } from '../desktop.ts'
import { useUndo } from '../undo.ts'

const listens: readonly string[] = ['agendaItem', 'meeting', 'choice', 'choiceOption', 'vote', 'attendance', 'contact', 'contactDetails', 'teamMember', 'houseStyle', 'indicator', 'surveySource', 'surveyResult', 'figureSettings', 'wijk', 'buurt']
const TICK_MS = 20_000
const nothing: HallRequest = { show: 'black' }

/** The window in the hall, driven from here. It goes on showing what it shows when the writer opens another page. */
export const useHall = defineStore('hall', () => {
  const desktop = useDesktop()
  const { sayFailure } = useUndo()
  const state = ref<HallState>({ open: false, display: null, displays: [] })
  const meetingId = ref<string | null>(null)
  const request = shallowRef<HallRequest>(nothing)
  /** What comes back after black. */
  const before = shallowRef<HallRequest>(nothing)
  const view = shallowRef<HallView>(blackScreen)
  /** Of the meeting as a whole, and of what is shown now, which need not belong to it. */
  const ahead = shallowRef<readonly HeldText[]>([]), now = shallowRef<readonly HeldText[]>([])
  const held = computed(() => [...ahead.value, ...now.value.filter((text) => !ahead.value.some((each) => each.id === text.id && each.key === text.key))])
  const tone = useLocalStorage<'light' | 'dark'>('hall.tone', 'light')
  const onKey = shallowRef<((key: HallKey) => void) | null>(null)
  let asked = 0

  async function put(): Promise<void> {
    if (!state.value.open) return
    const mine = ++asked
    const answer = await desktop.data['hall.show']({ tone: tone.value, request: request.value })
    if (mine !== asked) return
    if (!answer.ok) { sayFailure(answer.error); return }
    view.value = answer.value.view
    now.value = answer.value.held
  }
  async function check(): Promise<void> {
    if (!state.value.open || meetingId.value === null) { ahead.value = []; now.value = []; return }
    const answer = await desktop.data['hall.check']({ meetingId: meetingId.value })
    if (answer.ok) ahead.value = answer.value
  }
  function show(next: HallRequest): Promise<void> {
    request.value = next
    return put()
  }
  function toggleBlack(): void {
    if (request.value.show === 'black') { void show(before.value); return }
    before.value = request.value
    void show(nothing)
  }
  /** Opens the window for a meeting, or moves it. */
  async function open(meeting: string, first: HallRequest, on: number | 'auto' | 'window' = 'auto'): Promise<void> {
    const again = state.value.open && meetingId.value === meeting
    const answer = await desktop.shell.openHall({ on })
    if (!answer.ok) { sayFailure(answer.error); return }
    state.value = answer.value
    meetingId.value = meeting
    if (!again) { request.value = first; before.value = first }
    await Promise.all([put(), check()])
  }
  async function close(): Promise<void> {
    const answer = await desktop.shell.closeHall({})
    if (answer.ok) state.value = answer.value
    request.value = nothing
    view.value = blackScreen
  }
  async function confirm(key: string): Promise<void> {
    const answer = await desktop.data['hall.confirm']({ key })
    if (!answer.ok) sayFailure(answer.error)
    await Promise.all([put(), check()])
  }
  function setTone(next: 'light' | 'dark'): void { tone.value = next; void put() }
  function hear(event: HallEvent): void {
    if (event.type === 'key') { if (event.key === 'black') toggleBlack(); else onKey.value?.(event.key); return }
    if (state.value.open && !event.state.open) { request.value = nothing; view.value = blackScreen }
    state.value = event.state
  }
  desktop.onHall(hear)
  desktop.on('changed', ({ kinds }) => { if (state.value.open && kinds.some((kind) => listens.includes(kind))) { void put(); void check() } })
  // The time that is left.
  useIntervalFn(() => { if (request.value.show === 'item') void put() }, TICK_MS)
  // After the page was loaded anew, a window that was open is still there, black.
  void desktop.shell.hallState({}).then((answer) => { if (answer.ok) state.value = answer.value })

  return { state, meetingId, request, view, held, tone, onKey, open, close, show, toggleBlack, confirm, setTone, black: computed(() => request.value.show === 'black') }
})
