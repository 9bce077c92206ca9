import { dutchNumber } from '../text/numbers.ts'
import type { HallFigure } from './view.ts'

export const pauseWords = { welkom: 'Welkom', pauze: 'Pauze', einde: 'Tot de volgende keer' } as const

/** Time as a host would say it: rounded, never a countdown, and no reproach when it runs late. */
export function calmTime(minutesLeft: number): string {
  if (minutesLeft <= 0) return 'We ronden dit af'
  if (minutesLeft < 8) return 'Nog een paar minuten'
  return `Nog ongeveer ${Math.round(minutesLeft / 5) * 5} minuten`
}

/** '7,4', '23 %', '–' where it is not known. */
export const figureText = (value: number | null, { unit, decimals }: Pick<HallFigure, 'unit' | 'decimals'>): string => (value === null ? '–' : `${dutchNumber(value, decimals)}${unit === '%' ? ' %' : ''}`)
