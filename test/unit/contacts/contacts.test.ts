import { describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { contactCommands, type DoubleHint, type DoublePair, type PanelView } from '#core/contract/contacts.ts'
import { correctionsOf } from '#core/contacts/consent.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import type { Role } from '#core/model/access.ts'
import { contactHandlers } from '../../../electron/data/contacts/handlers.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const OTHER = 'g-mare'
/** Handlers with their inputs checked as at the process border, on a gebied with one panel and two meetings to come. */
function setUp(role: Role = 'regisseur') {
  const context = testContext({ role })
  const { store } = context
  const handlers = contactHandlers(context)
  store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } }, { kind: 'gebied', id: OTHER, gebied: 'gemeente', fields: { name: 'De Mare' } },
    { kind: 'wijk', id: 'w1', gebied: 'gemeente', fields: { code: 'WK1', name: 'Overdie', gebiedId: GEBIED } },
    { kind: 'panel', id: 'p1', gebied: GEBIED, fields: { name: 'Wijkpanel Overdie' } },
    { kind: 'meeting', id: 'past', gebied: GEBIED, fields: { title: 'Vorige', startsAt: '2026-10-01T19:30', state: 'afgerond' } },
    { kind: 'meeting', id: 'next', gebied: GEBIED, fields: { title: 'Volgende', startsAt: '2026-12-01T19:30' } },
  ])
  const create = (contact: object, details: object = {}, more: object = {}) => handlers['contacts.create'](contactCommands['contacts.create'].input.parse({ gebied: GEBIED, contact, details, ...more })) as { id: string; undo: string | null }
  const get = (id: string) => handlers['contacts.get']({ id }) as Awaited<ReturnType<(typeof handlers)['contacts.get']>>
  const ids = () => handlers['contacts.ids'](contactCommands['contacts.ids'].input.parse({ gebied: null })) as readonly string[]
  const invite = (contactId: string, meetingId: string, fields: object = {}) => store.commit([{ kind: 'attendance', id: attendanceId(meetingId, contactId), gebied: GEBIED, fields: { meetingId, contactId, ...fields } }])
  return { context, store, handlers, create, get, ids, invite }
}
const consent = { givenOn: '2026-11-01', source: 'aanTafel', textVersion: '2', channels: ['email', 'post'] }
const failure = (run: () => unknown): string => {
  try { run() } catch (error) { if (error instanceof CommandFailure) return error.failure.type; throw error }
  return 'none'
}

describe('making and changing a contact', () => {
  it('stores details in one form, with panel and consent, as one edit that can be undone', () => {
    const { create, get, store, ids } = setUp()
    const { id, undo } = create({ firstName: ' Jan ', prefix: 'van der', lastName: 'Berg', labels: ['wijkmoeder', 'wijkmoeder', ' '] }, { phone: '06-12345678', postcode: '1823ab', email: ' jan@voorbeeld.example ' }, { panelIds: ['p1'], consent })
    const view = get(id)
    expect(view.contact).toMatchObject({ firstName: 'Jan', labels: ['wijkmoeder'] })
    expect(view.details).toMatchObject({ phone: '+31612345678', postcode: '1823 AB', email: 'jan@voorbeeld.example' })
    expect(view.memberships).toEqual([{ id: membershipId('p1', id), panelId: 'p1', panel: 'Wijkpanel Overdie', since: '2026-11-23', until: null }])
    expect(view.consents).toEqual([expect.objectContaining({ ...consent, contactId: id, withdrawnOn: null })])
    expect(view.consent).toBe('geldig')
    store.undo(undo ?? '')
    expect(ids()).toEqual([])
  })

  it('wants a name or an organisation, also after an edit', () => {
    const { create, handlers, get } = setUp()
    expect(failure(() => create({ firstName: ' ' }))).toBe('NameMissing')
    const { id } = create({ lastName: 'Bos' })
    expect(failure(() => handlers['contacts.update']({ id, contact: { lastName: '' }, details: {} }))).toBe('NameMissing')
    handlers['contacts.update']({ id, contact: { lastName: '', organisation: 'Wijkraad' }, details: { city: ' Alkmaar ' } })
    expect(get(id)).toMatchObject({ contact: { lastName: '', organisation: 'Wijkraad' }, details: { city: 'Alkmaar' } })
    expect(failure(() => handlers['contacts.get']({ id: 'nobody' }))).toBe('NotFound')
  })

  it('keeps a value that cannot be read as it was typed', () => {
    const { create, get } = setUp()
    const { id } = create({ lastName: 'Bos' }, { phone: 'geheim 123', postcode: '1823' })
    expect(get(id).details).toMatchObject({ phone: 'geheim 123', postcode: '1823' })
  })

  it('refuses a BOA, who also gets no details and no consent', () => {
    const { context, store, create, get } = setUp('boa')
    expect(failure(() => create({ lastName: 'Bos' }))).toBe('NoRight')
    store.commit([{ kind: 'contact', id: 'c', gebied: GEBIED, fields: { lastName: 'Bos' } }])
    expect(get('c')).toMatchObject({ details: null, consents: null, consent: null, editable: false })
    expect(context.store.rows('accessLog')).toEqual([])
  })

  it('logs who saw details, once in ten minutes', () => {
    const { create, get, store, context } = setUp()
    const { id } = create({ lastName: 'Bos' })
    get(id); get(id)
    expect(store.rows('accessLog')).toEqual([expect.objectContaining({ act: 'bekeken', objectKind: 'contact', objectId: id, memberId: 'm-1', gebied: GEBIED })])
    context.clock.ms += 11 * 60_000
    get(id)
    expect(store.rows('accessLog')).toHaveLength(2)
  })
})

describe('consent', () => {
  it('withdrawing leaves all invitations to come at once and keeps what was; undo brings them back', () => {
    const { create, get, handlers, invite, store } = setUp()
    const { id } = create({ lastName: 'Bos' }, {}, { consent })
    invite(id, 'past', { presence: 'aanwezig' })
    invite(id, 'next')
    const answer = handlers['consents.withdraw']({ contactId: id, how: 'Telefoon' }) as { undo: string; invitations: number }
    expect(answer.invitations).toBe(1)
    expect(get(id).meetings.map((m) => m.meetingId)).toEqual(['past'])
    expect(get(id).consent).toBe('ingetrokken')
    expect(get(id).consents).toEqual([expect.objectContaining({ withdrawnOn: '2026-11-23', withdrawnHow: 'Telefoon' })])
    expect(failure(() => handlers['consents.withdraw']({ contactId: id, how: '' }))).toBe('NoConsent')
    store.undo(answer.undo)
    expect(get(id).consent).toBe('geldig')
    expect(get(id).meetings.map((m) => m.meetingId)).toEqual(['next', 'past'])
  })

  it('is corrected with what stood there before, by whom, and can be taken back', () => {
    const { create, get, handlers, store, context } = setUp()
    const { id } = create({ lastName: 'Bos' }, {}, { consent })
    const [given] = get(id).consents!
    const correct = (more: object) => handlers['consents.correct'](contactCommands['consents.correct'].input.parse({ ...consent, id: given!.id, ...more })) as { undo: string | null }
    expect(correct({}).undo).toBeNull()
    const first = correct({ givenOn: '2026-10-31', channels: ['post'] })
    correct({ givenOn: '2026-10-31', channels: ['post'], source: 'formulier', textVersion: '1' })
    const [now] = get(id).consents!
    expect(now).toMatchObject({ givenOn: '2026-10-31', source: 'formulier', textVersion: '1', channels: ['post'] })
    const at = new Date(context.clock.ms).toISOString()
    expect(correctionsOf(now!.corrections)).toEqual([{ at, memberId: 'm-1', ...consent }, { at, memberId: 'm-1', ...consent, givenOn: '2026-10-31', channels: ['post'] }])
    store.undo(first.undo!)
    expect(get(id).consents![0]).toMatchObject({ givenOn: '2026-11-01', corrections: null })
    expect([failure(() => correct({ givenOn: '2026-12-01' })), failure(() => handlers['consents.correct']({ ...consent, source: 'aanTafel', channels: ['post'], id: 'weg' }))]).toEqual(['FutureDay', 'NotFound'])
  })

  it('is withdrawn as of the day it was said, never one to come', () => {
    const { create, get, handlers } = setUp()
    const { id } = create({ lastName: 'Bos' }, {}, { consent })
    expect(failure(() => handlers['consents.withdraw']({ contactId: id, withdrawnOn: '2026-11-24', how: 'per post' }))).toBe('FutureDay')
    handlers['consents.withdraw']({ contactId: id, withdrawnOn: '2026-11-20', how: 'per post' })
    expect(get(id).consents).toEqual([expect.objectContaining({ withdrawnOn: '2026-11-20', withdrawnHow: 'per post' })])
  })

  it('is refused for a day to come and can be given again after withdrawing', () => {
    const { create, handlers, get } = setUp()
    const { id } = create({ lastName: 'Bos' })
    const give = (givenOn: string) => handlers['consents.give'](contactCommands['consents.give'].input.parse({ ...consent, contactId: id, givenOn }))
    expect(failure(() => give('2026-11-24'))).toBe('FutureDay')
    give('2026-11-22')
    handlers['consents.withdraw']({ contactId: id, how: '' })
    give('2026-11-23')
    expect(get(id).consents?.map((c) => [c.givenOn, c.withdrawnOn])).toEqual([['2026-11-23', null], ['2026-11-22', '2026-11-23']])
    expect(get(id).consent).toBe('geldig')
    expect(contactCommands['consents.give'].input.safeParse({ ...consent, channels: [], contactId: id }).success).toBe(false)
  })
})

describe('many at once', () => {
  it('adds and removes labels, panels and wijk, each as one edit, and counts what changed', async () => {
    const { create, get, handlers, store } = setUp()
    const [a, b] = [create({ lastName: 'A', labels: ['x'] }).id, create({ lastName: 'B' }).id]
    const bulk = (change: object) => handlers['contacts.bulk'](contactCommands['contacts.bulk'].input.parse({ ids: [a, b, 'gone'], change })) as Promise<{ undo: string; count: number }>
    expect((await bulk({ type: 'addLabel', label: 'x' })).count).toBe(1)
    expect([get(a).contact.labels, get(b).contact.labels]).toEqual([['x'], ['x']])
    const panel = await bulk({ type: 'addToPanel', panelId: 'p1' })
    expect(get(b).memberships.map((m) => m.until)).toEqual([null])
    store.undo(panel.undo)
    expect(get(b).memberships).toEqual([])
    expect((await bulk({ type: 'setWijk', wijkCode: 'WK1' })).count).toBe(2)
    expect(await bulk({ type: 'setWijk', wijkCode: 'WK1' })).toEqual({ undo: null, count: 0 })
    await bulk({ type: 'removeLabel', label: 'x' })
    expect(get(a).contact.labels).toEqual([])
  })

  it('moves contacts with details and consents to another gebied, and ends what belongs to the old one', async () => {
    const { create, get, handlers, invite, store } = setUp()
    const { id } = create({ lastName: 'A', wijkCode: 'WK1' }, { street: 'Dorpsweg' }, { panelIds: ['p1'], consent })
    invite(id, 'next')
    const { undo } = await (handlers['contacts.bulk']({ ids: [id], change: { type: 'moveToGebied', gebied: OTHER } }) as Promise<{ undo: string }>)
    const view = get(id)
    expect([view.contact.gebied, view.details?.gebied, view.consents?.[0]?.gebied, view.contact.wijkCode]).toEqual([OTHER, OTHER, OTHER, ''])
    expect([view.memberships, view.meetings]).toEqual([[], []])
    store.undo(undo)
    expect([get(id).contact.gebied, get(id).memberships.length, get(id).meetings.length, get(id).contact.wijkCode]).toEqual([GEBIED, 1, 1, 'WK1'])
    await expect(handlers['contacts.bulk']({ ids: [id], change: { type: 'moveToGebied', gebied: 'elsewhere' } })).rejects.toMatchObject({ failure: { type: 'NotFound' } })
  })

  it('deletes with everything about the person, and brings it back', async () => {
    const { create, get, handlers, store, ids } = setUp()
    const { id } = create({ lastName: 'A' }, { street: 'Dorpsweg' }, { panelIds: ['p1'], consent })
    const { undo } = await (handlers['contacts.bulk']({ ids: [id], change: { type: 'delete' } }) as Promise<{ undo: string }>)
    expect([ids(), store.rows('contactDetails'), store.rows('consent'), store.rows('panelMembership')]).toEqual([[], [], [], []])
    store.undo(undo)
    expect(get(id)).toMatchObject({ consent: 'geldig', details: { street: 'Dorpsweg' }, memberships: [{ panelId: 'p1' }] })
  })
})

describe('doubles', () => {
  it('are named while typing, with the reason', () => {
    const { create, handlers } = setUp()
    const { id } = create({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' }, { email: 'jan@voorbeeld.example', phone: '0612345678', postcode: '1823AB', houseNumber: '12', street: 'Kerkstraat' })
    const why = (contact: object, details: object = {}, gebied = GEBIED) => (handlers['contacts.doubles'](contactCommands['contacts.doubles'].input.parse({ gebied, contact, details })) as readonly DoubleHint[]).map((d) => [d.id, d.why])
    expect(why({ lastName: 'Ander' }, { email: 'JAN@voorbeeld.example' })).toEqual([[id, 'Zelfde e-mailadres']])
    expect(why({ lastName: 'Berg' }, { phone: '06 1234 5678' })).toEqual([[id, 'Zelfde telefoonnummer en achternaam']])
    expect(why({ initials: 'J.', lastName: 'Berg' }, { postcode: '1823 ab', houseNumber: '12' })).toEqual([[id, 'Zelfde naam, postcode en huisnummer']])
    expect(why({ firstName: 'jan', prefix: 'Van Der', lastName: 'BERG' })).toEqual([[id, 'Zelfde naam']])
    expect([why({ lastName: 'Berg' }), why({ firstName: 'Piet', lastName: 'Berg' }), why({}), why({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' }, {}, OTHER)]).toEqual([[], [], [], []])
  })

  it('are listed as pairs within a gebied', () => {
    const { create, handlers, store } = setUp()
    const a = create({ lastName: 'Bos' }, { email: 'bos@voorbeeld.example' }).id, b = create({ lastName: 'Bosch' }, { email: 'BOS@voorbeeld.example' }).id
    store.commit([{ kind: 'contact', id: 'c', gebied: OTHER, fields: { lastName: 'Bos' } }, { kind: 'contactDetails', id: 'c', gebied: OTHER, fields: { email: 'bos@voorbeeld.example' } }])
    const pairs = handlers['contacts.doublePairs']({ gebied: null }) as readonly DoublePair[]
    expect(pairs.map((p) => [p.first.id, p.second.id, p.why])).toEqual([[a, b, 'Zelfde e-mailadres']])
  })

  it('become one: memberships, consents, attendances and actions follow, and undo parts them again', () => {
    const { create, get, handlers, invite, store, ids } = setUp()
    const keep = create({ lastName: 'Bos', labels: ['a'] }, { phone: '0612345678' }).id
    const drop = create({ lastName: 'Bosch', labels: ['b'] }, { street: 'Dorpsweg' }, { panelIds: ['p1'], consent }).id
    invite(keep, 'past', { presence: 'onbekend', response: 'komt' })
    invite(drop, 'past', { presence: 'laat', arrivedAt: '2026-10-01T19:50' })
    invite(drop, 'next')
    store.commit([{ kind: 'action', id: 'act', gebied: GEBIED, fields: { title: 'Lamp', contactIds: [drop, keep] } }, { kind: 'terugkoppeling', id: 't', gebied: GEBIED, fields: { actionId: 'act', contactIds: [drop] } }])
    const { undo } = handlers['contacts.merge']({ keepId: keep, dropId: drop, contact: {}, details: { street: 'Dorpsweg' } }) as { undo: string }
    const view = get(keep)
    expect(ids()).toEqual([keep])
    expect(view.contact.labels).toEqual(['a', 'b'])
    expect(view.details).toMatchObject({ phone: '+31612345678', street: 'Dorpsweg' })
    expect(view.memberships.map((m) => m.panelId)).toEqual(['p1'])
    expect(view.consent).toBe('geldig')
    expect(view.meetings.map((m) => [m.meetingId, m.presence, m.response])).toEqual([['next', 'onbekend', 'geen'], ['past', 'laat', 'komt']])
    expect(view.actions.map((a) => a.id)).toEqual(['act'])
    expect([store.read('action', 'act')?.contactIds, store.read('terugkoppeling', 't')?.contactIds]).toEqual([[keep], [keep]])
    store.undo(undo)
    expect(ids()).toHaveLength(2)
    expect(get(drop)).toMatchObject({ consent: 'geldig', memberships: [{ panelId: 'p1' }], details: { street: 'Dorpsweg' } })
    expect(get(keep).consent).toBe('geen')
    expect(failure(() => handlers['contacts.merge']({ keepId: keep, dropId: keep, contact: {}, details: {} }))).toBe('SameContact')
  })
})

describe('panels', () => {
  it('count their members, and leaving ends a membership', () => {
    const { create, handlers, store, get } = setUp()
    const { id } = create({ lastName: 'A' }, {}, { panelIds: ['p1'], consent })
    create({ lastName: 'B' }, {}, { panelIds: ['p1'] })
    const panels = () => (handlers['panels.list']({ gebied: GEBIED }) as readonly PanelView[]).map((p) => [p.name, p.members, p.withConsent])
    expect(panels()).toEqual([['Wijkpanel Overdie', 2, 1]])
    store.commit([{ kind: 'panelMembership', id: membershipId('p1', id), gebied: GEBIED, fields: { since: '2026-01-01' } }])
    handlers['panels.leave']({ membershipId: membershipId('p1', id) })
    expect(panels()).toEqual([['Wijkpanel Overdie', 1, 0]])
    expect(get(id).memberships).toEqual([expect.objectContaining({ since: '2026-01-01', until: '2026-11-23' })])
    handlers['panels.update']({ id: 'p1', name: 'Nieuw' })
    expect(panels()[0]?.[0]).toBe('Nieuw')
    const { undo } = handlers['panels.delete']({ id: 'p1' }) as { undo: string }
    expect(panels()).toEqual([])
    store.undo(undo)
    expect(panels()).toEqual([['Nieuw', 1, 0]])
  })

  it('answer the labels in use', () => {
    const { create, handlers } = setUp()
    create({ lastName: 'A', labels: ['x', 'y'] })
    create({ lastName: 'B', labels: ['y'] })
    expect(handlers['contacts.labels']({ gebied: GEBIED })).toEqual([{ label: 'y', count: 2 }, { label: 'x', count: 1 }])
  })
})
