import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErasureCheck } from '#core/contract/erasure.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import { kindNames } from '#core/model/kinds.ts'
import { noteFromText } from '#core/notes/compose.ts'
import { noteText } from '#core/notes/text.ts'
import type { DataContext } from '../../../electron/data/context.ts'
import { LongWork } from '../../../electron/data/work.ts'
import { checkErasure, eraseContact, listErasures } from '../../../electron/data/contacts/erase.ts'
import { updateContact } from '../../../electron/data/contacts/edit.ts'
import { appendNoteUpdate, noteState, pendingNoteUpdates } from '../../../electron/data/notes/bodies.ts'
import { indexUnreadNotes } from '../../../electron/data/notes/words.ts'
import { scrub } from '../../../electron/data/sync/erase.ts'
import { listRefused, retryRefused } from '../../../electron/data/sync/refused.ts'
import { digestOf, pendingCount } from '../../../electron/data/sync/round.ts'
import { openDatabase } from '../../../electron/data/store/open.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, G2, testServer, type TestServer } from '../../support/server.ts'
import { inventedContact } from '../../support/contacts.ts'

const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-erase-'))
let server: TestServer, anna: RealLaptop, bert: RealLaptop
const opened: RealLaptop[] = []
const laptop = async (...args: Parameters<typeof realLaptop>) => { const l = await realLaptop(...args); opened.push(l); return l }
let run = 0
const fileOf = (name: string) => join(folder, `${run}-${name}.db`)
beforeEach(async () => {
  run++
  server = await testServer({ folder: join(folder, `server-${run}`) })
  anna = await laptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1, G2], file: fileOf('anna') })
  bert = await laptop(server, { name: 'Bert', role: 'oov', gebieden: [G1], file: fileOf('bert') })
  await anna.round()
  await bert.round()
})
afterEach(async () => {
  for (const l of opened.splice(0)) l.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const contextOf = (l: RealLaptop): DataContext => ({
  store: l.store, work: new LongWork(l.store, () => undefined), session: () => ({ memberId: '', userId: l.accountId, name: '', role: 'regisseur', gebieden: 'all', standalone: false, sample: false }), now: () => new Date(server.clock.ms), newId: l.store.options.newId, emit: () => undefined, tempFolder: '',
})

/** What of the person may be nowhere: not as it was typed, not in pieces of the index. */
const secrets = ['Zandloper', 'zandloper', 'Wilhelmina', 'wilhelmina', 'Duinroosstraat', 'duinroosstraat', 'wz@voorbeeld', '612349876', '12349876', 'Graag bellen na zessen', 'graag bellen']
const person = { kind: 'contact', id: 'c-1', gebied: G1, fields: { firstName: 'Wilhelmina', prefix: 'van', lastName: 'Zandloper', remarks: 'Graag bellen na zessen' } } as const
const details = { kind: 'contactDetails', id: 'c-1', gebied: G1, fields: { email: 'wz@voorbeeld.example', phone: '+31612349876', street: 'Duinroosstraat', houseNumber: '7' } } as const

/** A person with everything that can point at them, among a hundred others. */
function fill(store: Store): void {
  store.commit([
    { kind: 'panel', id: 'p-1', gebied: G1, fields: { name: 'Wijkpanel' } }, { kind: 'meeting', id: 'm-past', gebied: G1, fields: { title: 'Vorige avond', startsAt: '2026-10-01T19:30', state: 'afgerond' } },
    { kind: 'meeting', id: 'm-next', gebied: G1, fields: { title: 'Volgende avond', startsAt: '2026-12-01T19:30' } }, { kind: 'agendaItem', id: 'i-1', gebied: G1, fields: { meetingId: 'm-past', title: 'Verlichting' } },
  ])
  for (let n = 0; n < 100; n++) { const { contact, details: more } = inventedContact(n); store.commit([{ kind: 'contact', id: `o-${n}`, gebied: G1, fields: contact }, { kind: 'contactDetails', id: `o-${n}`, gebied: G1, fields: more }]) }
  store.commit([
    person, details, { kind: 'consent', id: 'k-1', gebied: G1, fields: { contactId: 'c-1', givenOn: '2026-05-01', channels: ['email'], withdrawnHow: '' } },
    { kind: 'panelMembership', id: membershipId('p-1', 'c-1'), gebied: G1, fields: { panelId: 'p-1', contactId: 'c-1', since: '2026-05-01' } },
    { kind: 'attendance', id: attendanceId('m-past', 'c-1'), gebied: G1, fields: { meetingId: 'm-past', contactId: 'c-1', invitedOn: '2026-09-01', response: 'komt', presence: 'laat', arrivedAt: '2026-10-01T19:47' } },
    { kind: 'attendance', id: attendanceId('m-next', 'c-1'), gebied: G1, fields: { meetingId: 'm-next', contactId: 'c-1', invitedOn: '2026-11-01' } },
    { kind: 'attendance', id: attendanceId('m-past', 'o-1'), gebied: G1, fields: { meetingId: 'm-past', contactId: 'o-1', presence: 'aanwezig' } },
    { kind: 'action', id: 'a-1', gebied: G1, fields: { title: 'Bel Wilhelmina van Zandloper terug', contactIds: ['c-1', 'o-1'] } },
    { kind: 'terugkoppeling', id: 't-1', gebied: G1, fields: { actionId: 'a-1', toWhom: 'mevrouw W. van Zandloper', contactIds: ['c-1'] } },
    { kind: 'actionChange', id: 'h-1', gebied: G1, fields: { actionId: 'a-1', field: 'title', before: '', after: 'Bel Wilhelmina van Zandloper' } },
    { kind: 'actionChange', id: 'h-2', gebied: G1, fields: { actionId: 'a-1', field: 'state', before: 'open', after: 'bezig' } },
    { kind: 'contact', id: 'o-2', gebied: G1, fields: { remarks: 'Buurvrouw van Wilhelmina van Zandloper' } },
  ], { label: 'Gevuld' })
  appendNoteUpdate(store, { noteId: 'i-1', gebied: G1, meetingId: 'm-past', agendaItemId: 'i-1', generation: 0, update: noteFromText('Wilhelmina van Zandloper meldt dat de lamp stuk is\nNiemand anders had er last van') })
  indexUnreadNotes(store)
}

const everywhere = (check: ErasureCheck) => check.mentions.filter((m) => m.kind !== 'minutes')
function erase(l: RealLaptop, id = 'c-1') {
  const context = contextOf(l)
  return eraseContact(context, { id, replace: everywhere(checkErasure(context, id)).map(({ kind, id: row, field, sure }) => ({ kind, id: row, field, sure })) })
}

/** The secrets that are still in a database file or beside it, or among the words of its indexes. */
function leftIn(file: string, store?: Store): string[] {
  const bytes = ['', '-wal'].map((end) => { try { return readFileSync(`${file}${end}`, 'latin1') } catch { return '' } }).join('')
  const words: string[] = []
  if (store) for (const table of ['search', 'contactSearch']) {
    store.db.exec(`CREATE VIRTUAL TABLE temp.${table}Words USING fts5vocab(main, ${table}, row)`)
    words.push(...store.db.prepare(`SELECT term FROM temp.${table}Words`).pluck().all() as string[])
    store.db.exec(`DROP TABLE temp.${table}Words`)
  }
  return secrets.filter((s) => bytes.includes(s) || words.includes(s))
}
const contacts = (l: RealLaptop) => l.store.db.prepare('SELECT count(*) FROM contact').pluck().get()
/** Until everything is confirmed and everybody has looked. */
async function quiet(...laptops: RealLaptop[]) { for (let i = 0; i < 2; i++) for (const l of laptops) { server.clock.ms += 10; await l.round() } }

describe('erasing a person', () => {
  it('[E1] says first what goes and where they are named', async () => {
    fill(anna.store)
    const check = checkErasure(contextOf(anna), 'c-1')
    expect(check).toMatchObject({ name: 'Wilhelmina van Zandloper', namesakes: 0, connected: true, counts: { contacts: 1, consents: 1, panels: 1, meetings: 1, invitations: 1, actions: 2, minutes: 0 } })
    expect(everywhere(check).map((m) => `${m.kind}.${m.field} ${m.sure} ${m.title}`).sort()).toEqual(['action.title true Bel Wilhelmina van Zandloper terug', "contact.remarks true Sanne 't Veen", 'note.body true Verlichting', 'terugkoppeling.toWhom true Bel Wilhelmina van Zandloper terug'])
    expect(check.mentions.find((m) => m.kind === 'note')!.snippet).toContainEqual({ text: 'Wilhelmina van Zandloper', hit: true })
  })

  it('[E1] [E4] at once here, without a connection; what stays says that somebody was there', () => {
    fill(anna.store)
    anna.network.down = true
    const { counts, state } = erase(anna)
    const { store } = anna
    expect([counts, state]).toEqual([{ contacts: 1, consents: 1, panels: 1, meetings: 1, invitations: 1, actions: 2, notes: 1, texts: 3, attachments: 0, minutes: 0 }, 'waiting'])
    expect(store.rows('attendance', "meetingId = 'm-past'").map((a) => [a.contactId, a.presence, a.arrivedAt]).sort()).toEqual([[null, 'laat', null], ['o-1', 'aanwezig', null]])
    expect([store.rows('attendance', "meetingId = 'm-next'"), store.read('action', 'a-1')?.contactIds, store.read('action', 'a-1')?.title, store.read('terugkoppeling', 't-1')]).toMatchObject([[], ['o-1'], 'Bel een bewoner terug', { toWhom: 'Een bewoner', contactIds: [] }])
    expect([store.read('contact', 'o-2')?.remarks, store.rows('actionChange').map((h) => h.id), store.undoable()]).toEqual(['Buurvrouw van een bewoner', ['h-2'], [expect.objectContaining({ label: 'Gevuld' })]])
    expect(noteText(noteState(store, 'i-1')!.update)).toBe('Een bewoner meldt dat de lamp stuk is\nNiemand anders had er last van')
    scrub(store)
    expect(leftIn(fileOf('anna'), store)).toEqual([])
    expect(pendingCount(store)).toBeGreaterThan(0)
  })

  it('[E1] in no file of the server or of another laptop, bytes, free pages and logs included, and the counts are the same everywhere', async () => {
    fill(anna.store)
    await quiet(anna, bert)
    updateContact(contextOf(bert), { id: 'c-1', contact: { remarks: 'Graag bellen na zessen, niet op zondag' }, details: {} })
    server.clock.ms += 10
    updateContact(contextOf(anna), { id: 'c-1', contact: { remarks: 'Graag bellen na zessen, liever mail' }, details: {} })
    await quiet(anna, bert)
    expect(anna.store.rows('conflict', "subjectId = 'c-1'")).not.toEqual([])
    expect(leftIn(join(folder, `server-${run}`, 'server.sqlite'))).not.toEqual([])
    erase(anna)
    await quiet(anna, bert)
    for (const l of [anna, bert]) { scrub(l.store); expect([l.store.rows('conflict'), contacts(l), l.store.rows('attendance', "meetingId = 'm-past'").length, pendingCount(l.store)]).toEqual([[], 100, 2, 0]) }
    expect([leftIn(fileOf('anna'), anna.store), leftIn(fileOf('bert'), bert.store), leftIn(join(folder, `server-${run}`, 'server.sqlite'))]).toEqual([[], [], []])
    expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
    for (const kind of kindNames) expect([kind, ...bert.store.db.prepare(`SELECT id FROM "${kind}" ORDER BY id`).pluck().all()]).toEqual([kind, ...anna.store.db.prepare(`SELECT id FROM "${kind}" WHERE gebied IN ('gemeente', '${G1}') ORDER BY id`).pluck().all()])
    expect(listErasures(contextOf(bert))).toMatchObject([{ state: 'confirmed', counts: { consents: 1 } }])
  })

  it('[E2] [E4] what another laptop did meanwhile without connection does not bring the person back, and loses nobody else\'s words', async () => {
    fill(anna.store)
    await quiet(anna, bert)
    bert.network.down = true
    const { store } = bert
    store.commit([
      { kind: 'contact', id: 'c-1', gebied: G1, fields: { remarks: 'Graag bellen na zessen, echt' } }, { kind: 'contactDetails', id: 'c-1', gebied: G1, fields: { phone2: '+31612349876' } },
      { kind: 'consent', id: 'k-2', gebied: G1, fields: { contactId: 'c-1', givenOn: '2026-11-20' } }, { kind: 'panelMembership', id: 'late', gebied: G1, fields: { panelId: 'p-2', contactId: 'c-1' } },
      { kind: 'action', id: 'a-1', gebied: G1, fields: { contactIds: ['o-1', 'c-1', 'o-5'] } }, { kind: 'action', id: 'a-9', gebied: G1, fields: { title: 'nieuw', contactIds: ['c-1'] } },
      { kind: 'meeting', id: 'm-2', gebied: G1, fields: { title: 'Gisteren', startsAt: '2026-11-22T19:30', state: 'afgerond' } },
      { kind: 'attendance', id: attendanceId('m-2', 'c-1'), gebied: G1, fields: { meetingId: 'm-2', contactId: 'c-1', presence: 'aanwezig', walkIn: true } },
    ], { label: 'Zonder verbinding' })
    appendNoteUpdate(store, { noteId: 'i-1', gebied: G1, meetingId: 'm-past', agendaItemId: 'i-1', generation: 0, update: noteFromText('Bert typte dit onderweg') })
    erase(anna)
    await quiet(anna)
    bert.network.down = false
    await quiet(bert, anna, bert)
    for (const l of [anna, bert]) {
      expect([l.store.read('contact', 'c-1'), l.store.read('contactDetails', 'c-1'), l.store.rows('consent'), l.store.rows('panelMembership'), l.store.read('action', 'a-9')?.contactIds, pendingCount(l.store)]).toEqual([undefined, undefined, [], [], [], 0])
      expect(l.store.read('action', 'a-1')?.contactIds).not.toContain('c-1')
      expect(l.store.rows('attendance', "meetingId = 'm-2'")).toMatchObject([{ contactId: null, presence: 'aanwezig', walkIn: true }])
      expect(noteText(noteState(l.store, 'i-1')!.update).split('\n').sort()).toEqual(['Bert typte dit onderweg', 'Een bewoner meldt dat de lamp stuk is', 'Niemand anders had er last van'])
      expect([listRefused(l.store), pendingNoteUpdates(l.store, 10, true)]).toEqual([[], []])
      scrub(l.store)
    }
    expect([leftIn(fileOf('anna'), anna.store), leftIn(fileOf('bert'), bert.store)]).toEqual([[], []])
    expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
    expect((await bert.round()).differed).toEqual([])
  })

  it('[E1] a push that was under way keeps its number and says nothing of the person any more', async () => {
    await quiet(anna)
    fill(anna.store)
    anna.network.fate = () => 'lost'
    await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
    erase(anna)
    scrub(anna.store)
    expect(leftIn(fileOf('anna'), anna.store)).toEqual([])
    anna.network.fate = () => 'ok'
    await quiet(anna, bert)
    expect([pendingCount(anna.store), contacts(bert), listRefused(anna.store), bert.store.read('contact', 'o-2')?.remarks]).toEqual([0, 100, [], 'Buurvrouw van een bewoner'])
    expect(digestOf(anna.store, G1)).toBe(digestOf(bert.store, G1))
  })

  it('[E1] the same when the server had taken that push and only its answer was lost', async () => {
    fill(anna.store)
    anna.network.fate = () => 'answerLost'
    await expect(anna.round()).rejects.toMatchObject({ type: 'Offline' })
    anna.network.fate = () => 'ok'
    erase(anna)
    await quiet(anna, bert)
    for (const l of [anna, bert]) { scrub(l.store); expect([contacts(l), pendingCount(l.store), l.store.read('action', 'a-1')?.title, l.store.read('contact', 'c-1')]).toEqual([100, 0, 'Bel een bewoner terug', undefined]) }
    expect([leftIn(fileOf('bert'), bert.store), leftIn(join(folder, `server-${run}`, 'server.sqlite'))]).toEqual([[], []])
  })

  it('[R3] [E2] a server that was put back to an earlier day is told again, by whoever knows, and the person does not reappear meanwhile', async () => {
    fill(anna.store)
    await quiet(anna, bert)
    const rows = await server.store.read(async (tx) => { await tx.within([G1]); return [...(await tx.rows([{ kind: 'contact', id: 'c-1' }, { kind: 'contactDetails', id: 'c-1' }, { kind: 'consent', id: 'k-1' }])).values()] })
    erase(anna)
    await quiet(anna, bert)
    // A restored back-up: the rows are there again, the ledger is not, and the epoch is another one.
    const restored = await testServer()
    await restored.store.write(async (tx) => { await tx.within([G1, 'gemeente']); await tx.putRows(rows.map((after) => ({ before: undefined, after, audience: 'details' }))) })
    const old = server
    server = restored
    const again = await laptop(restored, { name: 'Bert', role: 'oov', gebieden: [G1], file: fileOf('again') })
    again.store.close()
    again.store = bert.store
    opened.splice(opened.indexOf(bert), 1)
    await again.signIn()
    const { writeConnection, readConnection } = await import('../../../electron/data/sync/memory.ts')
    writeConnection(again.store, { ...readConnection(again.store)!, epoch: 'vorige' })
    const seen: unknown[] = []
    again.onMessage = () => { seen.push(again.store.read('contact', 'c-1')) }
    await again.round()
    await again.round()
    expect([seen.length > 2, seen.filter((s) => s !== undefined), again.store.read('contact', 'c-1'), pendingCount(again.store)]).toEqual([true, [], undefined, 0])
    expect(await restored.store.read(async (tx) => { await tx.within([G1]); return [[...(await tx.rows([{ kind: 'contact', id: 'c-1' }, { kind: 'consent', id: 'k-1' }])).keys()], [...await tx.erased([{ kind: 'contact', id: 'c-1' }])]] })).toEqual([[], ['contact c-1']])
    await old.close()
  })

  it('[P4] who may not (any more) hears that it was not done, and has the person back as everybody else', async () => {
    fill(anna.store)
    await quiet(anna, bert)
    erase(anna)
    await changeAccount(server.deps, anna.accountId, { gebieden: [G2] })
    await changeAccount(server.deps, bert.accountId, { role: 'boa' })
    expect(() => checkErasure({ ...contextOf(bert), session: () => ({ ...contextOf(bert).session(), role: 'boa' }) }, 'c-1')).toThrow('Met uw rol')
    await anna.round()
    const refused = listRefused(anna.store).find((r) => r.rowId === 'c-1')!
    expect(refused.message).toContain('Het wissen van deze persoon is niet uitgevoerd.')
    await changeAccount(server.deps, anna.accountId, { gebieden: [G1, G2] })
    await quiet(anna)
    expect(anna.store.read('contact', 'c-1')?.lastName).toBe('Zandloper')
    retryRefused(anna.store, [refused.id])
    await quiet(anna)
    expect([anna.store.read('contact', 'c-1'), pendingCount(anna.store), listRefused(anna.store).filter((r) => r.rowId === 'c-1')]).toEqual([undefined, 0, []])
  })

  it('[E1] contacts of the same name that were deleted before go along, and another living one stays', async () => {
    fill(anna.store)
    anna.store.commit([{ ...person, id: 'c-2' }, { ...person, id: 'c-3' }, { ...details, id: 'c-2' }])
    anna.store.commit([{ kind: 'contact', id: 'c-2', gebied: G1, fields: { deleted: true } }])
    await quiet(anna, bert)
    expect(checkErasure(contextOf(anna), 'c-1')).toMatchObject({ counts: { contacts: 2 }, namesakes: 1 })
    erase(anna)
    await quiet(anna, bert)
    expect(bert.store.db.prepare("SELECT id FROM contact WHERE id LIKE 'c-%'").pluck().all()).toEqual(['c-3'])
  })
})

it('an encrypted file holds nothing of the person after erasing and cleaning up: every page deciphered, free ones too', () => {
  const file = join(folder, 'secret.db'), key = new Uint8Array(32).fill(7)
  const db = openDatabase(file, key)
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)')
  for (let i = 0; i < 400; i++) db.prepare('INSERT INTO t (a) VALUES (?)').run(i % 40 === 3 ? `Zandloper ${i}` : 'x'.repeat(i))
  db.pragma("rekey=''")
  expect(leftIn(file)).toEqual(['Zandloper'])
  db.exec("DELETE FROM t WHERE a LIKE 'Zand%'")
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
  expect(leftIn(file)).toEqual([])
  db.close()
})
