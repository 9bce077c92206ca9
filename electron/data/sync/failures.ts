import { CommandFailure } from '#core/contract/command.ts'
import type { SyncFailureType } from '#core/contract/sync.ts'
import type { WireError } from '#core/sync/wire.ts'

const texts: Record<SyncFailureType, readonly [message: string, remedy: string]> = {
  BadAddress: ['Dit is geen adres van een server.', 'Kijk het adres na, bijvoorbeeld gebiedsboek.uwgemeente.nl.'],
  Insecure: ['Deze server is alleen onversleuteld te bereiken. Dat is voor persoonsgegevens niet veilig.', 'Vraag de beheerder om een adres dat met https begint.'],
  Offline: ['De server is niet te bereiken.', 'U kunt gewoon doorwerken. Zodra er verbinding is, wordt alles bijgewerkt.'],
  Timeout: ['De server antwoordt niet op tijd.', 'U kunt gewoon doorwerken. De app probeert het steeds opnieuw.'],
  NotGebiedsboek: ['Op dit adres staat geen server van Gebiedsboek.', 'Kijk het adres na of vraag het de beheerder.'],
  Portal: ['Dit netwerk vraagt eerst om aanmelden.', 'Open een browser, meld u aan bij het netwerk en probeer het dan opnieuw.'],
  Certificate: ['De server kan niet bewijzen dat hij echt van uw gemeente is.', 'Kijk of datum en tijd van deze computer kloppen. Vraag het anders de beheerder.'],
  TooOld: ['Deze versie van Gebiedsboek is te oud voor de server.', 'Werk de app bij. U kunt intussen gewoon doorwerken; er gaat niets verloren.'],
  TooNew: ['De server is ouder dan deze versie van Gebiedsboek.', 'Vraag de beheerder de server bij te werken. U kunt intussen gewoon doorwerken; er gaat niets verloren.'],
  WrongPassword: ['De naam of het wachtwoord klopt niet.', 'Probeer het opnieuw of vraag de beheerder om een nieuw wachtwoord.'],
  SignedOut: ['U bent niet meer aangemeld bij de server.', 'Meld u opnieuw aan. Uw wijzigingen blijven op deze computer tot ze verstuurd zijn.'],
  Forbidden: ['Dit mag u niet bij deze server.', 'Vraag het de beheerder.'],
  Busy: ['Er is te vaak geprobeerd.', 'Wacht een minuut en probeer het opnieuw.'],
  ServerTrouble: ['Er ging iets mis in de server.', 'U kunt gewoon doorwerken. De app probeert het steeds opnieuw. Blijft dit zo, vraag het dan de beheerder.'],
  Refused: ['De server neemt deze vraag niet aan.', 'Vraag het de beheerder.'],
  ThisComputer: ['Deze computer kan de gegevens niet bewaren.', 'Zodra dat verholpen is, gaat het bijwerken vanzelf verder. Op de server en op deze computer is niets verloren.'],
  OtherServer: ['Deze laptop hoort al bij een andere server of een ander account.', 'Meld u aan met het account waarmee deze laptop begon.'],
}

/** Why laptop and server do not get on: one of a closed list, with what to do. */
export class SyncFailure extends CommandFailure {
  readonly type: SyncFailureType
  readonly remedy: string
  constructor(type: SyncFailureType, message = texts[type][0]) {
    super(type, message, texts[type][1])
    this.type = type
    this.remedy = texts[type][1]
  }
  /** Nobody has to do anything: trying again later is enough. */
  get passing(): boolean {
    return this.type === 'Offline' || this.type === 'Timeout' || this.type === 'Busy'
  }
}

/** The server's data was restored from a back-up: the laptop begins anew with it. Never shown. */
export class EpochChanged extends Error {}

/** A failure that the server itself answered with. */
export function answeredFailure({ type, message }: WireError): SyncFailure | EpochChanged {
  switch (type) {
    case 'epochChanged': return new EpochChanged()
    case 'unauthorized': return new SyncFailure('SignedOut', message)
    case 'forbidden': return new SyncFailure('Forbidden', message)
    case 'tooOld': return new SyncFailure('TooOld')
    case 'tooNew': return new SyncFailure('TooNew')
    case 'tooMany': return new SyncFailure('Busy')
    case 'unavailable': return new SyncFailure('ServerTrouble', message)
    case 'invalid': case 'tooLarge': case 'notFound': return new SyncFailure('Refused', message)
  }
}
