import type { Checked } from '#core/contract/sync.ts'

/** What a comparison with the server came to, in a sentence or two. */
export function checkLine({ compared, repaired, left }: Checked): string {
  if (compared === 0) return 'Er is niet vergeleken: er is geen verbinding, of er wacht nog iets om verstuurd te worden. Uw werk staat veilig op deze computer.'
  if (left > 0) return `${left === 1 ? '1 lijst verschilt' : `${left} lijsten verschillen`} ook na opnieuw ophalen van de server. Er is niets van u weggehaald. Geef dit door aan uw beheerder.`
  if (repaired > 0) return `${repaired === 1 ? '1 lijst verschilde van de server en is' : `${repaired} lijsten verschilden van de server en zijn`} opnieuw opgehaald. Nu is alles gelijk. Wat u nog niet had verstuurd, is bewaard.`
  return 'Alles is gelijk aan de server.'
}
