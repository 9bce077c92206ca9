import type { DoorMessageType } from '#core/contract/door.ts'
import type { DoorMessageState } from '#core/door/view.ts'

/** A different outline for each: the shape comes before the colour. */
export const postTypes: Readonly<Record<DoorMessageType, { readonly name: string; readonly icon: string }>> = {
  komst: { name: 'Antwoord op uitnodiging', icon: 'i-lucide-calendar-check' }, signaal: { name: 'Signaal', icon: 'i-lucide-radio-tower' }, toestemming: { name: 'Toestemming', icon: 'i-lucide-file-check' },
}
export const postStates: Readonly<Record<DoorMessageState, { readonly name: string; readonly icon: string; readonly tone: string }>> = {
  nieuw: { name: 'Wacht op u', icon: 'i-lucide-circle-dashed', tone: 'text-warning' }, overgenomen: { name: 'Overgenomen', icon: 'i-lucide-circle-check', tone: 'text-success' }, afgewezen: { name: 'Niet overgenomen', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
}
