import { afterEach, beforeEach, expect, it } from 'vitest'
import { PROTOCOL, paths, pokeMessage, type Here, type Poke } from '#core/sync/wire.ts'
import type { NotePerson } from '#core/contract/events.ts'
import type { Role } from '#core/model/access.ts'
import { openPoke } from '../../../electron/data/sync/poke.ts'
import { Presence } from '../../../electron/data/sync/presence.ts'
import { changeAccount } from '../../../server/auth/accounts.ts'
import { MAX_SAID } from '../../../server/routes/presence.ts'
import { G1, G2, testServer, type Laptop, type TestServer } from '../../support/server.ts'

let server: TestServer, address: string
const closing: (() => void)[] = []
beforeEach(async () => {
  server = await testServer()
  address = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await server.close()
})

const CURSOR = { anchor: 'AAEC', head: 'AAED' }
const at = (note: string, gebied = G1, cursor: Here['cursor'] = CURSOR): { here: Here } => ({ here: { gebied, note, cursor } })

interface Line { readonly laptop: Laptop; readonly heard: Poke[]; readonly ended: () => number | undefined; say(message: unknown): void; close(): void }
/** A laptop reduced to its poke line, open and able to speak. */
async function line(name: string, role: Role = 'regisseur', gebieden: readonly string[] = [G1], laptop?: Laptop): Promise<Line> {
  const who = laptop ?? await server.laptop(name, role, gebieden)
  const heard: Poke[] = []
  let code: number | undefined
  const socket = new (WebSocket as unknown as new (url: string, options: object) => WebSocket)(`${address.replace('http', 'ws')}${paths.poke}`, { headers: { authorization: `Bearer ${who.token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) } })
  socket.addEventListener('message', ({ data }) => heard.push(pokeMessage.parse(JSON.parse(String(data)))))
  socket.addEventListener('close', (event) => { code = event.code })
  closing.push(() => socket.close())
  await expect.poll(() => heard.some((m) => m.presence)).toBe(true)
  return { laptop: who, heard, ended: () => code, say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)), close: () => socket.close() }
}
const present = (l: Line) => l.heard.flatMap((m) => m.present ?? [])
const gone = (l: Line) => l.heard.flatMap((m) => m.gone ?? [])
/** Everything said before was dealt with: the server has answered something that came after. */
const settled = async (l: Line): Promise<void> => {
  const before = present(l).length
  const witness = await line(`Getuige ${Math.random()}`)
  witness.say(at('getuige'))
  l.say(at('getuige'))
  await expect.poll(() => present(witness).length + (present(l).length - before)).toBeGreaterThan(0)
}

it('[K2] who has the same note open hears of the other, of every move of the cursor, and of leaving; who comes later hears who was there', async () => {
  const rita = await line('Rita'), omar = await line('Omar')
  rita.say(at('n1'))
  omar.say(at('n1', G1, null))
  await expect.poll(() => [present(rita).length, present(omar).length]).toEqual([1, 1])
  expect(present(omar)[0]).toMatchObject({ note: 'n1', cursor: CURSOR })
  expect(present(rita)[0]).toMatchObject({ note: 'n1', cursor: null })
  expect(present(omar)[0]!.member).toBe((await server.store.read((tx) => tx.account(rita.laptop.accountId)))!.memberId)
  omar.say(at('n1'))
  await expect.poll(() => present(rita).at(-1)?.cursor).toEqual(CURSOR)
  omar.say(at('n2'))
  await expect.poll(() => gone(rita)).toEqual([present(rita)[0]!.line])
  omar.say(at('n1'))
  await expect.poll(() => present(omar).length).toBe(2)
  rita.close()
  await expect.poll(() => gone(omar)).toEqual([present(omar)[0]!.line])
})

it('[K2] nothing reaches who has not the gebied, or may not read notes, whatever they say; a reader has no cursor', async () => {
  const rita = await line('Rita'), stranger = await line('Vreemd', 'regisseur', [G2]), police = await line('Wim', 'wijkagent'), boa = await line('Bas', 'boa')
  rita.say(at('n1'))
  stranger.say(at('n1'))
  stranger.say(at('n1', G2))
  police.say(at('n1'))
  boa.say(at('n1'))
  await expect.poll(() => present(rita).length).toBe(1)
  expect(present(rita)[0]!.cursor).toBeNull()
  rita.say(at('n1', G1, { anchor: 'AAEE', head: 'AAEE' }))
  await expect.poll(() => present(boa).length).toBe(2)
  await settled(rita)
  expect([present(stranger), present(police), gone(stranger), gone(police)]).toEqual([[], [], [], []])
  expect([...new Set(present(rita).filter((p) => p.note === 'n1').map((p) => p.line))]).toHaveLength(1)
})

it('[K2] who loses the gebied, the account or the session is out of the note at once, and hears nothing more', async () => {
  const rita = await line('Rita'), omar = await line('Omar')
  rita.say(at('n1'))
  omar.say(at('n1'))
  await expect.poll(() => present(rita).length).toBe(1)
  await changeAccount(server.deps, omar.laptop.accountId, { gebieden: [G2] })
  server.store.tell({ gebieden: ['gemeente'] })
  await expect.poll(() => gone(rita)).toHaveLength(1)
  const before = present(omar).length
  rita.say(at('n1', G1, null))
  await settled(rita)
  expect(present(omar)).toHaveLength(before)
})

it('[K2] nonsense, a second language, too much and too large end the line, and nobody else hears of it', async () => {
  const rita = await line('Rita')
  rita.say(at('n1'))
  const bad: unknown[] = ['geen json', '[]', {}, { here: 7 }, { here: { gebied: G1, note: 'n1' } }, { here: { gebied: G1, note: '../../n1', cursor: null } }, { here: { gebied: G1, note: 'n1', cursor: null, name: '<img src=x onerror=alert(1)>' } },
    { here: { gebied: G1, note: 'n1', cursor: { anchor: '<script>', head: 'AAEC' } } }, { here: { gebied: G1, note: 'n1', cursor: { anchor: 'A'.repeat(124), head: 'AAEC' } } }, JSON.stringify(at('n1')) + ' '.repeat(2000)]
  for (const [i, message] of bad.entries()) {
    const wild = await line(`Wild ${i}`)
    wild.say(message)
    await expect.poll(wild.ended, { message: String(message) }).toBeDefined()
  }
  const loud = await line('Luid')
  for (let i = 0; i <= MAX_SAID; i++) loud.say({ here: null })
  await expect.poll(loud.ended).toBe(1008)
  expect(present(rita)).toEqual([])
  expect(rita.ended()).toBeUndefined()
})

it('[K2] nothing of it is stored', async () => {
  const rita = await line('Rita'), omar = await line('Omar')
  const before = JSON.stringify(await rita.laptop.pull())
  rita.say(at('n1'))
  omar.say(at('n1'))
  await expect.poll(() => present(rita).length).toBe(1)
  expect(JSON.stringify(await rita.laptop.pull())).toBe(before)
})

it('[K2] the app names colleagues from its own list, forgets who went quiet or when the line ends, and says again where it is on a new line', async () => {
  const omar = await line('Omar')
  const rita = await server.laptop('Rita', 'regisseur', [G1])
  let now = 0, people: readonly NotePerson[] = []
  const presence = new Presence({ nowMs: () => now, nameOf: (id) => ({ name: id === null ? '' : 'Omar uit de lijst', me: false }), emit: (news) => { people = news.people } })
  closing.push(() => presence.close())
  presence.enter(at('n1').here)
  const open = () => {
    const poke = openPoke({ address, token: rita.token, silenceMs: 60_000, onOpen: () => undefined, onClose: () => presence.lost(), onPoke: (m) => { if (m.presence) presence.opened(poke.say); presence.heard(m) } })
    return poke
  }
  const first = open()
  await expect.poll(() => people.length).toBe(0)
  omar.say(at('n1'))
  await expect.poll(() => people).toMatchObject([{ name: 'Omar uit de lijst', me: false, cursor: CURSOR }])
  await expect.poll(() => present(omar).length).toBeGreaterThan(0)
  first.close()
  presence.lost()
  expect(people).toEqual([])
  await expect.poll(() => gone(omar)).toHaveLength(1)
  closing.push(open().close)
  await expect.poll(() => people.length).toBe(1)
  now = 100_000
  presence.heard({ gebieden: [], present: [] })
  presence.leave('another')
  presence.leave('n1')
  await expect.poll(() => gone(omar)).toHaveLength(2)
})
