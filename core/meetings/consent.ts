import { dutchDay } from '../text/days.ts'

export interface ConsentFacts {
  readonly givenOn: string | null
  readonly withdrawnOn: string | null
  readonly channels: readonly string[]
}

/** Used until the municipality wrote its own text. */
export const standardConsentText = {
  version: 'standaard-1',
  text:
    'De gemeente mag mijn naam en contactgegevens bewaren om mij uit te nodigen voor het wijkpanel en om te vertellen wat er met mijn inbreng is gedaan. ' +
    'De gemeente gebruikt de gegevens nergens anders voor en geeft ze niet door. ' +
    'Ik mag altijd vragen wat er over mij is bewaard. Ik mag mijn toestemming op elk moment intrekken. Dan verwijdert de gemeente mijn gegevens.',
}

/** The consent that holds now: given on a date and not withdrawn; the newest when there are more. */
export const validConsent = <C extends ConsentFacts>(consents: readonly C[]): C | undefined =>
  consents.filter((consent) => consent.givenOn !== null && consent.withdrawnOn === null).sort((a, b) => ((a.givenOn ?? '') < (b.givenOn ?? '') ? 1 : -1))[0]

/** Why somebody cannot be invited, in words for the user; null when they can. */
export function consentProblem(consents: readonly ConsentFacts[]): string | null {
  if (validConsent(consents)) return null
  const withdrawn = consents.map((consent) => consent.withdrawnOn).filter((day) => day !== null).sort().at(-1)
  if (withdrawn !== undefined) return `toestemming ingetrokken op ${dutchDay(withdrawn)}`
  return consents.length > 0 ? 'toestemming zonder datum' : 'geen toestemming'
}
