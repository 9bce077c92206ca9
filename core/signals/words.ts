import type { signalSources, signalStates, signalWeights } from '../model/kinds.ts'

export type SignalState = (typeof signalStates)[number]
export type SignalSource = (typeof signalSources)[number]
export type SignalWeight = (typeof signalWeights)[number]

interface Look {
  readonly name: string
  /** Lucide icon, a different outline for each: the shape comes before the colour. */
  readonly icon: string
  readonly tone: 'neutral' | 'primary' | 'warning' | 'success' | 'error'
}

export const signalStateLooks: Record<SignalState, Look> = {
  nieuw: { name: 'Nieuw', icon: 'i-lucide-circle-dashed', tone: 'warning' },
  opgepakt: { name: 'Opgepakt', icon: 'i-lucide-circle-dot', tone: 'primary' },
  overgedragen: { name: 'Overgedragen', icon: 'i-lucide-corner-up-right', tone: 'primary' },
  afgehandeld: { name: 'Afgehandeld', icon: 'i-lucide-circle-check', tone: 'success' },
  geenActie: { name: 'Geen actie', icon: 'i-lucide-circle-slash', tone: 'neutral' },
}

/** States that end it; both ask why. */
export const endStates: readonly SignalState[] = ['afgehandeld', 'geenActie']

export const signalSourceNames: Record<SignalSource, string> = {
  panel: 'Panel', buurtbakkie: 'Buurtbakkie', inDeWijk: 'In de wijk', enquete: 'Enquête', digitaalFormulier: 'Digitaal formulier', meldingVanInwoner: 'Melding van inwoner',
}

export const signalWeightLooks: Record<SignalWeight, Look> = {
  licht: { name: 'Licht', icon: 'i-lucide-signal-low', tone: 'neutral' },
  hinderlijk: { name: 'Hinderlijk', icon: 'i-lucide-signal-medium', tone: 'neutral' },
  ernstig: { name: 'Ernstig', icon: 'i-lucide-signal-high', tone: 'error' },
}

const MAX_TITLE = 120
/** The first line of a signal, as it stands in a list and as the title of an action. */
export function signalTitle(text: string, max = MAX_TITLE): string {
  const line = text.trim().split('\n', 1)[0]!.replace(/\s+/gu, ' ').trim()
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed().trimEnd()}…` : line
}
