import { isBsn } from '../text/bsn.ts'
import { fold } from '../text/fold.ts'

const BSN = 'Een burgerservicenummer wordt nooit overgenomen.'
export const BIRTH = 'De geboortedatum en leeftijd worden nooit overgenomen.'
export const SEX = 'Het geslacht wordt niet overgenomen.'
const NATIONALITY = 'De nationaliteit en afkomst worden nooit overgenomen.'
const SENSITIVE = 'Gegevens over gezondheid, geloof, politiek, inkomen of strafzaken worden nooit overgenomen.'
const RESPONDENT = 'Het respondentnummer wordt niet overgenomen: antwoorden uit de enquête mogen niet aan een panellid te koppelen zijn.'
const ANSWERS = 'Antwoorden uit de enquête worden niet overgenomen: zij mogen niet aan een panellid te koppelen zijn.'
const DOCUMENT = 'Nummers van identiteitsbewijzen en registraties worden nooit overgenomen.'
const FAMILY = 'Gegevens van familieleden worden niet overgenomen.'

const rules: readonly (readonly [RegExp, string])[] = [
  [/\bbsn|bsn\b|bsn[\s_-]?n(?:umme)?r|burger ?service|\bsofi|citizen ?service|social ?security|^01\.01\.20$|rijksregister/, BSN],
  [/geb(?:oorte)?[\s._-]*(?:dat|dag|jaar|mnd|maand|plaats|land)|^geb\.?$|\bgeboren\b|birth|verjaardag|\bb-?day\b|^dob$|^leeftijd|^age$|^01\.03\.\d\d$/, BIRTH],
  [/nationalit|^nat\.?$|herkomst|etnici|afkomst|migratie|^05\.10\.|^04\.\d\d\./, NATIONALITY],
  [/^geslacht(?!snaam)|^gender|^sex$|^sekse|^m\/v|^01\.04\.10$/, SEX],
  [/^(?:resp(?:ondent)?)[\s._-]*(?:nr|no|nummer|num|id|code)?$|respondent|^(?:case|record|survey|response)[\s._-]?(?:id|nr|nummer)$/, RESPONDENT],
  [/^(?:q|v|vr|vraag|st|stelling|s)[\s._-]?\d+[a-z]?(?:[\s._-].*)?$|(?<!\p{L})stelling|rapport[\s_-]?cijfer|^cijfer|antwoord|enqu[eê]te|(?:on)?veilig|overlast|slachtoffer|tevreden|leefbaar|weegfactor|^weging|^score/u, ANSWERS],
  [/gezond|medisch|ziekte|religie|geloof|godsdienst|politiek|inkomen|uitkering|schuld|strafblad|verdacht|handicap/, SENSITIVE],
  [/paspoort|passport|rijbewijs|document(?:nr|nummer)|^a[\s-]?nummer$|^01\.01\.10$|identiteitsbewijs|kenteken|\biban\b|(?:bank|giro)rekening|rekening(?:nr|nummer)|government id/, DOCUMENT],
  [/gezin|burgerlijke staat|\b(?:kinderen|children|partner|spouse|echtgeno\w+)\b|^(?:02|03|05|09)\.\d\d\.\w+$/, FAMILY],
]

/** '04.10 Geslachtsaanduiding': the number in front of the name of a BRP element. */
export const elementNumber = /^(?:\d\d\.){1,2}\d\d (?=\p{L})/u

/** Why a column with this name is never taken over, or undefined when it may be. */
export function forbiddenHeader(header: string): string | undefined {
  const name = fold(header).replace(/[\s_]+/g, ' ').trim().replace(elementNumber, '')
  return rules.find(([pattern]) => pattern.test(name))?.[1]
}

/**
 * Does a column hold BSN's, whatever it is called? At least 80 % of its values pass the 11-proef. One number in eleven
 * passes by chance, so a few values say nothing.
 */
export function holdsBsn(values: readonly string[], fewest = 3): boolean {
  const given = values.map((value) => value.trim()).filter((value) => value !== '')
  return given.length >= fewest && given.filter(isBsn).length >= given.length * 0.8
}

export const BSN_VALUES = 'In deze kolom staan burgerservicenummers. Die worden nooit overgenomen.'
