import { randomFillSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { narrowed } from '#core/door/consent.ts'
import { newToken, tokenLetters } from '#core/door/token.ts'
import type { Role } from '#core/model/access.ts'
import { attendanceId } from '#core/model/ids.ts'
import type { DataContext } from '../../../electron/data/context.ts'
import { deleteContact } from '../../../electron/data/contacts/bulk.ts'
import { eraseContact } from '../../../electron/data/contacts/erase.ts'
import { tellAction } from '../../../electron/data/actions/write.ts'
import { doorHandlers } from '../../../electron/data/door/handlers.ts'
import { countWaiting } from '../../../electron/data/door/post.ts'
import { invitationHandlers } from '../../../electron/data/meetings/invitations.ts'
import { candidates } from '../../../electron/data/meetings/people.ts'
import { printPaper } from '../../../electron/data/papers/print.ts'
import { LongWork } from '../../../electron/data/work.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'

const PIA = 'pia', EVENING = 'avond'
let server: TestServer, anna: RealLaptop, boss: RealLaptop
const contextOf = (laptop: RealLaptop, role: Role): DataContext => ({
  store: laptop.store, work: new LongWork(laptop.store, () => undefined), session: () => ({ memberId: 'm-1', userId: '', name: 'x', role, gebieden: 'all', standalone: false, sample: false }),
  now: () => new Date(server.clock.ms), newId: laptop.store.options.newId, emit: () => undefined, tempFolder: '',
})
const at = () => contextOf(anna, 'regisseur')
const door = () => doorHandlers(at())
const meet = async () => { for (const laptop of [anna, boss, anna]) await laptop.round() }
const later = (minutes = 5) => { server.clock.ms += minutes * 60_000 }
beforeEach(async () => {
  server = await testServer()
  anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] })
  boss = await realLaptop(server, { name: 'Baas', role: 'beheerder', gebieden: [G1] })
  await doorHandlers(contextOf(boss, 'beheerder'))['door.saveSettings']({ fields: { open: true, address: 'https://deur.voorbeeld.example', heading: 'Gemeente Voorbeeld' } })
  anna.store.commit([
    { kind: 'contact', id: PIA, gebied: G1, fields: { firstName: 'Pia', lastName: 'Verzonnen', salutation: 'mevrouw' } }, { kind: 'contactDetails', id: PIA, gebied: G1, fields: { email: 'pia@voorbeeld.example', street: 'Verzonnenlaan', houseNumber: '1' } },
    { kind: 'consent', id: 'k-pia', gebied: G1, fields: { contactId: PIA, givenOn: '2026-01-05', channels: ['email', 'telefoon'] } },
    { kind: 'meeting', id: EVENING, gebied: G1, fields: { title: 'Wijkavond', startsAt: '2026-12-03T19:30', place: 'De Alkenhorst' } },
    { kind: 'attendance', id: attendanceId(EVENING, PIA), gebied: G1, fields: { meetingId: EVENING, contactId: PIA, invitedOn: '2026-11-01' } },
  ])
  await meet()
})
afterEach(async () => { anna.close(); boss.close(); await server.close() })

const tokenIn = (url: string) => url.slice('https://deur.voorbeeld.example/deur/'.length)
async function link(): Promise<string> {
  const { url } = await door()['door.makeLink']({ contactId: PIA })
  await anna.round()
  return tokenIn(url)
}
const open = async (token: string) => { const r = await server.app.inject({ url: `/deur/${token}` }); return { status: r.statusCode, body: r.body } }
async function send(token: string, form: Readonly<Record<string, string>>, ...more: readonly (readonly [string, string])[]): Promise<void> {
  later()
  const r = await server.app.inject({ method: 'POST', url: `/deur/${token}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams([...Object.entries(form), ...more.map(([a, b]) => [a, b] as [string, string])]).toString() })
  if (r.statusCode !== 303) throw new Error(`${r.statusCode} ${r.body}`)
  await anna.round()
}
const signal = { wat: 'signaal', tekst: 'De lamp bij de brug is stuk', plek: 'Bij de brug', nummer: 'n1' }
const post = async (handled = false) => (await door()['post.list']({ gebied: null, handled })).items
const undo = (token: string | null) => anna.store.undo(token ?? '')

describe('the secret', () => {
  it('has 140 random bits, is read back as typed, and anything else is nothing', () => {
    const seen = new Set(Array.from({ length: 500 }, () => newToken((b) => randomFillSync(b))))
    expect(seen.size).toBe(500)
    for (const token of seen) expect([token, /^(?:[0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}$/.test(token), tokenLetters(` ${token.toUpperCase()} `)]).toEqual([token, true, token.replaceAll('-', '')])
    for (const wrong of ['', 'u'.repeat(28), 'a'.repeat(27), 'a'.repeat(29), '../../etc', 'é'.repeat(28)]) expect(tokenLetters(wrong)).toBe('')
  })
  it('is nowhere in what the laptop and the server keep', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-deur-'))
    const disk = await testServer({ folder })
    const own = await realLaptop(disk, { name: 'Cor', role: 'regisseur', gebieden: [G1], file: join(folder, 'laptop.db') })
    own.store.commit([{ kind: 'contact', id: 'c', gebied: G1, fields: { firstName: 'Cor' } }, { kind: 'consent', id: 'k', gebied: G1, fields: { contactId: 'c', givenOn: '2026-01-01' } }, { kind: 'doorSettings', id: '00000000-0000-7000-8000-000000000031', gebied: 'gemeente', fields: { open: true, address: 'https://deur.voorbeeld.example' } }])
    const { url } = await doorHandlers(contextOf(own, 'regisseur'))['door.makeLink']({ contactId: 'c' })
    await own.round()
    const bytes = readdirSync(folder).filter((name) => !name.endsWith('.lock')).map((name) => readFileSync(join(folder, name)).toString('latin1')).join()
    own.close(); await disk.close(); rmSync(folder, { recursive: true })
    expect(bytes).toContain('doorLink')
    for (const secret of [tokenIn(url), tokenIn(url).replaceAll('-', '')]) expect(bytes).not.toContain(secret)
  })
})

it('from the invitation to the list: link in the draft, answer through the door, taken over with undo, read back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-deur-'))
  await invitationHandlers(at())['invitations.drafts']({ meetingId: EVENING, form: 'each', path: folder, links: true })
  const mail = readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=')
  rmSync(folder, { recursive: true })
  const body = /base64\r?\n\r?\n([\w+/=\r\n]+)/.exec(mail)
  const text = mail.includes('/deur/') ? mail : Buffer.from(body?.[1] ?? '', 'base64').toString('utf8')
  const token = /https:\/\/deur\.voorbeeld\.example\/deur\/([0-9a-z-]{34})/.exec(text)?.[1] ?? ''
  await anna.round()
  expect((await open(token)).status).toBe(200)
  await send(token, { wat: 'komst', bijeenkomst: EVENING, antwoord: 'afgemeld' })
  await send(token, { wat: 'komst', bijeenkomst: EVENING, antwoord: 'komt' })
  // Only the last answer is asked about.
  expect(await post()).toMatchObject([{ type: 'komst', name: 'Pia Verzonnen', title: 'Komt: Wijkavond', state: 'nieuw' }])
  const { undo: back } = await door()['post.accept']({ id: (await post())[0]!.id, answer: '' })
  const response = () => anna.store.read('attendance', attendanceId(EVENING, PIA))?.response
  expect([response(), (await post()).length, (await post(true)).length]).toEqual(['komt', 0, 2])
  undo(back)
  expect([response(), (await post()).length]).toEqual(['geen', 1])
  await door()['post.accept']({ id: (await post())[0]!.id, answer: 'Tot dan' })
  await meet()
  const page = (await open(token)).body
  expect(page).toContain('U liet weten: ik kom.')
  expect(page).toContain('Antwoord van het team: Tot dan')
  expect(page).not.toContain('Een medewerker zet dit nog op de lijst')
})

it('a signal becomes one that does not know who gave it, in one edit, and what was told about it comes back without names', async () => {
  const token = await link()
  await send(token, signal)
  const [message] = await post()
  expect(countWaiting(at(), G1)).toBe(1)
  const { signalId, undo: back } = await door()['post.accept']({ id: message!.id, answer: '', text: 'Lamp bij de brug stuk' })
  expect(anna.store.read('signal', signalId!)).toMatchObject({ text: 'Lamp bij de brug stuk', place: 'Bij de brug', source: 'digitaalFormulier', state: 'nieuw' })
  expect(JSON.stringify(anna.store.read('signal', signalId!))).not.toContain(PIA)
  undo(back)
  expect([anna.store.read('signal', signalId!), (await post()).length]).toEqual([undefined, 1])
  const again = await door()['post.accept']({ id: message!.id, answer: '' })
  anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp', signalIds: [again.signalId!] } }])
  tellAction(at(), 'a1', { told: true, toWhom: 'panel', how: 'mail', what: 'De lamp brandt weer, Pia Verzonnen zag het.', toldOn: '2026-11-23' })
  await meet()
  const page = (await open(token)).body
  expect(page).toContain('De lamp brandt weer, een bewoner zag het.')
  expect(page).not.toContain('Pia')
})

it('a message that is not taken over needs a reason, which the resident reads; somebody else was first is said', async () => {
  const token = await link()
  await send(token, signal)
  await boss.round()
  const id = (await post())[0]!.id
  await door()['post.decline']({ id, answer: 'Dit is van de provincie. Bel 0800-0000.' })
  await expect(async () => door()['post.accept']({ id, answer: '' })).rejects.toThrow('Een collega heeft dit bericht al behandeld.')
  await meet()
  expect((await open(token)).body).toContain('Dit is van de provincie.')
})

describe('consent', () => {
  it('withdrawing holds before anybody looks: no invitation is possible after the next contact, and seeing it is all there is to do', async () => {
    const token = await link()
    expect(candidates(at(), EVENING, { panelId: null, label: null, contactIds: [PIA] }).already).toBe(1)
    await send(token, { wat: 'stoppen', zeker: 'ja' })
    expect(candidates(at(), EVENING, { panelId: null, label: null, contactIds: [PIA] })).toMatchObject({ ready: [], already: 0, refused: [{ why: 'toestemming ingetrokken op 23-11-2026' }] })
    const [message] = await post()
    await expect(async () => door()['post.decline']({ id: message!.id, answer: 'nee' })).rejects.toThrow('Intrekken geldt al')
    await door()['post.accept']({ id: message!.id, answer: '' })
    expect(anna.store.read('consent', 'k-pia')).toMatchObject({ withdrawnOn: '2026-11-23', withdrawnHow: 'via de digitale deur' })
    expect((await door()['door.links']({ contactId: PIA })).problem).toContain('gaf geen toestemming')
  })
  it('ways are taken over with what stood there before; after withdrawing it is a new consent', async () => {
    const token = await link()
    await send(token, { wat: 'bereik' }, ['manier', 'email'], ['manier', 'post'])
    const { undo: back } = await door()['post.accept']({ id: (await post())[0]!.id, answer: '' })
    expect(anna.store.read('consent', 'k-pia')?.channels).toEqual(['email', 'post'])
    undo(back)
    expect(anna.store.read('consent', 'k-pia')?.channels).toEqual(['email'])
    await door()['post.decline']({ id: (await post())[0]!.id, answer: 'Wij schrijven geen brieven.' })
    await meet()
    await send(token, { wat: 'stoppen', zeker: 'ja' })
    await send(token, { wat: 'bereik' }, ['manier', 'telefoon'])
    await door()['post.accept']({ id: (await post()).find(({ title }) => title.includes('telefoon'))!.id, answer: '' })
    expect(anna.store.rows('consent', 'contactId = ? AND withdrawnOn IS NULL', [PIA])).toMatchObject([{ givenOn: '2026-11-23', source: 'formulier', channels: ['telefoon'] }])
  })
  it('never more ways at once than there were', () => {
    expect([narrowed(['email', 'post'], ['post', 'telefoon']), narrowed(['email'], ['email', 'post']), narrowed([], ['email']), narrowed([], ['email', 'telefoon', 'post']), narrowed(['email'], ['post'])]).toEqual([['post'], undefined, ['email'], undefined, ['post']])
  })
})

describe('links', () => {
  it('are listed, revoked one by one or all of a person, with undo, and each making is in the log', async () => {
    const first = await link(); later(); const second = await link()
    const { links } = await door()['door.links']({ contactId: PIA })
    expect(links).toMatchObject([{ state: 'geldig', expiresOn: '2027-02-21' }, { state: 'geldig' }])
    await door()['door.revoke']({ contactId: PIA, linkId: links[1]!.id })
    await anna.round()
    expect([(await open(first)).status, (await open(second)).status]).toEqual([404, 200])
    const { undo: back, count } = await door()['door.revoke']({ contactId: PIA, linkId: null })
    await anna.round()
    expect([count, (await open(second)).status]).toEqual([1, 404])
    undo(back)
    await anna.round()
    expect((await open(second)).status).toBe(200)
    expect(anna.store.rows('accessLog').map(({ purpose, objectId }) => [purpose, objectId])).toEqual([['Persoonlijke link gemaakt', PIA], ['Persoonlijke link gemaakt', PIA]])
  })
  it('all at once by the beheerder, and nobody else; one made later works', async () => {
    const token = await link()
    later()
    await expect(async () => door()['door.revokeAll']({})).rejects.toThrow('Alleen de functioneel beheerder')
    await doorHandlers(contextOf(boss, 'beheerder'))['door.revokeAll']({})
    await meet()
    expect([(await open(token)).status, (await door()['door.links']({ contactId: PIA })).links[0]?.state]).toEqual([404, 'ingetrokken'])
    later()
    expect((await open(await link())).status).toBe(200)
  })
  it('go into letters as well, and none is made while the door is closed', async () => {
    anna.store.commit([{ kind: 'consent', id: 'k-pia', gebied: G1, fields: { channels: ['post'] } }])
    expect(printPaper(at(), EVENING, 'brieven', 'links', true).html).toMatch(/https:\/\/deur\.voorbeeld\.example\/deur\/[0-9a-z-]{34}/)
    expect(printPaper(at(), EVENING, 'brieven', 'links', false).html).not.toContain('/deur/')
    await doorHandlers(contextOf(boss, 'beheerder'))['door.saveSettings']({ fields: { open: false } })
    await meet()
    expect(() => printPaper(at(), EVENING, 'brieven', 'links', true)).toThrow('De digitale deur staat dicht')
    await expect(async () => door()['door.makeLink']({ contactId: PIA })).rejects.toThrow('De digitale deur staat dicht')
  })
  it('an address of the door must be encrypted and a name alone', async () => {
    const save = async (address: string) => doorHandlers(contextOf(boss, 'beheerder'))['door.saveSettings']({ fields: { address } })
    for (const bad of ['deur.voorbeeld.example', 'http://deur.voorbeeld.example', 'https://deur.voorbeeld.example/pad', 'javascript:alert(1)', 'https://a:b@deur.voorbeeld.example']) await expect(save(bad)).rejects.toThrow('Dit adres kan niet')
    await save('http://127.0.0.1:4780')
  })
})

it('[E1] erasing and deleting a contact take links and messages along', async () => {
  const token = await link()
  await send(token, signal)
  const [change] = deleteContact(at(), anna.store.read('contact', PIA)!).filter(({ kind }) => kind === 'doorMessage')
  expect(change).toMatchObject({ fields: { deleted: true } })
  eraseContact(at(), { id: PIA, replace: [] })
  expect([anna.store.rows('doorLink').length, anna.store.rows('doorMessage').length]).toEqual([0, 0])
  await meet()
  expect([(await open(token)).status, boss.store.rows('doorMessage').length, boss.store.rows('doorLink').length]).toEqual([404, 0, 0])
})

it('a wijk BOA sees no post and makes no link', async () => {
  const boa = doorHandlers(contextOf(anna, 'boa'))
  await expect(async () => boa['post.list']({ gebied: null, handled: false })).rejects.toThrow('Met uw rol ziet u geen berichten van bewoners')
  await expect(async () => boa['door.makeLink']({ contactId: PIA })).rejects.toThrow('Met uw rol')
  expect(countWaiting(contextOf(anna, 'boa'), null)).toBe(0)
})

it('what a BOA told waits until somebody who knows the names has looked at it, and is then read at the door', async () => {
  anna.store.commit([{ kind: 'action', id: 'lamp', gebied: G1, fields: { title: 'Lamp maken', state: 'open' } }])
  tellAction(contextOf(anna, 'boa'), 'lamp', { told: true, toWhom: 'Pia', how: 'aan de deur', what: 'Pia Verzonnen heeft weer licht.', toldOn: '2026-11-23', contactIds: [PIA] })
  const token = await link()
  expect((await open(token)).body).not.toContain('weer licht')
  const [item] = await door()['door.untold']({ gebied: null })
  expect(item).toMatchObject({ actionTitle: 'Lamp maken', toWhom: 'Pia', what: 'Pia Verzonnen heeft weer licht.', text: 'Een bewoner heeft weer licht.' })
  expect(() => doorHandlers(contextOf(anna, 'boa'))['door.untold']({ gebied: null })).toThrow(CommandFailure)
  expect(() => door()['door.publish']({ texts: [{ id: item!.id, text: 'Bel Pia op 06 12345678.' }] })).toThrow(/06 12345678/)
  const done = await door()['door.publish']({ texts: [{ id: item!.id, text: 'De lamp geeft weer licht.' }] })
  await anna.round()
  expect((await open(token)).body).toContain('De lamp geeft weer licht.')
  expect(await door()['door.untold']({ gebied: null })).toEqual([])
  anna.store.undo(done.undo ?? '')
  await anna.round()
  expect((await open(token)).body).not.toContain('weer licht')
})
