import { afterEach, expect, it } from 'vitest'
import type { Json } from '#core/model/field.ts'
import { OLDEST_PROTOCOL, paths, PROTOCOL, pokeMessage, type PushAnswer, type PushRequest } from '#core/sync/wire.ts'
import { writeConnection, writePush } from '../../../electron/data/sync/memory.ts'
import { nextPush, takeReceipts } from '../../../electron/data/sync/push.ts'
import { listRefused } from '../../../electron/data/sync/refused.ts'
import { remoteOf } from '../../../electron/data/sync/remote.ts'
import { runRound } from '../../../electron/data/sync/round.ts'
import { connect, endOf, quiet, readerStore } from '../../support/traffic/record.ts'
import { EPOCH, hasTraffic, readTraffic, trafficServer, unsaid, type Exchange } from '../../support/traffic/traffic.ts'

/** Every protocol that this server still speaks. */
const protocols = Array.from({ length: PROTOCOL - OLDEST_PROTOCOL + 1 }, (_, i) => OLDEST_PROTOCOL + i)
const recorded = protocols.filter(hasTraffic)
const closing: (() => unknown)[] = []
afterEach(async () => { for (const close of closing.splice(0)) await close() })

it('[V5] every protocol number that is still spoken was recorded: after raising it, run `npm run record-traffic`', () => {
  expect(recorded).toEqual(protocols)
})

it.each(recorded)('[V5] what laptops of protocol %i said is still answered by this server, in the same meaning', async (protocol) => {
  const server = await trafficServer()
  closing.push(server.close)
  const tokens = new Map<string, string>()
  const changed: string[] = []
  for (const [i, e] of readTraffic(protocol).exchanges.entries()) {
    server.clock.ms = e.at
    const [, token = ''] = /^Bearer (.*)$/.exec(e.headers['authorization'] ?? '') ?? []
    const reply = await server.app.inject({ method: e.method as 'POST', url: e.path, headers: { ...e.headers, ...(tokens.has(token) ? { authorization: `Bearer ${tokens.get(token)}` } : {}), ...(e.body === null ? {} : { 'content-type': 'application/json' }) }, ...(e.body === null ? {} : { payload: JSON.stringify(e.body) }) })
    const answer = JSON.parse(reply.body || 'null') as Json
    if (reply.statusCode !== e.status) changed.push(`${i} ${e.who} ${e.method} ${e.path}: ${e.status}, now ${reply.statusCode} ${reply.body}`)
    else changed.push(...unsaid(e.answer, answer, `${i} ${e.who} ${e.method} ${e.path}`))
    if (e.path === paths.session && reply.statusCode === 200) tokens.set((e.answer as { token: string }).token, (answer as { token: string }).token)
  }
  expect(changed).toEqual([])
  expect(server.reported).toEqual([])
})

/** A network on which the other side says what it said then, as long as it is asked the same. */
function playedBack(dialogue: readonly Exchange[], clock: { ms: number }, differences: string[]) {
  let next = 0
  return {
    done: () => next === dialogue.length,
    async send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) {
      const e = dialogue[next++]
      if (!e || e.method !== method || e.path !== path) throw new Error(`the app asks ${method} ${path} where ${e ? `${e.method} ${e.path}` : 'nothing'} was recorded`)
      clock.ms = e.at
      differences.push(...unsaid({ headers: { ...e.headers, 'x-gebiedsboek-protocol': headers['x-gebiedsboek-protocol']! }, body: e.body }, { headers, body: body === undefined ? null : (JSON.parse(body) as Json) }, `${method} ${path}`))
      return { status: e.status, type: 'application/json; charset=utf-8', text: JSON.stringify(e.answer) }
    },
    close: () => undefined,
  }
}

it.each(recorded)('[V5] what a server of protocol %i said is still understood: laptops that read along end where they ended then', async (protocol) => {
  const { exchanges, ends } = readTraffic(protocol)
  expect(Object.keys(ends)).toHaveLength(3)
  for (const [name, end] of Object.entries(ends)) {
    const clock = { ms: exchanges[0]!.at }, differences: string[] = []
    const line = playedBack(exchanges.filter((e) => e.who === name), clock, differences)
    const store = readerStore(name, clock), remote = remoteOf(line)
    closing.push(() => store.close())
    connect(store, name, await remote.signIn(name, 'lang genoeg 1', store.device, 'laptop'))
    // The first round is a first sync in one page; the later ones came in small ones.
    for (let pageSize = 500; !line.done(); pageSize = 7) await runRound({ store, remote, nowMs: () => clock.ms, pageSize, ...quiet })
    expect(differences).toEqual([])
    const now = endOf(store)
    expect(unsaid(end as unknown as Json, now as unknown as Json)).toEqual([])
    expect(Object.keys(now.rows)).toEqual(expect.arrayContaining(Object.keys(end.rows)))
    expect(JSON.stringify(now), 'somebody who was erased').not.toContain('opname-contact"')
  }
})

it.each(recorded)('[V5] a push that the app of protocol %i left half way is finished by this one after an update, receipt by receipt', (protocol) => {
  const pushes = readTraffic(protocol).exchanges.filter((e) => e.path === paths.push && e.status === 200)
  expect(pushes.length).toBeGreaterThan(15)
  for (const e of pushes) {
    const store = readerStore(e.who, { ms: e.at })
    closing.push(() => store.close())
    const request = e.body as unknown as PushRequest, answer = e.answer as unknown as PushAnswer
    writeConnection(store, { address: 'http://opname', name: e.who, token: 'x', epoch: EPOCH, account: { id: 'a', name: e.who, role: 'beheerder', gebieden: ['opname-dorp', 'opname-haven'], memberId: null }, paused: false, pushes: request.push })
    writePush(store, { number: request.push, body: JSON.stringify(request), notes: request.notes.map(({ id }) => ({ noteId: id, upTo: 0 })) })
    const waiting = nextPush(store)!
    expect(JSON.parse(waiting.body)).toEqual(request)
    takeReceipts(store, waiting, answer)
    expect(nextPush(store)).toBeUndefined()
    expect(listRefused(store).map((r) => r.rowId)).toEqual(request.changes.filter((_, i) => answer.changes[i]!.status === 'refused').map((c) => c.id))
  }
})

it.each(recorded)('[V5] what a server of protocol %i says by itself is understood', (protocol) => {
  expect(readTraffic(protocol).pokes.map((text) => pokeMessage.parse(JSON.parse(text)).gebieden)).toEqual([[], ['opname-dorp']])
})
