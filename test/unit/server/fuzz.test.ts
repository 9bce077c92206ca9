import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountsAnswer } from '#core/sync/accounts.ts'
import { paths, pullAnswer, pushAnswer, wireError } from '#core/sync/wire.ts'
import { change, G1, G2, testServer, type Laptop, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: Laptop, outsider: Laptop, boa: Laptop, victim: Laptop
const SECRET = 'geheim-van-overdie'
beforeAll(async () => {
  server = await testServer()
  anna = await server.laptop('Anna', 'regisseur', [G1])
  outsider = await server.laptop('Olga', 'regisseur', [G2])
  // May sign itself out by accident.
  victim = await server.laptop('Vic', 'regisseur', [G2])
  boa = await server.laptop('Bo', 'boa', [G1])
  await anna.push([change('action', 'a1', anna.at(1), { title: SECRET }), change('contactDetails', 'c1', anna.at(1), { email: SECRET }), change('contact', 'c1', anna.at(1), { remarks: 'wel voor de BOA' })])
})
afterAll(async () => { await server.close() })

const routes = [[paths.push, 'POST'], [paths.pull, 'POST'], [paths.session, 'POST'], [paths.session, 'DELETE'], [paths.accounts, 'GET'], [paths.accounts, 'POST'], [`${paths.accounts}/x`, 'PATCH'], [paths.hello, 'GET'], [paths.poke, 'GET'], ['/', 'GET'], ['/../../etc/passwd', 'GET']] as const
const send = (url: string, method: string, body: Buffer | string, headers: Record<string, string> = {}) => server.app.inject({ method: method as 'POST', url, headers: { 'content-type': 'application/json', 'x-gebiedsboek-protocol': '1', ...headers }, payload: body })
const keep = (laptop: Laptop) => ({ authorization: `Bearer ${laptop.token}` })

const problem = async <T>(property: fc.IAsyncProperty<T>, numRuns: number): Promise<string | null> => { const r = await fc.check(property, { numRuns }); return r.failed ? `${JSON.stringify(r.counterexample)} ${String(r.errorInstance)}` : null }

/** An expected failure: a 4xx of the closed list in Dutch, and nothing of what the server holds. */
function refusedWell(r: { statusCode: number; body: string }): boolean {
  return r.statusCode >= 400 && r.statusCode < 500 && wireError.safeParse(JSON.parse(r.body)).success && !r.body.includes(SECRET)
}
const fine = (r: { statusCode: number; body: string }) => (r.statusCode < 300 && !r.body.includes(SECRET)) || refusedWell(r)

it('any bytes on any route are refused well', async () => {
  expect(await problem(fc.asyncProperty(fc.constantFrom(...routes), fc.uint8Array({ maxLength: 400 }), fc.boolean(), fc.constantFrom('', 'gzip', 'zstd', 'br'), async ([url, method], bytes, known, encoding) => {
    const r = await send(url, method, Buffer.from(bytes), { ...(known ? keep(victim) : {}), ...(encoding === '' ? {} : { 'content-encoding': encoding }) })
    return fine(r)
  }), 300)).toBeNull()
})

it('any JSON on any route is refused well', async () => {
  expect(await problem(fc.asyncProperty(fc.constantFrom(...routes), fc.jsonValue(), async ([url, method], body) => fine(await send(url, method, JSON.stringify(body), keep(victim)))), 300)).toBeNull()
})

const word = fc.constantFrom(G1, G2, 'gemeente', '__proto__', 'constructor', 'a1', 'c1', '', "' OR 1=1 --", '\u0000', 'x'.repeat(70), 'toString')
const stamp = fc.constantFrom('0mwt7s72u000d0000001', '000000000000d0000001', 'zzzzzzzzzzzzd0000001', 'kort', '')
const hostileChange = fc.record({
  kind: fc.constantFrom('action', 'contact', 'contactDetails', 'conflict', 'teamMember', 'gebied', 'note', 'onzin', '__proto__'), id: word, gebied: word, stamp,
  stamps: fc.option(fc.dictionary(fc.constantFrom('title', '__proto__', 'deleted'), stamp), { nil: undefined }), bases: fc.option(fc.dictionary(fc.constantFrom('title', 'deleted'), stamp), { nil: undefined }),
  fields: fc.dictionary(fc.constantFrom('title', 'remarks', 'email', 'deleted', 'contactId', 'resolved', '__proto__', 'constructor', 'subjectKind', 'gebiedIds'), fc.jsonValue({ maxDepth: 4 })),
})

it('hostile pushes with a good session never break, never show another gebied, never write there', async () => {
  let number = 1000
  const { epoch } = await outsider.pull()
  expect(await problem(fc.asyncProperty(fc.array(hostileChange, { maxLength: 8 }), fc.array(fc.record({ id: word, gebied: word, generation: fc.nat(3), update: fc.base64String({ maxLength: 60 }) }), { maxLength: 3 }), fc.array(fc.record({ contactId: word, gebied: word }), { maxLength: 2 }), async (changes, notes, erase) => {
    const r = await send(paths.push, 'POST', JSON.stringify({ device: outsider.device, push: ++number, epoch, changes, notes, erase }), keep(outsider))
    if (r.statusCode !== 200) return refusedWell(r)
    const answer = pushAnswer.parse(JSON.parse(r.body))
    return answer.changes.length === changes.length && !r.body.includes(SECRET)
  }), 300)).toBeNull()
  const held = (await anna.pull()).feeds[G1]!.items
  expect(held.filter((i) => i[0] === 'r').map((i) => i[3])).toEqual(['a1', 'c1', 'c1'])
  expect(JSON.stringify(await outsider.pull())).not.toContain(SECRET)
})

it('hostile pulls answer only what the account may see', async () => {
  const { epoch } = await outsider.pull()
  expect(await problem(fc.asyncProperty(fc.constantFrom(outsider, boa), fc.dictionary(word, fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 2 ** 60))), fc.dictionary(word, fc.nat()), fc.oneof(fc.nat(20_000), fc.constant(-1)), async (laptop, cursors, settled, limit) => {
    const r = await send(paths.pull, 'POST', JSON.stringify({ device: laptop.device, epoch, cursors, settled, limit }), keep(laptop))
    if (r.statusCode !== 200) return refusedWell(r)
    const answer = pullAnswer.parse(JSON.parse(r.body))
    return Object.keys(answer.feeds).every((g) => answer.gebieden.includes(g)) && (laptop === boa ? !r.body.includes('contactDetails') : !r.body.includes(SECRET))
  }), 300)).toBeNull()
})

it('very deep and very large messages are refused before they cost much', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  expect((await send(paths.push, 'POST', deep, keep(anna))).statusCode).toBe(400)
  expect((await send(paths.push, 'POST', `{"a":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, keep(anna))).statusCode).toBe(400)
  expect((await send(paths.push, 'POST', Buffer.alloc(25_000_000, 0x20), keep(anna))).statusCode).toBe(413)
  const { gzipSync } = await import('node:zlib')
  expect((await send(paths.push, 'POST', gzipSync(Buffer.alloc(60_000_000, 0x20)), { ...keep(anna), 'content-encoding': 'gzip' })).statusCode).toBe(413)
})

it('nobody writes in the name of another laptop, or without a session', async () => {
  const { epoch } = await anna.pull()
  const body = { device: outsider.device, push: 1, epoch, changes: [], notes: [], erase: [] }
  expect((await anna.call(paths.push, body)).status).toBe(401)
  expect((await send(paths.pull, 'POST', JSON.stringify({ device: anna.device, epoch, cursors: {}, limit: 10 }))).statusCode).toBe(401)
  expect((await send(paths.pull, 'POST', '{}', { ...keep(anna), 'x-gebiedsboek-protocol': '99' })).json()).toMatchObject({ error: { type: 'tooNew' } })
})

it('only a beheerder sees and makes accounts', async () => {
  const root = await server.laptop('Root', 'beheerder', ['alle'])
  expect((await anna.call(paths.accounts, undefined, 'GET')).status).toBe(403)
  expect((await anna.call(paths.accounts, { name: 'Inbreker', password: 'lang genoeg 1', role: 'beheerder', gebieden: ['alle'] })).status).toBe(403)
  const made = await root.call(paths.accounts, { name: 'Nieuw', password: 'lang genoeg 1', role: 'boa', gebieden: ['De Mare'] })
  expect(made).toMatchObject({ status: 200, body: { role: 'boa', gebieden: [G2] } })
  expect(accountsAnswer.parse((await root.call(paths.accounts, undefined, 'GET')).body).accounts.map((a) => a.name)).toContain('Nieuw')
  expect(JSON.stringify((await root.call(paths.accounts, undefined, 'GET')).body)).not.toMatch(/plain:|password/)
  const member = (await root.pull()).feeds['gemeente']!.items.filter((i) => i[0] === 'r' && i[2] === 'teamMember').find((i) => JSON.stringify(i).includes('"Nieuw"'))
  expect(member?.[4]).toMatchObject({ f: { name: 'Nieuw', role: 'boa', gebiedIds: [G2] } })
})

it('a disabled account is out at once; the last beheerder cannot be taken away', async () => {
  const root = (await server.laptop('Baas', 'beheerder', ['alle']))
  const gone = await server.laptop('Weg', 'regisseur', [G1])
  await root.call(`${paths.accounts}/${gone.accountId}`, { disabled: true }, 'PATCH')
  expect((await gone.call(paths.pull, { device: gone.device, epoch: 'x', cursors: {}, limit: 1 })).status).toBe(401)
  const accounts = accountsAnswer.parse((await root.call(paths.accounts, undefined, 'GET')).body).accounts.filter((a) => a.role === 'beheerder' && a.id !== root.accountId)
  for (const a of accounts) await root.call(`${paths.accounts}/${a.id}`, { role: 'oov' }, 'PATCH')
  expect((await root.call(`${paths.accounts}/${root.accountId}`, { role: 'oov' }, 'PATCH')).body).toMatchObject({ error: { message: 'Dit is de laatste beheerder. Maak eerst iemand anders beheerder.' } })
})

it('signing in is limited', async () => {
  const strict = await testServer({ signInsPerMinute: 3 })
  const attempts: number[] = []
  for (let i = 0; i < 5; i++) attempts.push((await strict.app.inject({ method: 'POST', url: paths.session, payload: { name: 'x', password: 'y', device: 'd0000001', deviceName: '', protocol: 1 } })).statusCode)
  expect(attempts).toEqual([401, 401, 401, 429, 429])
  await strict.close()
})
