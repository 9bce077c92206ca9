import type { ContactFilter, ContactList, ContactListRow } from '#core/contract/contacts.ts'
import { addressLine } from '#core/contacts/check.ts'
import type { ConsentState } from '#core/contacts/consent.ts'
import { ftsQuery, readContactSearch } from '#core/contacts/search.ts'
import { listName } from '#core/text/names.ts'
import type { SqlValue } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { letterBit, readOrder, type Order } from './order.ts'

type Filters = Pick<ContactFilter, 'panelId' | 'wijkCode' | 'buurtCode' | 'label' | 'consent'>

/**
 * Finds and windows contacts. Full-text index and filters give row numbers; the order in memory turns them into places, so that
 * sorting, counting and windows cost next to nothing. All of it is read again after a contact, consent or membership was written.
 */
export class ContactFinder {
  private readonly store: Store
  private readonly seesDetails: () => boolean
  private readonly later: (work: () => void) => void
  private held: { readonly version: number; readonly order: Order; filter: { key: string; places: Uint8Array } | undefined; found: { key: string; places: Uint32Array } | undefined } | undefined
  private readonly search
  private readonly page

  /** @param later carries work out when there is nothing better to do */
  constructor(store: Store, seesDetails: () => boolean, later: (work: () => void) => void = (work) => { setTimeout(work, 100).unref() }) {
    const { db } = store
    this.store = store
    this.seesDetails = seesDetails
    this.later = later
    this.search = db.prepare('SELECT rowid FROM contactSearch WHERE contactSearch MATCH ?').pluck()
    this.page = db.prepare(`SELECT c.*, d.phone, d.email, d.street, d.houseNumber, d.houseNumberAddition, d.postcode,
      (SELECT max(s.withdrawnOn IS NULL) FROM consent s WHERE s.contactId = c.id AND s.deleted = 0) AS consent
      FROM json_each(?) j JOIN contact c ON c.rowid = j.value LEFT JOIN contactDetails d ON d.id = c.id AND d.deleted = 0 ORDER BY j.key`)
  }

  list(filter: ContactFilter & { readonly offset: number; readonly limit: number }): ContactList {
    this.store.completeLists()
    if (this.held?.version !== this.writes() && isPlain(filter)) return this.listFromIndex(filter)
    const { places, order } = this.find(filter)
    return { rows: this.rows(rowidsAt(order, places.subarray(filter.offset, filter.offset + filter.limit))), offset: filter.offset, total: places.length }
  }

  ids(filter: ContactFilter & { readonly from: number; readonly to?: number | undefined }): string[] {
    const { places, order } = this.find(filter)
    const rowids = rowidsAt(order, places.subarray(filter.from, filter.to === undefined ? undefined : filter.to + 1))
    return this.store.db.prepare('SELECT c.id FROM json_each(?) j JOIN contact c ON c.rowid = j.value ORDER BY j.key').pluck().all(JSON.stringify(rowids)) as string[]
  }

  position(filter: ContactFilter & { readonly id: string }): number | null {
    const { places, order } = this.find(filter)
    const rowid = this.store.db.prepare('SELECT rowid FROM contact WHERE id = ? AND deleted = 0').pluck().get(filter.id) as number | undefined
    const at = rowid === undefined ? -1 : places.indexOf(order.placeOf[rowid] ?? -1)
    return at < 0 ? null : at
  }

  /** The list rows of these row numbers, in that order. */
  rows(rowids: readonly number[]): ContactListRow[] {
    const shown = this.seesDetails()
    return (this.page.all(JSON.stringify(rowids)) as PageRow[]).map((row) => listRow(row, shown))
  }

  /** Everybody, straight from the index: at start and after an edit the list need not wait for the order, which is read afterwards. */
  private listFromIndex({ gebied, offset, limit }: ContactFilter & { readonly offset: number; readonly limit: number }): ContactList {
    const { db } = this.store
    const [from, params]: [string, SqlValue[]] = gebied === null ? ['contact INDEXED BY contact_list WHERE deleted = 0', []] : ['contact INDEXED BY contact_list WHERE deleted = 0 AND gebied = ?', [gebied]]
    const rowids = db.prepare(`SELECT rowid FROM ${from} ORDER BY sortKey LIMIT ? OFFSET ?`).pluck().all([...params, limit, offset]) as number[]
    const total = db.prepare(`SELECT count(*) FROM ${from}`).pluck().get(params) as number
    this.later(() => { if (db.open) this.current() })
    return { rows: this.rows(rowids), offset, total }
  }

  /** The places in the order that a query and filters leave, ascending. */
  private find(filter: ContactFilter): { places: Uint32Array; order: Order } {
    const held = this.current()
    const key = JSON.stringify([filter.gebied, filter.query, filterKey(filter)])
    if (held.found?.key !== key) held.found = { key, places: this.places(filter, held.order) }
    return { places: held.found.places, order: held.order }
  }

  private places(filter: ContactFilter, order: Order): Uint32Array {
    const { words, numbers, letters } = readContactSearch(filter.query)
    const query = ftsQuery({ words, numbers })
    if (query !== '') this.store.completeIndex()
    const within = query === '' ? undefined : marked(order, this.search.all(query) as number[])
    const filtered = this.filtered(filter, order)
    const gebied = filter.gebied === null ? -1 : order.gebieden.indexOf(filter.gebied)
    if (filter.gebied !== null && gebied < 0) return new Uint32Array(0)
    const mask = letters.reduce((bits, letter) => bits | letterBit(letter.charCodeAt(0)), 0)
    const out = new Uint32Array(order.length)
    let count = 0
    for (let place = 0; place < order.length; place++) {
      if (within && within[place] === 0 || filtered && filtered[place] === 0) continue
      if (gebied >= 0 && order.gebied[place] !== gebied || ((order.letters[place] ?? 0) & mask) !== mask) continue
      out[count++] = place
    }
    return out.subarray(0, count)
  }

  private filtered(filter: Filters, order: Order): Uint8Array | undefined {
    const key = filterKey(filter)
    const held = this.current()
    if (key === noFilter) return undefined
    if (held.filter?.key === key) return held.filter.places
    const { sql, params } = filterSql(filter)
    const places = marked(order, this.store.db.prepare(sql).pluck().all(params) as number[])
    held.filter = { key, places }
    return places
  }

  private writes(): number {
    return this.store.writesOf('contact', 'contactDetails', 'consent', 'panelMembership')
  }

  private current(): NonNullable<ContactFinder['held']> {
    this.store.completeLists()
    const version = this.writes()
    if (this.held?.version !== version) this.held = { version, order: readOrder(this.store.db), filter: undefined, found: undefined }
    return this.held
  }
}

const isPlain = (filter: ContactFilter): boolean => filter.query.trim() === '' && filterKey(filter) === noFilter
const filterKey = ({ panelId, wijkCode, buurtCode, label, consent }: Filters): string => JSON.stringify([panelId, wijkCode, buurtCode, label, consent])
const noFilter = filterKey({ panelId: null, wijkCode: null, buurtCode: null, label: null, consent: null })

function marked(order: Order, rowids: readonly number[]): Uint8Array {
  const places = new Uint8Array(order.length)
  for (const rowid of rowids) { const place = order.placeOf[rowid] ?? -1; if (place >= 0) places[place] = 1 }
  return places
}

const rowidsAt = (order: Order, places: Uint32Array): number[] => Array.from(places, (place) => order.rowids[place] ?? 0)

function filterSql({ panelId, wijkCode, buurtCode, label, consent }: Filters): { sql: string; params: SqlValue[] } {
  const conditions: string[] = ['c.deleted = 0'], params: SqlValue[] = []
  const add = (condition: string, ...values: SqlValue[]) => { conditions.push(condition); params.push(...values) }
  if (panelId !== null) add('c.id IN (SELECT contactId FROM panelMembership WHERE panelId = ? AND deleted = 0 AND "until" IS NULL)', panelId)
  if (wijkCode !== null) add('c.wijkCode = ?', wijkCode)
  if (buurtCode !== null) add('c.buurtCode = ?', buurtCode)
  // instr first: reading the list of labels as JSON is dear.
  if (label !== null) add("c.labels <> '[]' AND instr(c.labels, ?) > 0 AND EXISTS (SELECT 1 FROM json_each(c.labels) l WHERE l.value = ?)", JSON.stringify(label).slice(1, -1), label)
  if (consent !== null) add(consentCondition[consent])
  return { sql: `SELECT c.rowid FROM contact c WHERE ${conditions.join(' AND ')}`, params }
}

const consentCondition: Readonly<Record<ConsentState, string>> = {
  geldig: 'c.id IN (SELECT contactId FROM consent WHERE deleted = 0 AND withdrawnOn IS NULL)',
  ingetrokken: 'c.id IN (SELECT contactId FROM consent WHERE deleted = 0 AND withdrawnOn IS NOT NULL) AND c.id NOT IN (SELECT contactId FROM consent WHERE deleted = 0 AND withdrawnOn IS NULL AND contactId IS NOT NULL)',
  geen: 'c.id NOT IN (SELECT contactId FROM consent WHERE deleted = 0 AND contactId IS NOT NULL)',
}

interface PageRow {
  readonly id: string; readonly gebied: string; readonly initials: string; readonly firstName: string; readonly prefix: string; readonly lastName: string; readonly organisation: string; readonly labels: string; readonly wijkCode: string
  readonly phone: string | null; readonly email: string | null; readonly street: string | null; readonly houseNumber: string | null; readonly houseNumberAddition: string | null; readonly postcode: string | null; readonly consent: 0 | 1 | null
}

/** `shown`: may this role see details and consent? */
function listRow(row: PageRow, shown: boolean): ContactListRow {
  const consent: ConsentState = row.consent === null ? 'geen' : row.consent === 1 ? 'geldig' : 'ingetrokken'
  return {
    id: row.id, gebied: row.gebied, name: listName(row), labels: JSON.parse(row.labels) as string[], wijkCode: row.wijkCode,
    address: shown ? addressLine({ street: row.street ?? '', houseNumber: row.houseNumber ?? '', houseNumberAddition: row.houseNumberAddition ?? '', postcode: row.postcode ?? '' }) : '',
    email: shown ? (row.email ?? '') : '', phone: shown ? (row.phone ?? '') : '', consent: shown ? consent : null,
  }
}
