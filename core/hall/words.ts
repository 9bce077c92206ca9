import { verdictText } from '../figures/compare.ts'
import { periodName } from '../figures/period.ts'
import { unitText, valueText } from '../figures/words-of.ts'
import { plural } from '../text/numbers.ts'
import type { HallFigure } from './view.ts'

export const pauseWords = { welkom: 'Welkom', pauze: 'Pauze', einde: 'Tot de volgende keer' } as const

/** Time as a host would say it: rounded, never a countdown, and no reproach when it runs late. */
export function calmTime(minutesLeft: number): string {
  if (minutesLeft <= 0) return 'We ronden dit af'
  if (minutesLeft < 8) return 'Nog een paar minuten'
  return `Nog ongeveer ${Math.round(minutesLeft / 5) * 5} minuten`
}

type Bar = HallFigure['rounds'][number]['own']
const notes: Readonly<Record<Bar['note'], string>> = { '': 'onbekend', weinig: 'onbekend', verborgen: 'te weinig antwoorden', geheim: 'geheim', onbekend: 'onbekend', 'komt niet voor': 'komt niet voor' }

/** '7,4', '23 %'; in words where there is no number. */
export const barText = ({ value, note, provisional }: Bar, unit: string): string => (value === null ? notes[note] : `${valueText(value)}${unitText(unit)}${provisional ? '*' : ''}`)
/** '212 antwoorden', 'maar 24 antwoorden', '' when it is not known. */
export const answersText = ({ n, note }: Bar): string => (n === null ? '' : `${note === 'weinig' ? 'maar ' : ''}${plural(n, 'antwoord', 'antwoorden')}`)

/** What may be concluded from a figure: against the municipality, and against the round before. */
export function figureConclusions({ against, earlier, beside }: HallFigure): string[] {
  const than = beside === 'gemeente' ? 'in de gemeente' : 'in Nederland'
  return [against === 'gelijk' ? `Even hoog als ${than}, binnen de marges` : verdictText(against, than), ...(earlier === null ? [] : [earlier.verdict === 'gelijk' ? `Even hoog als in ${periodName(earlier.period)}, binnen de marges` : earlier.verdict === 'methodebreuk' ? `Niet te vergelijken met ${periodName(earlier.period)}: er is anders gemeten` : verdictText(earlier.verdict, `in ${periodName(earlier.period)}`)])]
}
/** What to know when reading the bars. */
export const figureNotes = ({ rounds }: HallFigure): string => {
  const bars = rounds.flatMap(({ own, other }) => (other ? [own, other] : [own]))
  return [bars.some((bar) => bar.low !== null) ? 'Streepje: 95 % zeker hierbinnen' : '', bars.some((bar) => bar.provisional) ? '* voorlopig' : ''].filter((text) => text !== '').join(' · ')
}
