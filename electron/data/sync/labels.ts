import { z } from 'zod'
import type { actionStates, agendaOutcomes, channels, choiceCountings, choiceMethods, choiceStates, consentSources, meetingKinds, meetingStates, presences, priorityStates, responses, signalSources, signalStates, signalWeights } from '#core/model/kinds.ts'
import { fieldsOf, kinds, type KindName, type Row } from '#core/model/kinds.ts'
import { roleNames } from '#core/model/access.ts'
import type { Json } from '#core/model/field.ts'
import { DELETED } from '#core/sync/row.ts'
import { displayName } from '#core/text/names.ts'
import type { Store } from '../store/store.ts'

/** Names of fields as people know them; the same word wherever a field means the same. */
const labels: Readonly<Record<string, string>> = {
  [DELETED]: 'Verwijderd', name: 'Naam', title: 'Titel', description: 'Omschrijving', remarks: 'Opmerkingen', color: 'Kleur', position: 'Volgorde', code: 'Code', gebiedId: 'Gebied', gebiedIds: 'Gebieden',
  wijkCode: 'Wijk', buurtCode: 'Buurt', geometry: 'Grens op de kaart', role: 'Rol', email: 'E-mail', municipality: 'Gemeente', logo: 'Logo', accent: 'Kleur', footer: 'Voettekst', sender: 'Afzender', version: 'Versie',
  text: 'Tekst', validFrom: 'Geldig vanaf', salutation: 'Aanhef', initials: 'Voorletters', firstName: 'Voornaam', prefix: 'Tussenvoegsel', lastName: 'Achternaam', organisation: 'Organisatie', labels: 'Labels',
  phone: 'Telefoon', phone2: 'Tweede telefoon', street: 'Straat', houseNumber: 'Huisnummer', houseNumberAddition: 'Toevoeging', postcode: 'Postcode', city: 'Plaats', panelId: 'Panel', contactId: 'Contact', since: 'Lid sinds',
  until: 'Lid tot', givenOn: 'Toestemming op', corrections: 'Verbeteringen', source: 'Gegeven via', textVersion: 'Versie van de tekst', channels: 'Kanalen', withdrawnOn: 'Ingetrokken op', withdrawnHow: 'Ingetrokken via', kind: 'Soort', startsAt: 'Begin', endsAt: 'Einde',
  place: 'Plaats', address: 'Adres', state: 'Stand', invitation: 'Uitnodiging', route: 'Route', room: 'Inrichting van de zaal', bring: 'Meenemen', items: 'Agendapunten', fromMeetingId: 'Bleef open bij', fromKind: 'Bleef open als', fromId: 'Bleef open', meetingId: 'Bijeenkomst', minutes: 'Minuten', ownerId: 'Trekker', intro: 'Inleiding', memberId: 'Teamlid', invitedOn: 'Uitgenodigd op', response: 'Reactie',
  presence: 'Aanwezig', arrivedAt: 'Gekomen om', walkIn: 'Inloper', agendaItemId: 'Agendapunt', decidedOn: 'Besloten op', dueOn: 'Uiterste datum', terugkoppelingOn: 'Terugkoppeldatum', reason: 'Reden', closedOn: 'Gesloten op',
  sequence: 'Keer gewijzigd', edition: 'Uitgave', html: 'Tekst van het verslag', finalisedAt: 'Vastgesteld op', generation: 'Versie', userId: 'Account', field: 'Veld', before: 'Was', after: 'Werd', at: 'Moment',
  act: 'Handeling', objectKind: 'Soort', objectId: 'Nummer', purpose: 'Doel', outcome: 'Uitkomst', device: 'Computer', counts: 'Aantallen',
  promise: 'Belofte', contactIds: 'Contacten', themeIds: "Thema's", createdOn: 'Gemaakt op', toWhom: 'Aan wie', how: 'Hoe', what: 'Wat', toldOn: 'Teruggekoppeld op', noteId: 'Notitie', actionId: 'Actie', priorityIds: 'Prioriteiten',
  unit: 'Eenheid', direction: 'Betekenis', group: 'Kop', breaks: 'Anders gemeten vanaf', sameAs: 'Zelfde vraag als', bureau: 'Bureau', fileName: 'Bestand', periods: 'Jaren', importedOn: 'Geïmporteerd op', provisional: 'Voorlopig', indicatorIds: 'Cijfers', mapping: 'Kolommen', sourceId: 'Bron', period: 'Jaar', areaCode: 'Gebied', areaName: 'Naam van het gebied', level: 'Soort gebied', values: 'Cijfers', mark: 'Grens voor vergelijken', hide: 'Grens voor tonen',
  choiceId: 'Keuze', question: 'Vraag', method: 'Manier van kiezen', perVoter: 'Aantal per persoon', counting: 'Manier van tellen', tables: 'Aantal tafels', voters: 'Aantal kiezers', themeId: 'Thema', stack: 'Tafel of briefje', optionId: 'Mogelijkheid', count: 'Aantal', rank: 'Plaats in de volgorde', points: 'Punten', figure: 'Cijfer',
  parentId: 'Hoofdthema', lat: 'Breedtegraad', lon: 'Lengtegraad', occurredAt: 'Wanneer', weight: 'Gewicht', deskNumber: 'Nummer van het meldpunt', handedOverOn: 'Overgedragen op', signalIds: 'Signalen', createdBy: 'Gemaakt door',
  subjectKind: 'Hoort bij een', subjectId: 'Hoort bij', caption: 'Bijschrift', mimeType: 'Soort bestand', byteSize: 'Grootte in bytes', sha256: 'Vingerafdruk', width: 'Breedte', height: 'Hoogte', takenOn: 'Gemaakt op', location: 'Plaats van de foto', addedBy: 'Toegevoegd door', addedAt: 'Toegevoegd op',
  publicText: 'Tekst voor bewoners', open: 'Open', days: 'Geldig (dagen)', heading: 'Naam boven de pagina', reach: 'Hoe bewoners u bereiken', linksFrom: 'Links geldig vanaf', madeAt: 'Gemaakt op', expiresOn: 'Verloopt op', revokedOn: 'Ingetrokken op',
  type: 'Soort', receivedAt: 'Ontvangen op', answer: 'Antwoord aan de bewoner', handledBy: 'Behandeld door', handledOn: 'Behandeld op', signalId: 'Signaal', withdrawn: 'Ingetrokken',
}
/** Where a field of one kind is called otherwise. */
const ownLabels: Partial<Record<KindName, Readonly<Record<string, string>>>> = { signal: { source: 'Bron', place: 'Plek', text: 'Wat er speelt' }, doorMessage: { place: 'Plek', text: 'Bericht' } }
/** A field of a newer version has no name here. */
export const fieldLabel = (kind: KindName, field: string): string => ownLabels[kind]?.[field] ?? (Object.hasOwn(labels, field) ? labels[field]! : 'Nieuw veld')

type Word = (typeof agendaOutcomes | typeof choiceMethods | typeof choiceCountings | typeof choiceStates | typeof priorityStates | typeof meetingKinds | typeof meetingStates | typeof actionStates | typeof responses | typeof presences | typeof channels | typeof consentSources | typeof signalSources | typeof signalStates | typeof signalWeights)[number]
const words: Readonly<Record<Word, string>> = {
  wijkpanel: 'Wijkpanel', buurtbakkie: 'Buurtbakkie', bewonersinitiatief: 'Bewonersinitiatief', raadsinformatie: 'Raadsinformatie', teamoverleg: 'Teamoverleg', gepland: 'Gepland', bezig: 'Bezig', afgerond: 'Afgerond', geannuleerd: 'Geannuleerd',
  open: 'Open', deelsGedaan: 'Deels gedaan', gedaan: 'Gedaan', kanNiet: 'Kan niet', nietVanOns: 'Niet van ons', geen: 'Nog geen reactie', komt: 'Komt', afgemeld: 'Afgemeld', onbekend: 'Onbekend', aanwezig: 'Aanwezig', laat: 'Later gekomen',
  afwezig: 'Afwezig', email: 'E-mail', telefoon: 'Telefoon', post: 'Post', veiligheidsmonitor: 'Veiligheidsmonitor', aanTafel: 'Aan tafel', formulier: 'Formulier', anders: 'Anders', stickers: 'Stickers plakken', punten: 'Punten verdelen', stem: 'Eén stem', tafels: 'Per tafel', briefjes: 'Per briefje', zaal: 'De hele zaal',
  concept: 'Concept', gesloten: 'Gesloten', gekozen: 'Gekozen', loopt: 'Loopt', bereikt: 'Bereikt', losgelaten: 'Losgelaten',
  panel: 'Panel', inDeWijk: 'In de wijk', enquete: 'Enquête', digitaalFormulier: 'Digitaal formulier', meldingVanInwoner: 'Melding van inwoner', licht: 'Licht', hinderlijk: 'Hinderlijk', ernstig: 'Ernstig',
  behandeld: 'Behandeld', blijftOpen: 'Blijft open', nieuw: 'Nieuw', opgepakt: 'Opgepakt', overgedragen: 'Overgedragen', afgehandeld: 'Afgehandeld', geenActie: 'Geen actie',
}
const wordOf = (text: string): string => (Object.hasOwn(words, text) ? words[text as Word] : Object.hasOwn(roleNames, text) ? roleNames[text as keyof typeof roleNames] : spoken(text))
/** A code of a newer version: 'nietVanOns' as 'Niet van ons'. */
const spoken = (code: string): string => { const text = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(); return text.slice(0, 1).toUpperCase() + text.slice(1) }
const enumerated = new Set(['kind', 'state', 'response', 'presence', 'source', 'channels', 'role', 'method', 'counting', 'weight'])

const dayText = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

const momentText = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' })

/** A value as a person reads it: names for ids, words for codes, dates in full. */
export function valueText(store: Store, kind: KindName, field: string, value: Json): string {
  if (value === null || value === '') return ''
  const definition = Object.hasOwn(fieldsOf(kind), field) ? fieldsOf(kind)[field] : undefined
  if (definition?.to !== undefined) return (Array.isArray(value) ? value : [value]).map((id) => rowTitle(store, definition.to as KindName, String(id)) || 'onbekend').join(', ')
  if (typeof value === 'boolean') return value ? 'Ja' : 'Nee'
  if (Array.isArray(value)) return value.map((v) => (typeof v === 'string' ? (enumerated.has(field) ? wordOf(v) : v) : JSON.stringify(v))).join(', ')
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value !== 'string') return String(value)
  const date = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(value)
  if (date) return `${dayText.format(new Date(`${date[1]}T12:00:00Z`))}${date[2] === undefined ? '' : ` om ${date[2]}`}`
  const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? new Date(value) : undefined
  if (moment && !Number.isNaN(moment.valueOf())) return momentText.format(moment)
  return definition?.schema instanceof z.ZodEnum ? wordOf(value) : value
}

/** What a row is called in a list; '' when it is not on this laptop or has no name of its own. */
export function rowTitle(store: Store, kind: KindName, id: string): string {
  if (!Object.hasOwn(kinds, kind)) return ''
  if (kind === 'contact' || kind === 'contactDetails') {
    const contact = store.tables.contact.find(id)
    return contact ? displayName(store.decode('contact', contact) as Row<'contact'>) : ''
  }
  const held = store.tables[kind].find(id)
  if (!held) return ''
  for (const field of ['title', 'name', 'question', 'text', 'version']) { const v = held[field]; if (typeof v === 'string' && v !== '') return v.length > 120 ? `${v.slice(0, 117)}…` : v }
  for (const field of ['contactId', 'actionId', 'choiceId', 'agendaItemId', 'meetingId'] as const) {
    const target = held[field]
    if (typeof target === 'string') return rowTitle(store, field.slice(0, -2) as KindName, target)
  }
  return ''
}
