import type { Direction } from '#core/contract/figures.ts'
import type { Verdict } from '#core/figures/compare.ts'

export interface VerdictLook { readonly icon: string; readonly class: string; /** '(gunstig)', or '' when more is neither better nor worse */ readonly sense: string }

/** Shape first, then a word, then colour: an arrow says higher or lower, the word whether that is good news. */
export function verdictLook(verdict: Verdict, direction: Direction): VerdictLook {
  if (verdict !== 'hoger' && verdict !== 'lager') return { icon: verdict === 'gelijk' ? 'i-lucide-equal' : 'i-lucide-circle-help', class: 'text-muted', sense: '' }
  const icon = verdict === 'hoger' ? 'i-lucide-arrow-up' : 'i-lucide-arrow-down'
  if (direction === 'neutraal') return { icon, class: 'text-info', sense: '' }
  const good = (verdict === 'hoger') === (direction === 'hogerIsBeter')
  return { icon, class: good ? 'text-success' : 'text-warning', sense: good ? 'gunstig' : 'ongunstig' }
}
