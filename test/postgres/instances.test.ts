import { afterEach, describe, expect, inject, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { paths, PROTOCOL } from '#core/sync/wire.ts'
import { listRefused } from '../../electron/data/sync/refused.ts'
import { startBalancer } from '../support/balancer.ts'
import { networkLaptop } from '../support/networkLaptop.ts'
import { databaseIn, query } from '../support/postgres.ts'
import { serverCommand } from '../support/serverCommand.ts'

const cluster = inject('postgres')
const PASSWORD = 'lang genoeg 1'
const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })

/** Three servers that start together on an empty database, with a load balancer in front. */
async function three(database: string) {
  const { app, owner, admin } = await databaseIn(cluster, database)
  const args = ['--postgres', app]
  const servers = [1, 2, 3].map(() => serverCommand([...args, '--port', '0'], { GEBIEDSBOEK_POSTGRES_OWNER: owner }))
  cleanups.push(() => Promise.all(servers.map((s) => s.stop())))
  const ports = await Promise.all(servers.map((s) => s.port()))
  const balancer = await startBalancer(ports)
  cleanups.push(() => balancer.close())
  const account = async (name: string) => { expect(await serverCommand(['account', 'add', '--name', name, '--role', 'regisseur', '--gebied', 'alle', '--password', PASSWORD, ...args]).said).toContain('is gemaakt') }
  return { servers, ports, balancer, account, admin, said: await Promise.all(servers.map((s) => s.said)), address: `http://127.0.0.1:${balancer.port}` }
}
async function laptop(address: string, name: string) {
  const made = networkLaptop()
  cleanups.push(() => made.close())
  await made.engine.connect(address, name, PASSWORD)
  await made.settled()
  return made
}

describe.skipIf(cluster === '')('several servers on one PostgreSQL', () => {
  it('started together they make one beheerder; an edit crosses between them; killing one loses nothing', async () => {
    const { servers, balancer, account, address, said, admin } = await three('instances_test')
    expect(said.filter((text) => text.includes('wachtwoord:'))).toHaveLength(1)
    expect(await query(admin, "SELECT name FROM account")).toEqual([{ name: 'beheerder' }])
    await account('Anna')
    await account('Bert')
    const anna = await laptop(address, 'Anna'), bert = await laptop(address, 'Bert')
    anna.store.commit([{ kind: 'gebied', id: 'g1', gebied: MUNICIPALITY, fields: { name: 'Overdie' } }])
    await expect.poll(() => bert.store.read('gebied', 'g1')?.name, { timeout: 10_000 }).toBe('Overdie')
    expect([...balancer.given.values()].every((n) => n > 0)).toBe(true)

    // Both type on while one server after another is killed.
    for (let i = 0; i < 120; i++) {
      anna.store.commit([{ kind: 'action', id: `anna${i}`, gebied: 'g1', fields: { title: `van Anna ${i}` } }])
      bert.store.commit([{ kind: 'action', id: `bert${i}`, gebied: 'g1', fields: { title: `van Bert ${i}` } }])
      if (i === 40) await servers[0]!.stop('SIGKILL')
      if (i === 80) await servers[1]!.stop('SIGKILL')
      await new Promise((resolve) => { setTimeout(resolve, 10) })
    }
    const typed = Date.now()
    await anna.settled(typed)
    await bert.settled(typed)
    const count = (l: typeof anna) => l.store.rows('action').length
    await expect.poll(() => [count(anna), count(bert)], { timeout: 10_000 }).toEqual([240, 240])
    expect([...listRefused(anna.store), ...listRefused(bert.store)]).toEqual([])
    expect(await query(admin, "SELECT count(*)::int AS n, count(DISTINCT seq)::int AS numbers FROM feed_row WHERE gebied = 'g1'")).toEqual([{ n: 240, numbers: 240 }])
    // What users notice of it is no more than a server that cannot be reached for a moment.
    expect([...anna.states, ...bert.states].filter((s) => !['idle', 'busy', 'offline'].includes(s.phase))).toEqual([])
  }, 60_000)

  it('[K1] a poke from one server reaches the laptop on another; the wait after wrong passwords counts on all of them together', async () => {
    const { ports, account } = await three('pokes_test')
    await account('Anna')
    await account('Bert')
    const anna = await laptop(`http://127.0.0.1:${ports[0]}`, 'Anna'), bert = await laptop(`http://127.0.0.1:${ports[1]}`, 'Bert')
    // The line must be open before it can bring anything; without it Bert asks once a second.
    const delays: number[] = []
    for (let i = 0; i < 5; i++) {
      const at = performance.now()
      anna.store.commit([{ kind: 'theme', id: `t${i}`, gebied: MUNICIPALITY, fields: { name: `thema ${i}` } }])
      await expect.poll(() => bert.store.read('theme', `t${i}`)?.name, { timeout: 5000, interval: 5 }).toBe(`thema ${i}`)
      delays.push(performance.now() - at)
    }
    expect(delays.sort((a, b) => a - b)[2]).toBeLessThan(600)
    const attempt = async (i: number) => (await fetch(`http://127.0.0.1:${ports[i % 3]}${paths.session}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Anna', password: 'fout', device: 'dddddddd', deviceName: '', protocol: PROTOCOL }) })).status
    const answers: number[] = []
    for (let i = 0; i < 10; i++) answers.push(await attempt(i))
    // Ten a minute, of which the two laptops used one each.
    expect(answers).toEqual([...Array(8).fill(401), 429, 429])
  }, 60_000)
})
