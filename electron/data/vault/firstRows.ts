import { HOUSE_STYLE_ID } from '#core/model/kinds.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import type { LocalChange } from '../store/store.ts'

/** The consent text a new book begins with; the municipality replaces it with its own. */
export const firstConsentText = `Ik doe mee met het wijkpanel. De gemeente bewaart hiervoor mijn naam, mijn adres en de manieren waarop ik bereikbaar wil zijn.
De gemeente gebruikt deze gegevens alleen om mij uit te nodigen voor bijeenkomsten en om mij te laten weten wat er met mijn inbreng is gedaan.
Ik kan op elk moment stoppen. Dat hoef ik niet uit te leggen. Mijn gegevens worden dan verwijderd.`

export const firstThemes = ['Verkeer en parkeren', 'Woninginbraak', 'Overlast', 'Jeugd', 'Verlichting', 'Afval en onderhoud', 'Cybercriminaliteit', 'Ondermijning'] as const

/** What an empty book needs to work with: its one team member, themes and a consent text. */
export function firstRows(options: { readonly memberId: string; readonly name: string; readonly municipality: string; readonly day: string; readonly newId: () => string }): LocalChange[] {
  const { memberId, name, municipality, day, newId } = options
  const gebied = MUNICIPALITY
  return [
    { kind: 'teamMember', id: memberId, gebied, fields: { name, role: 'regisseur' } },
    { kind: 'houseStyle', id: HOUSE_STYLE_ID, gebied, fields: { municipality, accent: '#0f766e' } },
    { kind: 'consentText', id: newId(), gebied, fields: { version: '1', text: firstConsentText, validFrom: day } },
    ...firstThemes.map((theme): LocalChange => ({ kind: 'theme', id: newId(), gebied, fields: { name: theme } })),
  ]
}
