import { targetOfHeader } from '../import/columns.ts'
import { decodeText } from '../import/decode.ts'
import { sniff } from '../import/sniff.ts'

const CSV = 'Kies bij het downloaden CSV of Excel en importeer dat bestand.'

/** What kind of statistics file this is that cannot be read, with the way out; undefined when the usual reader can say it. */
export function figureRefusal(bytes: Uint8Array, fileName: string): string | undefined {
  const kind = sniff(bytes, fileName)
  if (kind === 'json') {
    const start = decodeText(bytes.subarray(0, 4096)).text
    if (/"class"\s*:\s*"(?:dataset|collection)"|"dimension"/.test(start)) return `Dit is een JSON-stat-bestand. ${CSV}`
    if (/"odata\.metadata"|"@odata\.context"/.test(start)) return `Dit is een OData-bestand van CBS of data.overheid.nl. ${CSV}`
    return `Dit is een JSON-bestand. ${CSV}`
  }
  if (kind === 'geojson') return 'Dit is een kaart (GeoJSON). Grenzen van wijken en buurten importeert u bij Instellingen, Gebieden. Kies hier een tabel met cijfers.'
  if (kind === 'xml') return `Dit is een XML-bestand. ${/message:|sdmx/i.test(decodeText(bytes.subarray(0, 4096)).text) ? 'Het is SDMX. ' : ''}${CSV}`
  if (kind === 'ods') return 'Dit is een OpenDocument-rekenblad (.ods). Open het en sla het op als .xlsx of .csv.'
  if (kind === 'vcard' || kind === 'ldif') return 'Dit is een adresboek. Daarin staan geen cijfers. Contacten importeert u bij Contacten.'
  if (kind === 'ics') return 'Dit is een agendabestand. Daarin staan geen cijfers.'
  if (kind === 'csv' && (/\.px$/i.test(fileName) || /^\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|MATRIX|SUBJECT-AREA)\s*=\s*"/.test(decodeText(bytes.subarray(0, 1024)).text))) return `Dit is een PC-Axis-bestand (.px). ${CSV}`
  if (kind === 'csv' && /\.(?:sav|dta|rdata|rds|sas7bdat)$/i.test(fileName)) return 'Dit is een bestand van een statistiekprogramma. Vraag het bureau om een tabel per wijk als .xlsx of .csv.'
  return undefined
}

const PERSONS = /^(?:respnr|respondentnr|respondentnummer|respondent|respondentid|respid|enquetenr|enquetenummer|persoonsnummer|bsn|burgerservicenummer|achternaam|voornaam|geboortedatum|email|emailadres|telefoon|telefoonnummer)$/

/** A file with a row per respondent holds answers of persons: those are never taken over, not even as figures. */
export function holdsPersons(headers: readonly string[]): boolean {
  const personal = new Set(headers.map((header) => targetOfHeader(header)).filter((target) => target !== undefined && PERSONAL.has(target)))
  return personal.size > 1 || headers.some((header) => PERSONS.test(header.toLowerCase().replace(/[^a-z]/g, '')))
}
/** What an address book has and no table of figures has two of. */
const PERSONAL: ReadonlySet<string> = new Set(['salutation', 'initials', 'firstName', 'lastName', 'email', 'phone', 'phone2', 'houseNumber'])
export const PERSONS_REFUSED = 'In dit bestand staat één rij per persoon. Antwoorden en gegevens van personen worden niet overgenomen. Vraag het bureau om een tabel met uitkomsten per wijk.'
export const NO_FIGURES = 'In dit bestand staan geen cijfers per gebied. Kies een tabel met uitkomsten per wijk, buurt of gemeente.'
