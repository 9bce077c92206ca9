import { afterEach, beforeEach, expect, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { derivedId } from '#core/model/ids.ts'
import { makeStamp, MAX_AHEAD_MS } from '#core/sync/clock.ts'
import { addDigest, digestText, EMPTY_DIGEST, rowDigest } from '#core/sync/digest.ts'
import type { FeedItem, FeedRow, PullAnswer } from '#core/sync/wire.ts'
import { change, G1, G2, START, testServer, type Laptop, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: Laptop, bert: Laptop
beforeEach(async () => {
  server = await testServer()
  server.clock.ms = START + 60_000
  anna = await server.laptop('Anna', 'regisseur', [G1, G2])
  bert = await server.laptop('Bert', 'oov', [G1])
})
afterEach(async () => {
  await server.close()
})

const items = (answer: PullAnswer, gebied = G1): readonly FeedItem[] => answer.feeds[gebied]?.items ?? []
const rowOf = (answer: PullAnswer, kind: string, id?: string, gebied = G1) => items(answer, gebied).find((i): i is FeedRow => i[0] === 'r' && i[2] === kind && (id === undefined || i[3] === id))
const action = (id: string, stamp: string, fields: Record<string, string>, bases?: Record<string, string>) => change('action', id, stamp, fields, bases ? { bases } : {})

it('[M1] different fields of the same action merge', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp kapot', state: 'open' })])
  await anna.push([action('a1', anna.at(3), { title: 'Lantaarn kapot' }, { title: anna.at(1) })])
  const answer = await bert.push([action('a1', bert.at(2), { state: 'bezig' }, { state: anna.at(1) })])
  expect(answer.asked).toBe(0)
  expect(rowOf(await bert.pull(), 'action')?.[4].f).toEqual({ title: 'Lantaarn kapot', state: 'bezig' })
})

it('[M3] the same field written blind keeps both values, with who wrote them', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp' })])
  await anna.push([action('a1', anna.at(3), { title: 'Lamp van Anna' }, { title: anna.at(1) })])
  const answer = await bert.push([action('a1', bert.at(2), { title: 'Lamp van Bert' }, { title: anna.at(1) })])
  expect(answer).toMatchObject({ asked: 1, changes: [{ status: 'applied', superseded: ['title'] }] })
  const pulled = await anna.pull()
  expect(rowOf(pulled, 'action')?.[4].f).toEqual({ title: 'Lamp van Anna' })
  expect(rowOf(pulled, 'conflict')?.[4].f).toMatchObject({ subjectKind: 'action', subjectId: 'a1', field: 'title', value: 'Lamp van Bert', losingUser: bert.accountId, winningUser: anna.accountId, resolved: false })
})

it('[M3] an overwrite by somebody who saw the value is no conflict', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp' })])
  expect((await bert.push([action('a1', bert.at(2), { title: 'Nieuw' }, { title: anna.at(1) })])).asked).toBe(0)
})

it('[M5] what a new row begins with is not worth a question', async () => {
  const fields = { meetingId: 'm1', contactId: 'c1', presence: 'aanwezig', response: 'geen' }
  await anna.push([change('attendance', 'at1', anna.at(2), fields)])
  expect((await bert.push([change('attendance', 'at1', bert.at(1), { ...fields, presence: 'onbekend' })])).asked).toBe(0)
  expect((await bert.push([change('attendance', 'at1', bert.at(1), { ...fields, response: 'komt' })])).asked).toBe(1)
})

it('[P1] a repeated push makes no new conflicts', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'een' })])
  const sent = [action('a1', bert.at(2), { title: 'twee' }, { title: anna.at(1) })]
  const first = await bert.push(sent, { push: 7 })
  await anna.push([action('a1', anna.at(3), { title: 'drie' }, { title: bert.at(2) })])
  await anna.push([action('a1', anna.at(4), { title: 'vier' }, { title: anna.at(3) })])
  const again = await bert.push(sent, { push: 7 })
  expect(again).toEqual(first)
  expect((await bert.call('/sync/push', { device: bert.device, push: 6, epoch: again.epoch, changes: sent, notes: [], erase: [] })).status).toBe(401)
  expect(rowOf(await anna.pull(), 'conflict')).toBeUndefined()
})

it('[P2] one bad change never stops the others', async () => {
  const answer = await anna.push([
    action('a1', anna.at(1), { title: 'goed' }), change('nonsense', 'x', anna.at(1), { a: 1 }), change('action', 'a2', anna.at(1), { title: 7 }),
    change('action', 'a3', anna.at(1), { title: 'vreemd gebied' }, { gebied: 'g-elders' }), action('a4', anna.at(1), { title: 'ook goed' }),
  ])
  expect(answer.changes.map((r) => (r.status === 'refused' ? r.reason : r.status))).toEqual(['applied', 'invalid', 'invalid', 'noAccess', 'applied'])
  expect(items(await bert.pull()).map((i) => i[3])).toEqual(['a1', 'a4'])
})

it('[D2] an edit of what somebody deleted unseen stays deleted and asks', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp' })])
  await anna.push([change('action', 'a1', anna.at(3), { deleted: true }, { bases: { deleted: anna.at(1) } })])
  expect((await bert.push([action('a1', bert.at(2), { title: 'Lamp 2' }, { title: anna.at(1) })])).asked).toBe(1)
  const pulled = await anna.pull()
  expect(rowOf(pulled, 'action')?.[4].f).toMatchObject({ deleted: true, title: 'Lamp 2' })
  expect(rowOf(pulled, 'conflict')?.[4].f).toMatchObject({ type: 'editAfterDelete', subjectId: 'a1' })
})

/** A question as a laptop offers it: Bert's `value` lost in a row of kind `kind`. */
function question(kind: string, id: string, field: string, value: unknown, more: Record<string, unknown> = {}) {
  const losingStamp = bert.at(2), winningStamp = anna.at(3)
  return change('conflict', derivedId('conflict', kind, id, field, losingStamp), anna.at(3), { subjectKind: kind, subjectId: id, type: 'field', field, value, losingStamp, winningStamp, losingUser: bert.accountId, winningUser: anna.accountId, resolved: false, ...more } as never)
}

it('[R3] takes over whole a question that it lacks, open or settled; of one that it has only whether it is settled counts', async () => {
  await anna.push([action('a1', anna.at(3), { title: 'van Anna' }), action('a2', anna.at(3), { title: 'van Anna' })])
  const open = question('action', 'a1', 'title', 'van Bert'), settled = question('action', 'a2', 'title', 'van Bert', { resolved: true })
  expect((await anna.push([open, settled])).changes).toEqual([{ status: 'applied' }, { status: 'applied' }])
  const asked = async (c: { readonly id: string }) => rowOf(await bert.pull(), 'conflict', c.id)?.[4].f
  expect([await asked(open), await asked(settled)]).toEqual([open.fields, settled.fields])
  // Somebody else offers it with another value, as open although it was settled, and the other one as settled.
  await bert.push([{ ...settled, stamp: bert.at(2), fields: { ...settled.fields, value: 'iets anders', resolved: false } }, { ...open, stamp: bert.at(4), fields: { ...open.fields, value: 'iets anders', resolved: true } }])
  expect([await asked(open), await asked(settled)]).toEqual([{ ...open.fields, resolved: true }, settled.fields])
  expect(items(await bert.pull()).filter((i) => i[2] === 'conflict')).toHaveLength(2)
})

it('[R3] [V4] a question that is offered goes along with its row, also when that moves in the same push', async () => {
  await anna.push([action('a1', anna.at(3), { title: 'van Anna' })])
  const asked = question('action', 'a1', 'title', 'van Bert')
  const moved = await anna.push([asked, change('action', 'a1', anna.at(5), { title: 'van Anna' }, { gebied: G2, bases: { title: anna.at(3) } })])
  expect([moved.changes, moved.own]).toEqual([[{ status: 'applied' }, { status: 'applied' }], undefined])
  const pulled = await anna.pull()
  expect([rowOf(pulled, 'conflict', asked.id, G1), rowOf(pulled, 'conflict', asked.id, G2)?.[4].f]).toEqual([undefined, asked.fields])
})

it('[R3] [G1] a question that comes with the very edit about which the server asks it is one question, as it was offered', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp' })])
  await anna.push([action('a1', anna.at(3), { title: 'van Anna' }, { title: anna.at(1) })])
  const settled = question('action', 'a1', 'title', 'van Bert', { resolved: true })
  expect(await bert.push([action('a1', bert.at(2), { title: 'van Bert' }, { title: anna.at(1) }), settled])).toMatchObject({ asked: 0 })
  const pulled = await bert.pull(), rows = items(pulled).filter((i): i is FeedRow => i[0] === 'r')
  expect(rows.filter((r) => r[2] === 'conflict').map((r) => r[4].f)).toEqual([settled.fields])
  expect(pulled.digests[G1]).toBe(digestText(rows.reduce((sum, [, , kind, id, { s, o }]) => addDigest(sum, rowDigest(kind, id, s, o ?? {})), EMPTY_DIGEST)))
})

it('[R3] [S1] [S2] [E2] takes over nothing that is no question about a row that is here, may be seen and was not erased', async () => {
  const boa = await server.laptop('Bo', 'boa', [G1])
  await anna.push([action('a1', anna.at(3), { title: 'van Anna' }), change('action', 'elders', anna.at(3), { title: 'van Anna' }, { gebied: G2 }), change('contact', 'c1', anna.at(3), { lastName: 'Voorbeeld' }), change('contactDetails', 'c1', anna.at(3), { phone: '1' }), change('contact', 'weg', anna.at(3), { lastName: 'Voorbeeld' })])
  await anna.push([], { erase: [{ contactId: 'weg', gebied: G1 }] })
  const good = question('action', 'a1', 'title', 'van Bert'), { losingUser: _, ...fields } = good.fields
  const said = (receipts: readonly { status: string; reason?: string }[]) => receipts.map((r) => r.reason ?? r.status)
  expect(said((await bert.push([
    { ...good, id: 'zomaar' }, { ...good, fields }, question('action', 'a9', 'title', 'van Bert'), question('action', 'a1', 'nergens', 'van Bert'), question('action', 'a1', 'title', 7), question('action', 'a1', 'title', null, { type: 'editAfterDelete' }),
    question('conflict', good.id, 'resolved', true), question('__proto__', 'a1', 'title', ''), question('action', 'elders', 'title', 'van Bert'), question('contact', 'weg', 'lastName', 'van Bert'),
  ])).changes)).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'noAccess', 'erased'])
  expect(said((await boa.push([question('contactDetails', 'c1', 'phone', '2')])).changes)).toEqual(['noAccess'])
  expect(items(await anna.pull()).filter((i) => i[2] === 'conflict')).toEqual([])
})

it('[C4] a stamp from the future becomes the latest that is allowed, also when the push is repeated', async () => {
  const future = makeStamp(START + 365 * 86_400_000, 0, anna.device)
  const sent = [action('a1', future, { title: 'uit de toekomst' })]
  const first = await anna.push(sent, { push: 5 })
  const receipt = first.changes[0]!
  const given = receipt.status === 'applied' ? receipt.restamped?.['title'] : undefined
  expect(given).toBe(makeStamp(server.clock.ms + MAX_AHEAD_MS, 1, anna.device))
  server.clock.ms += 10_000
  await bert.push([action('a1', bert.at(65), { title: 'van nu' }, { title: given! })])
  server.clock.ms += 10_000
  expect((await anna.push(sent, { push: 5 })).changes[0]).toEqual(receipt)
  expect(rowOf(await bert.pull(), 'action')?.[4].f).toEqual({ title: 'van nu' })
})

it('[C4] [C5] who wrote again before hearing of the new stamp wrote later, over their own value', async () => {
  const future = (days: number) => makeStamp(START + days * 86_400_000, 0, anna.device)
  await anna.push([action('a1', future(300), { title: 'uit de toekomst' })])
  // The clock was put right meanwhile, and the answer with the stamp was lost.
  const answer = await anna.push([action('a1', anna.at(61), { title: 'daarna' }, { title: future(300) })])
  expect(answer).toMatchObject({ asked: 0, changes: [{ status: 'applied', restamped: { title: expect.any(String) } }] })
  expect(rowOf(await bert.pull(), 'action')?.[4].f).toEqual({ title: 'daarna' })
})

it('[V3] a row that moves leaves its old feed with a marker; a late edit does not bring it back', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp', state: 'open' })])
  const before = await bert.pull()
  await anna.push([change('action', 'a1', anna.at(3), { title: 'Lamp', state: 'open' }, { gebied: G2, bases: { title: anna.at(1), state: anna.at(1) } })])
  expect(items(await bert.pull({ [G1]: before.feeds[G1]!.cursor }))).toMatchObject([['g', expect.any(Number), 'action', 'a1']])
  await anna.push([action('a1', anna.at(4), { state: 'bezig' }, { state: anna.at(3) })])
  expect(rowOf(await anna.pull(), 'action', 'a1', G2)?.[4].f).toEqual({ title: 'Lamp', state: 'bezig' })
  expect((await bert.push([action('a1', bert.at(5), { state: 'gedaan' }, { state: anna.at(1) })])).changes[0]).toMatchObject({ status: 'refused', reason: 'noAccess' })
})

it('[L4] a move by who does not know a field that came meanwhile leaves the row where it is, and is not said to lie as it was sent', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp', state: 'open' })])
  await bert.push([action('a1', bert.at(2), { zNieuw: 'van een nieuwere versie' })])
  const moved = await anna.push([change('action', 'a1', anna.at(3), { title: 'Lamp', state: 'open' }, { gebied: G2, bases: { title: anna.at(1), state: anna.at(1) } })])
  expect(moved.own).toBeUndefined()
  expect(rowOf(await anna.pull(), 'action', 'a1', G1)?.[4].f).toEqual({ title: 'Lamp', state: 'open', zNieuw: 'van een nieuwere versie' })
})

it('[L4] a move by who did not hear that the row was put back is not said to lie as it was sent: that went along', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Lamp' })])
  await bert.push([change('action', 'a1', bert.at(2), { deleted: false }, { bases: { deleted: anna.at(1) } })])
  const moved = await anna.push([change('action', 'a1', anna.at(3), { title: 'Lamp' }, { gebied: G2, bases: { title: anna.at(1) } })])
  expect(moved).toMatchObject({ changes: [{ status: 'applied' }] })
  expect(moved.own).toBeUndefined()
  expect(rowOf(await anna.pull(), 'action', 'a1', G2)?.[4]).toMatchObject({ o: { deleted: bert.at(2) }, f: { title: 'Lamp', deleted: false } })
})

it('[L4] an edit by who did not hear that the row itself got another stamp is not said to lie as it was sent (seed 631656)', async () => {
  const future = makeStamp(START + 86_400_000, 0, anna.device)
  await anna.push([change('action', 'a1', future, { title: 'Lamp' })])
  const given = rowOf(await anna.pull(), 'action')![4].s
  server.clock.ms += 600_000
  const edited = await anna.push([change('action', 'a1', future, { title: 'Lantaarn' }, { stamps: { title: anna.at(600) }, bases: { title: given } })])
  expect([edited.changes, edited.own]).toEqual([[{ status: 'applied' }], undefined])
  // The same of one whose fields all have later stamps of their own (seed 661754).
  const whole = await anna.push([change('action', 'a2', makeStamp(START + 2 * 86_400_000, 0, anna.device), { title: 'Lamp' }, { stamps: { title: anna.at(601) } })])
  expect([whole.changes, whole.own]).toEqual([[{ status: 'applied' }], undefined])
})

it('[P4] an edit of a row that is not here is refused: with those fields alone it would be there for everybody, empty', async () => {
  expect((await anna.push([change('action', 'a1', anna.at(2), { deleted: true }, { bases: { deleted: anna.at(1) } })])).changes).toMatchObject([{ status: 'refused', reason: 'invalid', message: /staat niet op de server/ }])
  expect(rowOf(await bert.pull(), 'action')).toBeUndefined()
})

it('[L2] history is written once', async () => {
  const row = change('actionChange', 'h1', anna.at(1), { actionId: 'a1', field: 'state', before: 'open', after: 'bezig', memberId: null, at: null })
  expect((await anna.push([row, row])).changes).toEqual([{ status: 'applied' }, { status: 'applied' }])
  const edit = await anna.push([change('actionChange', 'h1', anna.at(2), { after: 'gedaan' }), change('actionChange', 'h1', anna.at(3), { deleted: true })])
  expect(edit.changes).toMatchObject([{ reason: 'appendOnly' }, { reason: 'appendOnly' }])
})

it('[S1] a BOA gets no contact details, nor a difference about them, and cannot write contacts', async () => {
  const boa = await server.laptop('Bo', 'boa', [G1])
  await anna.push([change('contact', 'c1', anna.at(1), { lastName: 'Voorbeeld' }), change('contactDetails', 'c1', anna.at(1), { phone: '+31612345678' })])
  await anna.push([change('contactDetails', 'c1', anna.at(3), { phone: '+31600000001' }, { bases: { phone: anna.at(1) } })])
  await bert.push([change('contactDetails', 'c1', bert.at(2), { phone: '+31600000002' }, { bases: { phone: anna.at(1) } })])
  expect(JSON.stringify(await boa.pull())).not.toMatch(/\+316|contactDetails/)
  expect(JSON.stringify(await bert.pull())).toMatch(/\+31600000001.*\+31600000002/s)
  expect((await boa.push([change('contact', 'c1', boa.at(5), { lastName: 'Anders' }), change('contactDetails', 'c1', boa.at(5), { phone: '1' })])).changes).toMatchObject([{ reason: 'noAccess' }, { reason: 'noAccess' }])
})

it('[S2] only the own gebieden, and what belongs to the municipality', async () => {
  await anna.push([action('a1', anna.at(1), { title: 'Overdie' }), change('action', 'a2', anna.at(1), { title: 'De Mare' }, { gebied: G2 }), change('theme', 't1', anna.at(1), { name: 'Verkeer' }, { gebied: MUNICIPALITY })])
  const pulled = await bert.pull({ [G2]: 0, 'g-elders': 0 })
  expect(Object.keys(pulled.feeds).sort()).toEqual([G1, MUNICIPALITY].sort())
  expect(rowOf(pulled, 'theme', 't1', MUNICIPALITY)).toBeDefined()
  expect(JSON.stringify(pulled)).not.toContain('De Mare"}')
})

it('[S3] who makes a gebied belongs to it; nobody gains one that exists', async () => {
  const mine = change('gebied', 'g-nieuw', bert.at(1), { name: 'Nieuw' }, { gebied: MUNICIPALITY })
  const reg = await server.laptop('Rita', 'regisseur', [G1])
  expect((await reg.push([mine, change('action', 'n1', reg.at(1), { title: 'eerste' }, { gebied: 'g-nieuw' })])).changes).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
  expect((await reg.pull()).gebieden).toContain('g-nieuw')
  expect((await reg.push([change('gebied', G2, reg.at(2), { name: 'Van mij' }, { gebied: MUNICIPALITY }), change('action', 'n2', reg.at(2), { title: 'x' }, { gebied: G2 })])).changes[1]).toMatchObject({ reason: 'noAccess' })
})

it('[E1] [E2] erasing a contact wipes all that is about it and refuses its return', async () => {
  const all = [change('contact', 'c1', anna.at(1), { lastName: 'Weg' }), change('contactDetails', 'c1', anna.at(1), { phone: '1' }), change('consent', 'k1', anna.at(1), { contactId: 'c1', source: 'aanTafel' }), change('panelMembership', 'p1', anna.at(1), { contactId: 'c1', panelId: 'p' })]
  await anna.push([...all, change('contact', 'c2', anna.at(1), { lastName: 'Blijft' })])
  await bert.push([change('contact', 'c1', bert.at(0), { lastName: 'Weggg' })])
  const answer = await bert.push([], { erase: [{ contactId: 'c1', gebied: G1 }] })
  expect(answer.erase).toEqual([{ status: 'applied' }])
  const pulled = await anna.pull()
  expect(items(pulled).filter((i) => i[0] === 'r').map((i) => i[3])).toEqual(['c2'])
  expect(items(pulled).filter((i) => i[0] === 'e').map((i) => `${i[2]} ${i[3]}`)).toEqual(expect.arrayContaining(['contact c1', 'contactDetails c1', 'consent k1', 'panelMembership p1']))
  expect((await anna.push([...all, change('consent', 'k2', anna.at(9), { contactId: 'c1' })])).changes.map((r) => r.status)).toEqual(Array(5).fill('erased'))
  expect((await bert.push([], { erase: [{ contactId: 'c1', gebied: G1 }] })).erase).toEqual([{ status: 'applied' }])
})

it('[C5] an edit of a value that was seen is later than it, also with a clock that was put back meanwhile', async () => {
  const future = makeStamp(START + 3_600_000, 0, anna.device)
  const first = await anna.push([action('a1', future, { title: 'een' })])
  const given = first.changes[0]?.status === 'applied' ? first.changes[0].restamped!['title']! : ''
  const second = await anna.push([action('a1', anna.at(10), { title: 'twee' }, { title: given })])
  expect(second.changes).toMatchObject([{ status: 'applied', restamped: { title: expect.stringMatching(/d\d{7}$/) } }])
  expect(rowOf(await bert.pull(), 'action')?.[4].f).toEqual({ title: 'twee' })
})
