import type { Round } from '#core/contract/events.ts'

/** '12 verstuurd, 3 ontvangen, 1 vraagt uw keuze': one round in words, without what was nothing. */
export function roundLine({ sent, received, asked, refused, repaired }: Omit<Round, 'at'>): string {
  const parts = [
    sent > 0 && `${sent} verstuurd`, received > 0 && `${received} ontvangen`, asked > 0 && `${asked} ${asked === 1 ? 'vraagt' : 'vragen'} uw keuze`,
    refused > 0 && `${refused} niet verwerkt`, repaired > 0 && (repaired === 1 ? '1 lijst hersteld' : `${repaired} lijsten hersteld`),
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : 'Alles was al gelijk'
}
