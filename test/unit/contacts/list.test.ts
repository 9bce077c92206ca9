import { describe, expect, it } from 'vitest'
import { contactFilterSchema, type ContactFilter } from '#core/contract/contacts.ts'
import { membershipId } from '#core/model/ids.ts'
import { ContactFinder } from '../../../electron/data/contacts/list.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { inventedContact } from '../../support/contacts.ts'
import { GEBIED, testStore } from '../../support/store.ts'

const OTHER = 'g-mare'

interface Person { readonly id: string; readonly lastName?: string; readonly firstName?: string; readonly prefix?: string; readonly labels?: string[]; readonly wijkCode?: string; readonly gebied?: string; readonly details?: Record<string, string> }
function add(store: Store, ...people: Person[]): void {
  for (const { id, gebied = GEBIED, details, ...fields } of people) {
    store.commit([{ kind: 'contact', id, gebied, fields }, ...(details ? [{ kind: 'contactDetails', id, gebied, fields: details } as const] : [])])
  }
}
const people: Person[] = [
  { id: 'berg', firstName: 'Jan', prefix: 'van der', lastName: 'Berg', labels: ['wijkmoeder'], wijkCode: 'WK1', details: { street: 'Kerkstraat', houseNumber: '12', postcode: '1823 AB', email: 'jan.berg@voorbeeld.example', phone: '+31612345678' } },
  { id: 'bakker', firstName: 'Joëlle', lastName: 'Bakker', wijkCode: 'WK2', details: { street: 'Dorpsweg', houseNumber: '120', postcode: '1815 CD' } },
  { id: 'zand', firstName: 'Bram', prefix: 'van', lastName: 'Zand', labels: ['wijkmoeder van het jaar'], gebied: OTHER },
  { id: 'lukasz', firstName: 'Łukasz', lastName: 'Ćwikła' },
]
function setUp(shown = true) {
  const { store } = testStore()
  add(store, ...people)
  const finder = new ContactFinder(store, () => shown)
  const list = (filter: Partial<ContactFilter> = {}, offset = 0, limit = 100) => finder.list({ ...contactFilterSchema.parse({ gebied: null }), ...filter, offset, limit })
  const ids = (filter: Partial<ContactFilter> = {}) => list(filter).rows.map((row) => row.id)
  return { store, finder, list, ids }
}

describe('the contact list', () => {
  it('answers the same from the index as from the order in memory', () => {
    const { store } = setUp()
    for (let n = 0; n < 250; n++) store.commit([{ kind: 'contact', id: `n${String(n)}`, gebied: n % 3 === 0 ? OTHER : GEBIED, fields: inventedContact(n % 60).contact }])
    const quick = new ContactFinder(store, () => true, () => undefined), ordered = new ContactFinder(store, () => true)
    for (const gebied of [null, GEBIED, OTHER]) {
      const filter = { ...contactFilterSchema.parse({ gebied }), offset: 40, limit: 60 }
      ordered.ids({ ...filter, from: 0 })
      expect(quick.list(filter)).toEqual(ordered.list(filter))
    }
  })

  it("sorts 'van der Berg' under B and shows what fits on a line", () => {
    const { list, ids } = setUp()
    expect(ids()).toEqual(['bakker', 'berg', 'lukasz', 'zand'])
    expect(list().rows[1]).toEqual({ id: 'berg', gebied: GEBIED, name: 'Berg, Jan van der', address: 'Kerkstraat 12, 1823 AB', email: 'jan.berg@voorbeeld.example', phone: '+31612345678', labels: ['wijkmoeder'], wijkCode: 'WK1', consent: 'geen' })
  })

  it.each([
    ['jan berg', ['berg']], ['BERG', ['berg']], ['joelle', ['bakker']], ['kerkstr', ['berg']], ['kerkstraat 12', ['berg']], ['1823ab', ['berg']],
    ['1823', ['berg']], ['jan.berg@voor', ['berg']], ['wijkmoeder', ['berg', 'zand']], ['06 12 34', ['berg']], ['+31 6 1234', ['berg']], ['0031612', ['berg']], ['lukasz', ['lukasz']], ['Łukasz', ['lukasz']],
    ['van', ['berg', 'zand']], ['van z', ['zand']], ['b', ['bakker', 'berg', 'zand']], ['06', ['bakker', 'berg', 'lukasz', 'zand']], ['niemand', []], ["'; DROP TABLE contact; --", []], ['"', ['bakker', 'berg', 'lukasz', 'zand']], ['😀', ['bakker', 'berg', 'lukasz', 'zand']], ['NEAR(a b)', []],
  ])('finds %j', (query, expected) => {
    expect(setUp().ids({ query })).toEqual(expected)
  })

  it('narrows to gebied, wijk, label, panel and consent, alone and with a query', () => {
    const { store, ids, list } = setUp()
    store.commit([
      { kind: 'panel', id: 'p1', gebied: GEBIED, fields: { name: 'Panel' } },
      { kind: 'panelMembership', id: membershipId('p1', 'berg'), gebied: GEBIED, fields: { panelId: 'p1', contactId: 'berg' } },
      { kind: 'panelMembership', id: membershipId('p1', 'bakker'), gebied: GEBIED, fields: { panelId: 'p1', contactId: 'bakker', until: '2026-01-01' } },
      { kind: 'consent', id: 's1', gebied: GEBIED, fields: { contactId: 'berg', givenOn: '2026-01-01' } },
      { kind: 'consent', id: 's2', gebied: GEBIED, fields: { contactId: 'bakker', givenOn: '2026-01-01', withdrawnOn: '2026-02-01' } },
    ])
    expect(ids({ gebied: OTHER })).toEqual(['zand'])
    expect(ids({ gebied: 'unknown' })).toEqual([])
    expect(ids({ wijkCode: 'WK2' })).toEqual(['bakker'])
    expect(ids({ label: 'wijkmoeder' })).toEqual(['berg'])
    expect(ids({ panelId: 'p1' })).toEqual(['berg'])
    expect(ids({ consent: 'geldig' })).toEqual(['berg'])
    expect(ids({ consent: 'ingetrokken' })).toEqual(['bakker'])
    expect(ids({ consent: 'geen' })).toEqual(['lukasz', 'zand'])
    expect(ids({ query: 'bakker', consent: 'geldig' })).toEqual([])
    expect(list({ gebied: GEBIED }).rows.map((row) => row.consent)).toEqual(['ingetrokken', 'geldig', 'geen'])
  })

  it('follows every write: a new contact, a new name, a consent, a delete', () => {
    const { store, ids } = setUp()
    add(store, { id: 'aa', lastName: 'Aalders' })
    expect(ids()[0]).toBe('aa')
    store.commit([{ kind: 'contact', id: 'aa', gebied: GEBIED, fields: { lastName: 'Zwart' } }])
    expect(ids().at(-1)).toBe('aa')
    expect(ids({ consent: 'geldig' })).toEqual([])
    store.commit([{ kind: 'consent', id: 's', gebied: GEBIED, fields: { contactId: 'aa' } }])
    expect(ids({ consent: 'geldig' })).toEqual(['aa'])
    store.commit([{ kind: 'contact', id: 'aa', gebied: GEBIED, fields: { deleted: true } }])
    expect(ids()).not.toContain('aa')
    expect(ids({ consent: 'geldig' })).toEqual([])
  })

  it('answers windows, positions and ranges of ids that fit together', () => {
    const { store, finder, list } = setUp()
    for (let n = 0; n < 300; n++) { const { contact, details } = inventedContact(n); store.commit([{ kind: 'contact', id: `n${String(n)}`, gebied: GEBIED, fields: contact }, { kind: 'contactDetails', id: `n${String(n)}`, gebied: GEBIED, fields: details }]) }
    const filter = { ...contactFilterSchema.parse({ gebied: GEBIED, query: 'van' }) }
    const all = finder.ids({ ...filter, from: 0 })
    expect(list(filter).total).toBe(all.length)
    expect(all.length).toBeGreaterThan(20)
    expect(list(filter, 5, 10).rows.map((row) => row.id)).toEqual(all.slice(5, 15))
    expect(finder.ids({ ...filter, from: 3, to: 6 })).toEqual(all.slice(3, 7))
    expect(finder.position({ ...filter, id: all[7] ?? '' })).toBe(7)
    expect(finder.position({ ...filter, id: 'bakker' })).toBeNull()
    const keys = store.db.prepare('SELECT sortKey FROM contact c JOIN json_each(?) j ON j.value = c.id ORDER BY j.key').pluck().all(JSON.stringify(all))
    expect(keys).toEqual([...keys].sort())
  })

  it('keeps address, phone, e-mail and consent from a role that may not see them', () => {
    const { list } = setUp(false)
    expect(list().rows[1]).toMatchObject({ id: 'berg', address: '', email: '', phone: '', consent: null })
  })

  it('reads its order from an index alone', () => {
    const { store } = setUp()
    const plan = store.db.prepare('EXPLAIN QUERY PLAN SELECT rowid, gebied, sortKey FROM contact INDEXED BY contact_list WHERE deleted = 0 ORDER BY sortKey').all() as { detail: string }[]
    expect(plan.map((step) => step.detail)).toEqual(['SEARCH contact USING COVERING INDEX contact_list (deleted=?)'])
  })
})
