import { normaliseArea } from '../text/area-codes.ts'
import { undoWrongReading } from '../text/binary.ts'
import { fold } from '../text/fold.ts'
import { showPhone } from '../text/phone.ts'
import { cellText, isCellDate, type Cell } from './cell.ts'
import type { AddressGroup } from './columns.ts'
import { emptyDraft, targetNames, type ContactDraft, type DraftProblem, type TargetField } from './draft.ts'
import { Places } from './places.ts'
import { readDay } from './read-date.ts'
import { isInitials, splitFullName, splitGivenNames, splitSalutation, splitSurname, uncapitalise } from './read-name.ts'
import { addressesIn, cleanText, phonesIn, readYesNo, saysNone, tidyInitials } from './read-values.ts'

export interface InterpretOptions {
  /** The file is an export of this app: values stand as they were, nothing is guessed. */
  readonly verbatim?: boolean
  /** For two-digit years. */
  readonly thisYear?: number
}

/** Longest text per field, as the model keeps it. */
const longest: Readonly<Partial<Record<TargetField, number>>> = { salutation: 40, initials: 40, prefix: 60, phone: 60, phone2: 60, houseNumber: 20, houseNumberAddition: 20, postcode: 20, wijkCode: 20, buurtCode: 20, remarks: 20_000 }
const LINE = 300

/** Fields in which 'geen' means that there is none. */
const mayBeNone: ReadonlySet<TargetField> = new Set<TargetField>(['phone', 'phone2', 'email', 'street', 'houseNumber', 'houseNumberAddition', 'postcode', 'city', 'address', 'wijkCode', 'buurtCode', 'organisation', 'prefix'])

const isName: ReadonlySet<TargetField> = new Set<TargetField>(['salutation', 'initials', 'firstName', 'lastName', 'fullName'])

/** What Excel shows, in Dutch or English, where a formula has no answer. */
const excelError = /^#(?:N\/B|N\/A|VERW!|REF!|NAAM\?|NAME\?|WAARDE!|VALUE!|DEEL\/0!|DIV\/0!|GETAL!|NUM!|LEEG!|NULL!)$/

type Text = { -readonly [K in keyof ContactDraft as ContactDraft[K] extends string ? K : never]: string }

/** Collects the values of one contact; several columns may go to one field. Also used by the address book readers. */
export class DraftBuilder {
  private readonly text: Text
  private readonly places = new Places()
  private readonly phones: string[] = []
  private readonly emails: string[] = []
  private readonly labels: string[] = []
  private readonly notes: string[] = []
  private readonly problems: DraftProblem[] = []
  private fullName = ''
  private panelYes: boolean | null = null
  private consentDate: string | null = null
  private exactName = false
  private exactPlace = false
  private readonly options: InterpretOptions

  constructor(options: InterpretOptions = {}) {
    this.options = options
    const { labels: _labels, panelYes: _panel, consentDate: _consent, ...text } = emptyDraft
    this.text = { ...text }
  }

  add(target: TargetField, cell: Cell, group?: AddressGroup): void {
    const value = this.withoutDamage(target, cleanText(cellText(cell), target === 'remarks' || this.options.verbatim === true))
    if (value === '' || (isName.has(target) && this.options.verbatim !== true && /^[-–—]+$/.test(value)) || (this.options.verbatim !== true && mayBeNone.has(target) && saysNone(value))) return
    if (excelError.test(value)) return this.problem(target, `In deze cel staat een fout uit Excel: ${value}`)
    switch (target) {
      case 'fullName': this.fullName ||= value; return
      case 'phone': case 'phone2': return this.addPhones(value)
      case 'email': return this.addEmails(value)
      case 'labels': return this.addLabels(value)
      case 'remarks': this.notes.push(value); return
      case 'panelYes': return this.addPanel(cell, value)
      case 'consentDate': return this.addConsent(cell, value)
      case 'wijkCode': case 'buurtCode': return this.addArea(target, value)
      case 'houseNumber': return this.addHouseNumber(cell, value, group)
      case 'street': case 'houseNumberAddition': case 'postcode': case 'city': case 'address': return this.places.add(target, value, group)
      default: this.text[target] = this.text[target] === '' ? value : `${this.text[target]} ${value}`
    }
  }

  private withoutDamage(target: TargetField, value: string): string {
    const whole = this.options.verbatim === true ? value : undoWrongReading(value)
    if (whole !== value) this.problem(target, `De letters met accenten waren beschadigd en zijn hersteld: ${whole.slice(0, 60)}. Controleer de schrijfwijze.`)
    return whole
  }

  /** A message about something that has no field of its own. */
  problem(field: DraftProblem['field'], message: string): void {
    this.problems.push({ field, message })
  }

  /** One label, whatever separators are in it. */
  addLabel(label: string): void {
    const clean = cleanText(label, this.options.verbatim === true).trim()
    if (clean === '' || this.labels.includes(clean)) return
    if (clean.length <= 120 && this.labels.length < 100) this.labels.push(clean)
    else this.notes.push(clean)
  }

  /** A second organisation goes to the remarks. */
  addOrganisation(value: string): void {
    const clean = cleanText(value, false)
    if (this.text.organisation === '') this.text.organisation = clean
    else if (clean !== '' && clean !== this.text.organisation) this.notes.push(`Ook: ${clean}`)
  }

  /** The next parts belong to another address than those before, even of the same group. */
  nextAddress(group: AddressGroup): void {
    this.places.next(group)
  }

  /** Street, house number, addition, postcode and city that are known to be split already. */
  exactAddress([street = '', houseNumber = '', houseNumberAddition = '', postcode = '', city = '']: readonly string[]): void {
    Object.assign(this.text, { street, houseNumber, houseNumberAddition, postcode, city })
    this.exactPlace = true
  }

  /** A surname that is known to be split already. */
  exactSurname(prefix: string, lastName: string): void {
    this.text.prefix = cleanText(prefix, false)
    this.text.lastName = cleanText(lastName, false)
    this.exactName = true
  }

  build(): { draft: ContactDraft; problems: readonly DraftProblem[] } {
    this.settleName()
    this.settlePlace()
    this.settleReach()
    this.text.remarks = this.notes.join('\n')
    this.settleLengths()
    const { text } = this
    if (text.lastName === '' && text.firstName === '' && text.initials === '' && text.organisation === '') this.problem('row', 'De naam ontbreekt.')
    return { draft: { ...text, labels: this.labels, panelYes: this.panelYes, consentDate: this.consentDate }, problems: this.problems }
  }

  private addPhones(value: string): void {
    const verbatim = this.options.verbatim === true
    // '06-12345678 / jan@bos.nl' under 'Tel/mail'.
    if (!verbatim && value.includes('@') && addressesIn(value).values.every(isAddress)) return this.addEmails(value)
    const found = phonesIn(value)
    // '06 12345678 (na 18 uur)': the words are kept beside the number.
    const asTyped = found === null || (found.words && verbatim)
    if (asTyped) this.problem('phone', `Dit telefoonnummer wordt niet herkend: ${value}`)
    else if (found.words) this.notes.push(`Telefoon: ${value}`)
    for (const number of asTyped ? [value] : found.values) if (!this.phones.includes(number)) this.phones.push(number)
  }

  private addEmails(value: string): void {
    const { values, words } = this.options.verbatim === true ? { values: [value], words: false } : addressesIn(value)
    if (words) this.addBeside(value, values)
    for (const email of values) {
      if (this.emails.some((known) => known.toLowerCase() === email.toLowerCase())) continue
      if (!isAddress(email)) this.problem('email', `Dit lijkt geen e-mailadres: ${email}`)
      this.emails.push(email)
    }
  }

  /** What stands beside e-mail addresses: a phone number, or words, which are kept. */
  private addBeside(value: string, emails: readonly string[]): void {
    const rest = emails.reduce((text, email) => text.replace(email, ''), value).replace(/^[\s/,;|]+|[\s/,;|]+$/g, '')
    if (phonesIn(rest) === null) this.notes.push(`E-mail: ${value}`)
    else this.addPhones(rest)
  }

  private addLabels(value: string): void {
    // Our own export escapes a semicolon inside a label.
    if (this.options.verbatim === true) for (const label of value.match(/(?:\\[^]|[^\\;])+/g) ?? []) this.addLabel(label.replace(/\\([^])/g, '$1'))
    else for (const label of value.split(/\s*(?::::|[;,|])\s*/)) this.addLabel(label.replace(/^\*\s*/, ''))
  }

  private addPanel(cell: Cell, value: string): void {
    const answer = readYesNo(cell)
    if (answer === undefined) this.problem('panelYes', `Hier wordt ja of nee verwacht: ${value}`)
    else if (answer !== null) this.panelYes = this.panelYes !== false && answer
  }

  private addConsent(cell: Cell, value: string): void {
    const read = readDay(cell, this.options.thisYear)
    if (read.kind === 'day') this.consentDate = read.day
    else if (read.kind === 'partial') this.problem('consentDate', `Deze datum is niet volledig: ${value}`)
    else if (read.kind === 'unknown') this.problem('consentDate', `Deze datum wordt niet herkend: ${value}`)
  }

  private addArea(target: 'wijkCode' | 'buurtCode', value: string): void {
    const code = normaliseArea(value, target === 'wijkCode' ? 'WK' : 'BU')
    if (code === null) this.problem(target, `Deze ${target === 'wijkCode' ? 'wijkcode' : 'buurtcode'} wordt niet herkend: ${value}`)
    this.text[target] = code ?? value
  }

  private addHouseNumber(cell: Cell, value: string, group?: AddressGroup): void {
    if (isCellDate(cell)) this.problem('houseNumber', `Excel heeft van dit huisnummer een datum gemaakt: ${value}. Kijk in de oorspronkelijke lijst.`)
    this.places.add('houseNumber', value, group)
  }

  private settleName(): void {
    const { text } = this
    if (this.options.verbatim === true || this.exactName) return
    for (const field of ['initials', 'firstName'] as const) {
      const { salutation, rest } = splitSalutation(text[field])
      text.salutation ||= salutation
      text[field] = rest
    }
    if (text.lastName === '' && text.firstName === '' && this.fullName !== '') {
      if (fold(this.fullName) !== fold(text.organisation)) this.takeFullName(this.fullName)
    } else if (text.lastName === '' && text.prefix === '' && splitFullName(text.firstName).prefix !== '') {
      // A whole name in the field of the first name, as telephones write it.
      this.takeFullName(text.firstName)
    } else if (text.lastName !== '' && text.prefix === '') Object.assign(text, text.firstName === '' && /,.*\p{L}/u.test(text.lastName) ? dropEmpty(splitFullName(text.lastName)) : splitSurname(text.lastName))
    if (text.lastName !== '' && text.prefix === '') Object.assign(text, splitGivenNames(text.firstName))
    if (text.lastName !== '' && text.prefix === '' && this.fullName !== '') this.takePrefix()
    if (text.initials === '' && isInitials(text.firstName)) [text.initials, text.firstName] = [text.firstName, '']
    // 'de' and 'de Vries': the prefix in both columns.
    if (text.prefix !== '' && fold(text.lastName).startsWith(`${fold(text.prefix)} `)) text.lastName = text.lastName.slice(text.prefix.length).trim()
    text.initials = tidyInitials(text.initials)
    this.settleCapitals()
  }

  private takeFullName(fullName: string): void {
    const { text } = this
    const name = splitFullName(fullName)
    text.firstName = name.firstName
    text.lastName = name.lastName
    text.salutation ||= name.salutation
    text.initials ||= name.initials
    text.prefix ||= name.prefix
  }

  /** Surname 'Berg' beside the whole name 'Jan van der Berg' of the same person. */
  private takePrefix(): void {
    const { text } = this
    const { firstName, prefix, lastName } = splitFullName(this.fullName)
    if (fold(lastName) === fold(text.lastName) && (fold(firstName) === fold(text.firstName) || firstName === '')) text.prefix = prefix
  }

  private settleCapitals(): void {
    const { text } = this
    const lastName = uncapitalise(text.lastName)
    if (lastName === null || text.lastName.length < 3) return
    text.lastName = lastName
    text.prefix = text.prefix.toLowerCase()
    text.firstName = uncapitalise(text.firstName) ?? text.firstName
    this.problem('lastName', 'De naam stond in hoofdletters. Controleer de schrijfwijze.')
  }

  private settlePlace(): void {
    const { address, notes, problems } = this.places.settle(this.options.verbatim === true)
    if (!this.exactPlace) Object.assign(this.text, address)
    this.notes.push(...notes)
    this.problems.push(...problems)
  }

  private settleReach(): void {
    const [phone = '', phone2 = '', ...phones] = this.phones
    const [email = '', ...emails] = this.emails
    Object.assign(this.text, { phone, phone2, email })
    if (phones.length > 0) this.notes.push(`Meer telefoonnummers: ${phones.map(showPhone).join(', ')}`)
    if (emails.length > 0) this.notes.push(`Meer e-mailadressen: ${emails.join(', ')}`)
  }

  /** What is too long for its field goes to the remarks whole. */
  private settleLengths(): void {
    for (const field of Object.keys(this.text) as (keyof Text)[]) {
      if (field === 'remarks' || this.text[field].length <= (longest[field] ?? LINE)) continue
      this.text.remarks += `${this.text.remarks === '' ? '' : '\n'}${targetNames[field]}: ${this.text[field]}`
      this.text[field] = ''
      this.problem(field, `De tekst bij ${targetNames[field].toLowerCase()} is te lang. Zij staat nu bij de opmerkingen.`)
    }
    if (this.text.remarks.length <= 20_000) return
    this.text.remarks = this.text.remarks.slice(0, 20_000).toWellFormed()
    this.problem('remarks', 'De opmerkingen zijn te lang. Alleen het begin wordt overgenomen.')
  }
}

const isAddress = (email: string): boolean => /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/.test(email)
const dropEmpty = (name: object): object => Object.fromEntries(Object.entries(name).filter(([, value]) => value !== ''))
