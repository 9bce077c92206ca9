import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import type { HallRequest } from '#core/contract/hall.ts'
import type { Key } from '../../keys.ts'
import { useHall } from '../../stores/hall.ts'

interface Options {
  readonly meetingId: () => string
  /** The agenda item now; null the meeting as a whole. */
  readonly current: Ref<string | null>
  readonly choiceId: () => string | null
  /** To the next or previous item, the focus staying where it is. */
  readonly step: (by: 1 | -1) => void
  /** To the next or previous figure, while one is shown. */
  readonly stepFigure: (by: 1 | -1) => void
}

/** Drives the window in the hall from the meeting that is held: it follows the agenda, and hears a clicker. */
export function useHoldHall({ meetingId, current, choiceId, step, stepFigure }: Options) {
  const hall = useHall()
  const isOurs = () => hall.state.open && hall.meetingId === meetingId()
  /** A clicker goes through what is shown: the figures while there is one, else the agenda. */
  const click = (by: 1 | -1) => { (hall.request.show === 'figure' ? stepFigure : step)(by) }
  const agenda = (): HallRequest => (current.value === null ? { show: 'agenda', meetingId: meetingId(), itemId: null } : { show: 'item', meetingId: meetingId(), itemId: current.value })

  function show(what: 'agenda' | 'choice' | 'pause'): void {
    const choice = choiceId()
    if (what === 'agenda') void hall.show(agenda())
    else if (what === 'pause') void hall.show({ show: 'pause', words: 'pauze', until: null })
    else if (choice !== null) void hall.show({ show: 'choice', choiceId: choice })
  }
  const open = () => void hall.open(meetingId(), agenda())
  /** Opens the window where it is not there yet. */
  const showFigure = (areaCode: string, indicatorId: string) => void (isOurs() ? hall.show({ show: 'figure', areaCode, indicatorId }) : hall.open(meetingId(), { show: 'figure', areaCode, indicatorId }))
  watch(current, () => { if (isOurs() && (hall.request.show === 'item' || hall.request.show === 'agenda')) show('agenda') })
  watch(choiceId, () => { if (isOurs() && hall.request.show === 'choice') show('choice') })
  onMounted(() => { hall.onKey = (key) => { if (key !== 'black') click(key === 'next' ? 1 : -1) } })
  onBeforeUnmount(() => { hall.onKey = null })

  const group = 'Zaalscherm'
  const keys = (): Key[] => (isOurs() ? [
    { key: 'f5', label: 'Open het zaalscherm', group, run: open, hidden: true },
    { key: 'f7', label: 'Toon de agenda in de zaal', group, run: () => show('agenda') },
    { key: 'shift+f7', label: 'Toon de pauze in de zaal', group, run: () => show('pause') },
    { key: 'f9', label: 'Toon de keuze in de zaal', group, run: () => show('choice') },
    ...(hall.request.show === 'figure' ? [{ key: 'ctrl+alt+arrowright', label: 'Volgend cijfer in de zaal', group, run: () => stepFigure(1) }, { key: 'ctrl+alt+arrowleft', label: 'Vorig cijfer in de zaal', group, run: () => stepFigure(-1) }] : []),
    { key: 'f12', label: 'Zaalscherm zwart, en weer terug', group, run: hall.toggleBlack },
    // What a clicker sends, and only while nobody types: while typing Ctrl+Alt+↓ and ↑ do the same.
    ...(['pagedown', 'arrowright'] as const).map((key) => ({ key, label: 'Volgend agendapunt of cijfer (klikker)', group, run: () => click(1), hidden: key !== 'pagedown' })),
    ...(['pageup', 'arrowleft'] as const).map((key) => ({ key, label: 'Vorig agendapunt of cijfer (klikker)', group, run: () => click(-1), hidden: key !== 'pageup' })),
    { key: 'b', label: 'Zaalscherm zwart (klikker)', group, run: hall.toggleBlack },
  ] : [{ key: 'f5', label: 'Open het zaalscherm', group, run: open }])
  return { hall, isOurs, open, show, showFigure, keys }
}
