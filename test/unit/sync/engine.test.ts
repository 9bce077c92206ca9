import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SyncState } from '#core/contract/events.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { SyncEngine } from '../../../electron/data/sync/engine.ts'
import { httpTransport, serverAddress } from '../../../electron/data/sync/http.ts'
import { remoteOf } from '../../../electron/data/sync/remote.ts'
import { addAccount, changeAccount } from '../../../server/auth/accounts.ts'
import { testCertificate } from '../../support/certificate.ts'
import { G1, testServer, type TestServer } from '../../support/server.ts'
import { syncHandlers } from '../../../electron/data/sync/handlers.ts'
import { testContext, testStore } from '../../support/store.ts'

const PASSWORD = 'lang genoeg 1'
const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })

describe('a laptop and a server over the network', () => {
  let server: TestServer, address: string
  beforeEach(async () => {
    server = await testServer()
    server.clock.ms = Date.now()
    address = await server.app.listen({ port: 0, host: '127.0.0.1' })
    cleanups.push(() => server.close())
  })

  async function person(name: string, more: { file?: string } = {}) {
    const account = await addAccount(server.deps, { name, role: 'regisseur', gebieden: [G1], password: PASSWORD })
    return { account, ...laptop(more) }
  }
  function laptop(more: { file?: string } = {}) {
    const states: SyncState[] = [], log: string[] = []
    const { store } = testStore({ migrations, nowMs: Date.now, onChanged: (c) => { if (c.origin !== 'remote') engine.edited() }, ...more })
    const engine = new SyncEngine({ store, nowMs: Date.now, deviceName: 'laptop', emitState: (s) => states.push(s), emitNotes: () => undefined, onAccount: () => undefined, log: (l) => log.push(l) })
    cleanups.push(() => { engine.close(); store.close() })
    return { store, engine, states, log }
  }
  const settled = (engine: SyncEngine) => vi.waitFor(() => { expect(engine.state()).toMatchObject({ phase: 'idle', pending: 0 }) }, { timeout: 10_000 })

  it('[K1] an edit reaches another laptop by itself, within a second or two', async () => {
    const anna = await person('Anna'), bert = await person('Bert')
    await anna.engine.connect(address, 'Anna', PASSWORD)
    await bert.engine.connect(address, 'bert', PASSWORD)
    await settled(anna.engine)
    await settled(bert.engine)
    anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
    expect(anna.engine.state().pending).toBe(1)
    await vi.waitFor(() => { expect(bert.store.read('action', 'a1')?.title).toBe('Lamp') }, { timeout: 10_000 })
    await settled(anna.engine)
    expect(anna.states.map((s) => s.phase)).toContain('busy')
    expect(anna.log).toEqual([])
  })

  it('[G2] a check finds what differs from the server, repairs it, keeps what was not sent, and says so', async () => {
    const anna = await person('Anna')
    await anna.engine.connect(address, 'Anna', PASSWORD)
    anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }, { kind: 'action', id: 'a2', gebied: G1, fields: { title: 'Bank' } }])
    await settled(anna.engine)
    // One list of the municipality and one of the gebied.
    expect(await anna.engine.check()).toEqual({ compared: 2, repaired: 0, left: 0 })
    anna.store.db.exec("UPDATE action SET title = 'Omgevallen', stamp = '0' WHERE id = 'a1'")
    anna.store.commit([{ kind: 'action', id: 'a3', gebied: G1, fields: { title: 'Nog niet verstuurd' } }])
    expect(await anna.engine.check()).toEqual({ compared: 2, repaired: 1, left: 0 })
    expect(['a1', 'a2', 'a3'].map((id) => anna.store.read('action', id)?.title)).toEqual(['Lamp', 'Bank', 'Nog niet verstuurd'])
    expect(anna.engine.state().lastRound?.repaired).toBe(1)
    await server.app.close()
    expect(await anna.engine.check()).toEqual({ compared: 0, repaired: 0, left: 0 })
  })

  it('[B1] the sync-bon holds the counts that the server confirmed', async () => {
    const anna = await person('Anna')
    anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
    expect(anna.engine.state()).toMatchObject({ phase: 'standalone', pending: 0 })
    await anna.engine.connect(address, 'Anna', PASSWORD)
    await settled(anna.engine)
    expect(anna.engine.state().lastRound).toMatchObject({ sent: 1, refused: 0, asked: 0 })
  })

  it('working without connection on purpose: nothing is sent until it is over', async () => {
    const anna = await person('Anna')
    await anna.engine.connect(address, 'Anna', PASSWORD)
    await settled(anna.engine)
    anna.engine.pause(true)
    anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
    await anna.engine.now()
    expect(anna.engine.state()).toMatchObject({ phase: 'paused', pending: 1 })
    anna.engine.pause(false)
    await settled(anna.engine)
  })

  it('a server that goes away and comes back: offline, then everything is sent', async () => {
    const anna = await person('Anna')
    await anna.engine.connect(address, 'Anna', PASSWORD)
    await settled(anna.engine)
    await server.app.close()
    anna.store.commit([{ kind: 'action', id: 'a1', gebied: G1, fields: { title: 'Lamp' } }])
    await anna.engine.now()
    expect(anna.engine.state()).toMatchObject({ phase: 'offline', pending: 1, problem: { message: 'De server is niet te bereiken.' } })
  })

  it('a wrong password, another account, a password that was changed', async () => {
    const anna = await person('Anna')
    await person('Bert')
    await expect(anna.engine.connect(address, 'Anna', 'fout')).rejects.toMatchObject({ type: 'WrongPassword' })
    expect(anna.engine.state().phase).toBe('standalone')
    await anna.engine.connect(address, 'Anna', PASSWORD)
    await expect(anna.engine.connect(address, 'Bert', PASSWORD)).rejects.toMatchObject({ type: 'OtherServer' })
    await settled(anna.engine)
    await changeAccount(server.deps, anna.account.id, { password: 'een heel nieuw wachtwoord' })
    await anna.engine.now()
    expect(anna.engine.state().phase).toBe('signedOut')
    await anna.engine.signIn('een heel nieuw wachtwoord')
    await settled(anna.engine)
  })
})

describe('addresses', () => {
  it.each([['gebiedsboek.gemeente.nl', 'https://gebiedsboek.gemeente.nl'], ['localhost:4780', 'http://localhost:4780'], ['http://127.0.0.1:4780/', 'http://127.0.0.1:4780'], ['https://x.nl/boek/', 'https://x.nl/boek']])('%s', (typed, expected) => expect(serverAddress(typed)).toBe(expected))
  it.each([['http://gebiedsboek.gemeente.nl', 'Insecure'], ['ftp://x.nl', 'BadAddress'], ['dit is geen adres', 'BadAddress'], ['https://', 'BadAddress'], ['https://iemand:geheim@x.nl', 'BadAddress']])('%s is %s', (typed, type) => expect(() => serverAddress(typed)).toThrow(expect.objectContaining({ type })))
})

describe('what answers is no server of ours', () => {
  const listen = async (server: Server, scheme = 'http') => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) }))
    return remoteOf(httpTransport(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, 500))
  }
  const answering = (listener: RequestListener) => listen(createServer(listener))
  const hello = { app: 'gebiedsboek', protocol: 1, oldest: 1, now: 1, epoch: 'e' }
  const json = (status: number, body: unknown): RequestListener => (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  const page = (status: number, text: string): RequestListener => (_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end(text)

  it.each<[string, RequestListener, string]>([
    ['a page to sign in to the wifi', page(200, '<!doctype html><title>Welkom</title>'), 'Portal'],
    ['a redirect', (_, r) => r.writeHead(302, { location: 'http://wifi/' }).end(), 'Portal'],
    ['a 404 page', page(404, '<html>niet gevonden</html>'), 'NotGebiedsboek'],
    ['a proxy without its server', page(502, '<html>Bad Gateway</html>'), 'ServerTrouble'],
    ['plain text', (_, r) => r.end('hallo'), 'NotGebiedsboek'],
    ['half a JSON', json(200, '{"app":"gebi'), 'NotGebiedsboek'],
    ['another JSON', json(200, { app: 'iets anders' }), 'NotGebiedsboek'],
    ['an older server', json(200, { ...hello, protocol: 0, oldest: 0 }), 'TooNew'],
    ['a newer server that has dropped us', json(200, { ...hello, protocol: 9, oldest: 5 }), 'TooOld'],
    ['silence', () => undefined, 'Timeout'],
    ['a line that is cut', (request) => request.socket.destroy(), 'Offline'],
    ['packing that is broken', (_, r) => r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('geen gzip'), 'NotGebiedsboek'],
  ])('%s', async (_name, listener, type) => {
    await expect((await answering(listener)).hello()).rejects.toMatchObject({ type })
  })

  it('a feed that is not one', async () => {
    const base = { now: 1, epoch: 'e', account: { id: 'u', name: 'x', role: 'oov', gebieden: [], memberId: null }, gebieden: [], digests: {} }
    for (const feeds of [undefined, [], { g: {} }, { g: { items: [['r', 1, 'action', 'a1', { s: 1, f: {} }]], cursor: 1, more: false, total: 1 } }, { g: { items: [['x', 1, 'a', 'b']], cursor: 1, more: false, total: 1 } }]) {
      const remote = await answering(json(200, { ...base, feeds }))
      await expect(remote.pull('t', { device: 'd0000001', epoch: 'e', cursors: {}, limit: 1 })).rejects.toMatchObject({ type: 'NotGebiedsboek' })
    }
  })

  it('a certificate that nobody vouches for', async () => {
    const remote = await listen(createSecure(testCertificate, json(200, hello)), 'https')
    await expect(remote.hello()).rejects.toMatchObject({ type: 'Certificate' })
  })

  it('nobody there', async () => {
    await expect(remoteOf(httpTransport('http://127.0.0.1:9')).hello()).rejects.toMatchObject({ type: 'Offline' })
  })
})

it('a laptop in the sample never meets a real server', async () => {
  const { store } = testStore({ migrations })
  const engine = new SyncEngine({ store, nowMs: Date.now, deviceName: '', emitState: () => undefined, emitNotes: () => undefined, onAccount: () => undefined, log: () => undefined })
  const context = { ...testContext({ sample: true }), store }
  await expect(syncHandlers(context, engine)['sync.connect']({ address: 'localhost:1', name: 'x', password: 'y' })).rejects.toMatchObject({ failure: { type: 'Sample' } })
  engine.close()
  store.close()
})
