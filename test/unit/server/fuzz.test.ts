import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accountsAnswer } from '#core/sync/accounts.ts'
import { paths, pullAnswer, pushAnswer, wireError } from '#core/sync/wire.ts'
import { fuzz, fuzzTimes, hostileTexts, routesOf } from '../../support/fuzz.ts'
import { describeSharedData, sharedText } from '../../support/shared-data.ts'
import { DOOR_PATH } from '#core/door/token.ts'
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

/** As the router has them, and some that it has not. */
const routes = () => [...routesOf(server.app).flatMap(({ path, methods }) => methods.map((m) => [path.replace(':id', 'x'), m] as const)), ['/', 'GET'], ['/../../etc/passwd', 'GET'], ['/sync', 'DELETE']] as const
const route = fc.nat(1000).map((n) => { const all = routes(); return all[n % all.length]! })
const send = (url: string, method: string, body: Buffer | string, headers: Record<string, string> = {}) => server.app.inject({ method: method as 'POST', url, headers: { 'content-type': 'application/json', 'x-gebiedsboek-protocol': '1', ...headers }, payload: body })
const keep = (laptop: Laptop) => ({ authorization: `Bearer ${laptop.token}` })

it('the router knows every path of the protocol', () => {
  const known = routesOf(server.app)
  for (const path of Object.values(paths)) expect(known.map((r) => r.path)).toContain(path)
  expect(known.find((r) => r.path === `${paths.accounts}/:id`)?.methods).toContain('PATCH')
})

/** An expected failure: a 4xx of the closed list in Dutch, and nothing of what the server holds. The answer to HEAD has no body. */
function refusedWell(r: { statusCode: number; body: string; headers: Readonly<Record<string, unknown>> }): boolean {
  if (String(r.headers['content-type']).startsWith('text/html')) return r.statusCode >= 400 && r.statusCode < 500 && !r.body.includes(SECRET) && !/<script/i.test(r.body)
  return r.statusCode >= 400 && r.statusCode < 500 && (r.body === '' || wireError.safeParse(JSON.parse(r.body)).success) && !r.body.includes(SECRET)
}
const fine = (r: Parameters<typeof refusedWell>[0]) => (r.statusCode < 300 && !r.body.includes(SECRET)) || refusedWell(r)

it('any bytes on any route are refused well', async () => {
  expect(await fuzz(fc.asyncProperty(route, fc.uint8Array({ maxLength: 400 }), fc.boolean(), fc.constantFrom('', 'gzip', 'zstd', 'br'), async ([url, method], bytes, known, encoding) => {
    const r = await send(url, method, Buffer.from(bytes), { ...(known ? keep(victim) : {}), ...(encoding === '' ? {} : { 'content-encoding': encoding }) })
    return fine(r)
  }), 300)).toBeNull()
})

it('any JSON on any route is refused well', async () => {
  expect(await fuzz(fc.asyncProperty(route, fc.jsonValue(), async ([url, method], body) => fine(await send(url, method, JSON.stringify(body), keep(victim)))), 300)).toBeNull()
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
  expect(await fuzz(fc.asyncProperty(fc.array(hostileChange, { maxLength: 8 }), fc.array(fc.record({ id: word, gebied: word, generation: fc.nat(3), update: fc.base64String({ maxLength: 60 }) }), { maxLength: 3 }), fc.array(fc.record({ contactId: word, gebied: word }), { maxLength: 2 }), async (changes, notes, erase) => {
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
  expect(await fuzz(fc.asyncProperty(fc.constantFrom(outsider, boa), fc.dictionary(word, fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, 2 ** 60))), fc.dictionary(word, fc.nat()), fc.oneof(fc.nat(20_000), fc.constant(-1)), async (laptop, cursors, settled, limit) => {
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

it('behind a proxy no address that a caller makes up gets round that limit', async () => {
  const strict = await testServer({ signInsPerMinute: 3, behindProxy: true })
  const from = async (address: string, name = 'x') => (await strict.app.inject({ method: 'POST', url: paths.session, headers: { 'x-forwarded-for': address }, payload: { name, password: 'y', device: 'd0000001', deviceName: '', protocol: 1 } })).statusCode
  const attempts: number[] = []
  for (let i = 0; i < 5; i++) attempts.push(await from(`203.0.113.${i}, 198.51.100.7`))
  expect(attempts).toEqual([401, 401, 401, 429, 429])
  expect(await from('198.51.100.8', 'z')).toBe(401)
  await strict.close()
})

it('every token that is not a session of this moment is refused, on every route but the two without one', async () => {
  const strict = await testServer()
  const laptop = await strict.laptop('Anna', 'regisseur', [G1]), other = await strict.laptop('Bert', 'beheerder', ['alle'])
  // The door has no sessions: test/unit/server/door.test.ts.
  const closed = routesOf(strict.app).filter(({ path }) => !path.startsWith(DOOR_PATH)).flatMap(({ path, methods }) => methods.map((m) => ({ path: path.replace(':id', 'x'), method: m }))).filter(({ path, method }) => path !== paths.hello && !(path === paths.session && method === 'POST'))
  const answers = async (authorization: string) => {
    const seen = new Set<number>()
    for (const { path, method } of closed) seen.add((await strict.app.inject({ method: method as 'GET', url: path, headers: { 'x-gebiedsboek-protocol': '1', authorization, 'content-type': 'application/json' }, ...(method === 'GET' || method === 'HEAD' ? {} : { payload: '{}' }) })).statusCode)
    return [...seen]
  }
  for (const wrong of ['', 'Bearer', `Bearer ${laptop.token}x`, `Bearer ${laptop.token.slice(1)}`, `bearer ${laptop.token}`, `Basic ${laptop.token}`, `Bearer ${laptop.token.split('').reverse().join('')}`, `Bearer ${'a'.repeat(5000)}`]) expect([wrong, ...await answers(wrong)]).toEqual([wrong, 401])
  expect((await other.call(paths.pull, { device: laptop.device, epoch: 'x', cursors: {}, limit: 1 })).status).toBe(401)
  strict.clock.ms += 61 * 86_400_000
  expect(await answers(`Bearer ${laptop.token}`)).toEqual([401])
  await strict.close()
})

/** Every text goes into a row, and one in `every` into all other places that take one; what is taken is given back exactly, and only to its own gebied. */
async function carries(texts: readonly string[], every = 1): Promise<void> {
  const own = await testServer()
  const writer = await own.laptop('Anna', 'regisseur', [G1]), reader = await own.laptop('Bert', 'oov', [G1]), stranger = await own.laptop('Olga', 'oov', [G2]), boss = await own.laptop('Baas', 'beheerder', ['alle'])
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': '1' })
  const { changes: receipts } = await writer.push(texts.map((text, i) => change('action', `h${i}`, writer.at(i + 1), { title: text.slice(0, 150), description: text })))
  const taken = new Map(texts.flatMap((text, i) => (receipts[i]?.status === 'applied' ? [[`h${i}`, text] as const] : [])))
  for (const [i, text] of texts.entries()) {
    if (i % every !== 0) continue
    const odd = [
      await own.app.inject({ method: 'POST', url: paths.session, payload: { name: text, password: text, device: text, deviceName: text, protocol: 1 } }),
      await own.app.inject({ method: 'PATCH', url: `${paths.accounts}/${encodeURIComponent(text.toWellFormed())}`, headers: headers(boss.token), payload: { name: text } }),
      await own.app.inject({ method: 'POST', url: paths.accounts, headers: headers(boss.token), payload: { name: text, password: text, role: text, gebieden: [text] } }),
      await own.app.inject({ method: 'POST', url: paths.pull, headers: headers(stranger.token), payload: { device: stranger.device, epoch: text, cursors: { [text]: 0 }, limit: 5 } }),
    ]
    expect({ text, wrong: odd.filter((r) => r.statusCode >= 500 || r.statusCode < 400).map((r) => r.body) }).toEqual({ text, wrong: [] })
  }
  const items = (await reader.pull({}, { limit: 10_000 })).feeds[G1]!.items
  const back = new Map(items.flatMap((item) => (item[0] === 'r' && item[2] === 'action' ? [[item[3], item[4].f['description']] as const] : [])))
  // Half a pair of surrogates is no text that UTF-8 can carry.
  for (const [id, text] of taken) expect(back.get(id)).toBe(text.toWellFormed())
  expect(taken.size).toBeGreaterThan(texts.length / 2)
  expect((await stranger.pull()).feeds[G1]).toBeUndefined()
  await own.close()
}
it('hostile texts are refused or come back exactly as they were', async () => { expect(await carries(hostileTexts)).toBeUndefined() })
describeSharedData('hostile texts of the data', () => {
  it('the big list of naughty strings is refused or comes back exactly as it was', async () => { expect(await carries(JSON.parse(sharedText('07-vijandige-tekst/blns.json')) as string[], fuzzTimes > 1 ? 1 : 8)).toBeUndefined() }, 60_000)
})

it('small messages that unpack to very much are refused, however they are packed', async () => {
  const { gzipSync, zstdCompressSync } = await import('node:zlib')
  const much = Buffer.alloc(200_000_000, 0x20)
  for (const [encoding, body] of [['gzip', gzipSync(much)], ['zstd', zstdCompressSync(much)]] as const) {
    expect((await send(paths.push, 'POST', body, { ...keep(anna), 'content-encoding': encoding })).statusCode).toBe(413)
  }
  expect((await send(paths.push, 'POST', gzipSync(gzipSync(Buffer.from('{}'))), { ...keep(anna), 'content-encoding': 'gzip' })).statusCode).toBe(400)
  expect((await send(paths.push, 'POST', '{}', { ...keep(anna), 'content-encoding': 'gzip, gzip' })).statusCode).toBe(400)
}, 60_000)

it('bytes that are no HTTP, and frames that are no poke, do the server no harm', async () => {
  const { connect } = await import('node:net')
  const wild = await testServer()
  const laptop = await wild.laptop('Anna', 'regisseur', [G1])
  const address = await wild.app.listen({ port: 0, host: '127.0.0.1' }), port = Number(new URL(address).port)
  const say = (bytes: Uint8Array) => new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.write(bytes); setTimeout(() => socket.resetAndDestroy(), 3) })
    socket.on('error', () => resolve()).on('close', () => resolve())
  })
  const line = `GET ${paths.poke} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString('base64')}\r\nauthorization: Bearer ${laptop.token}\r\nx-gebiedsboek-protocol: 1\r\n\r\n`
  const head = `POST ${paths.push} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${laptop.token}\r\ncontent-type: application/json\r\n`
  expect(await fuzz(fc.asyncProperty(fc.constantFrom('', line, `${head}content-length: 9\r\n\r\n`, `${head}transfer-encoding: chunked\r\n\r\n`, `${head}content-length: -1\r\n\r\n`, 'GET / HTTP/9.9\r\n\r\n'), fc.uint8Array({ maxLength: 300 }), async (start, bytes) => {
    await say(Buffer.concat([Buffer.from(start), bytes]))
    return true
  }), 60)).toBeNull()
  expect((await fetch(`${address}${paths.hello}`)).status).toBe(200)
  await wild.close()
})
