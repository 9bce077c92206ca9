import { randomUUID } from 'node:crypto'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { EMPTY_FEED, StoreUnusable, type News, type ReadTx, type ServerStore } from '../../server/store/contract.ts'
import { asOwner } from '../../server/store/postgres/owner.ts'
import { NEWEST } from '../../server/store/postgres/migrate.ts'
import { migrations } from '../../server/store/postgres/migrations.ts'
import { openPostgresStore } from '../../server/store/postgres/open.ts'
import { describeServerStore } from '../contract/serverStore.ts'
import { databaseIn, emptied, query, type DatabaseLogins } from '../support/postgres.ts'

const folder = inject('postgres')
const fresh = () => databaseIn(folder, `t${randomUUID().replaceAll('-', '')}`)
const reported: unknown[] = []
const open = (at: DatabaseLogins, owner?: string) => openPostgresStore({ connection: at.app, owner, newEpoch: 'e1', report: (e) => reported.push(e) })
const row = (id: string, gebied: string, title = id) => ({ before: undefined, after: { row: { kind: 'action', id, gebied, stamp: makeStamp(1, 0, 'dddddddd'), overrides: {}, fields: { title } }, bases: {} }, audience: 'team' as const })
const put = (store: ServerStore, gebied: string, ...ids: string[]) => store.write(async (tx) => { await tx.within([gebied]); return tx.putRows(ids.map((id) => row(id, gebied))) })
const feed = (store: ServerStore, gebied: string, after: number) => store.read(async (tx: ReadTx) => {
  await tx.within([gebied])
  return tx.feed({ gebied, head: (await tx.feedHeads([gebied])).get(gebied) ?? EMPTY_FEED, after, audiences: ['team'], limit: 1000, maxBytes: 1e9 })
})

describe.skipIf(folder === '')('on PostgreSQL', () => {
  let at: DatabaseLogins
  beforeAll(async () => { at = await fresh(); await (await open(at, at.owner)).close() })
  afterAll(() => { if (reported.length > 0) throw new Error('the store reported something unexpected', { cause: reported[0] }) })

  describeServerStore('the contract', async () => ({ store: await open(at), remove: async () => { await emptied(at.owner) } }))

  it('[L1] a reader never steps over a row that is committed late', async () => {
    const store = await open(at), other = await open(at)
    let letGo = () => undefined as void
    const held = new Promise<void>((resolve) => { letGo = resolve })
    const begun = Promise.withResolvers<void>()
    const late = store.write(async (tx) => { await tx.within(['laat']); await tx.putRows([row('laat1', 'laat')]); begun.resolve(); await held })
    await begun.promise
    const quick = put(other, 'laat', 'laat2')
    const early = await feed(other, 'laat', 0)
    // Another gebied does not wait.
    await put(other, 'elders', 'vlot1')
    letGo()
    await Promise.all([late, quick])
    const seen = [...early.entries, ...(await feed(other, 'laat', early.cursor)).entries]
    expect(seen.map((e) => e.id)).toEqual(['laat1', 'laat2'])
    await Promise.all([store.close(), other.close()])
  })

  it('[L1] forty writers on four connections and a reader that follows: every row once, in order', async () => {
    const stores = await Promise.all([open(at), open(at), open(at), open(at)])
    const seen: string[] = []
    let cursor = 0, writing = true
    const follow = (async () => {
      for (let last = false; !last;) {
        last = !writing
        const slice = await feed(stores[0]!, 'druk', cursor)
        seen.push(...slice.entries.map((e) => e.id))
        cursor = slice.cursor
      }
    })()
    await Promise.all(Array.from({ length: 40 }, async (_, i) => { for (let n = 0; n < 5; n++) await put(stores[i % 4]!, 'druk', `w${i}-${n}`) }))
    writing = false
    await follow
    expect([seen.length, new Set(seen).size, cursor]).toEqual([200, 200, 200])
    await Promise.all(stores.map((s) => s.close()))
  })

  it('transactions that wait for each other: one goes again, both are done', async () => {
    const store = await open(at)
    const both = Promise.withResolvers<void>()
    let begun = 0
    const cross = (first: string, second: string) => store.write(async (tx) => {
      await tx.within([first, second])
      await tx.claim([first], [])
      if (++begun === 2) both.resolve()
      await both.promise
      await tx.claim([second], [])
      await tx.putRows([row(`${first}-${second}`, second)])
    })
    await Promise.all([cross('k1', 'k2'), cross('k2', 'k1')])
    const [one, two] = [await feed(store, 'k1', 0), await feed(store, 'k2', 0)]
    expect([one.entries.map((e) => e.id), two.entries.map((e) => e.id)]).toEqual([['k2-k1'], ['k1-k2']])
    await store.close()
  })

  describe('the wall of row-level security', () => {
    const tables = ['feed', 'digest', 'feed_row', 'marker', 'note', 'note_update', 'file', 'file_part']
    /** What a statement without any condition finds, when the transaction is about these gebieden. */
    const forgotten = async (table: string, gebieden: string | undefined) => {
      const client = new pg.Client({ connectionString: at.app })
      await client.connect()
      await client.query('BEGIN')
      if (gebieden !== undefined) await client.query("SELECT set_config('gebiedsboek.gebieden', $1, true)", [gebieden])
      const found = await client.query<{ gebied: string }>(`SELECT gebied FROM ${table}`)
      await client.query('COMMIT')
      const after = await client.query(`SELECT 1 FROM ${table}`)
      await client.end()
      return { gebieden: [...new Set(found.rows.map((r) => r.gebied))], after: after.rowCount }
    }
    beforeAll(async () => {
      const store = await open(at)
      for (const gebied of ['muur1', 'muur2']) {
        await store.write(async (tx) => {
          await tx.within([gebied, MUNICIPALITY])
          const first = row(`m-${gebied}`, gebied), second = row(`e-${gebied}`, gebied)
          await tx.putRows([first, second])
          await tx.eraseRows([second.after], () => 'team', 1)
          await tx.appendNote(`n-${gebied}`, gebied, 0, new Uint8Array([1]))
          await tx.putFile({ gebied, hash: 'ab'.repeat(32), size: 2, received: 1, complete: false, at: 1 }, new Uint8Array([1]))
        })
      }
      await store.close()
    })

    it.each(tables)('a SELECT on %s that forgot its WHERE finds the gebieden of the transaction and no other, and nothing after it', async (table) => {
      expect(await forgotten(table, 'muur1')).toEqual({ gebieden: ['muur1'], after: 0 })
      expect((await forgotten(table, 'muur1,muur2')).gebieden.sort()).toEqual(['muur1', 'muur2'])
      expect(await forgotten(table, undefined)).toEqual({ gebieden: [], after: 0 })
    })

    it('an UPDATE or DELETE that forgot its WHERE touches no other gebied, and nothing moves over the wall', async () => {
      const inside = "BEGIN; SELECT set_config('gebiedsboek.gebieden', 'muur1', true);"
      await query(at.app, `${inside} UPDATE feed_row SET body = 'x'; DELETE FROM marker; ROLLBACK`)
      await query(at.app, `${inside} DELETE FROM feed_row; DELETE FROM note; COMMIT`)
      expect(await query(at.admin, "SELECT id FROM feed_row WHERE gebied LIKE 'muur%' UNION SELECT id FROM note WHERE gebied LIKE 'muur%' ORDER BY 1")).toEqual([{ id: 'm-muur2' }, { id: 'n-muur2' }])
      await expect(query(at.app, `${inside} INSERT INTO feed VALUES ('muur2', 99)`)).rejects.toThrow('row-level security')
      await expect(query(at.app, "BEGIN; SELECT set_config('gebiedsboek.gebieden', 'muur2', true); UPDATE feed_row SET gebied = 'muur1'")).rejects.toThrow('row-level security')
    })

    it.each([
      'CREATE TABLE eigen (x int)', 'ALTER TABLE feed_row DISABLE ROW LEVEL SECURITY', 'DROP POLICY own_gebieden ON feed_row', 'TRUNCATE feed_row', 'DELETE FROM erased', 'UPDATE erased SET at = 1',
      'DELETE FROM account', 'DELETE FROM feed', 'DELETE FROM device', "INSERT INTO meta VALUES ('x', 'y')", "UPDATE meta SET key = 'z'", 'SET ROLE gebiedsboek_owner', 'CREATE FUNCTION public.wall() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    ])('the role of the server may not: %s', async (statement) => {
      await expect(query(at.app, statement)).rejects.toThrow(/permission denied|must be owner|must be able to SET ROLE/)
    })
  })

  it('three servers that start together on an empty database: it is prepared once, all three work', async () => {
    const empty = await fresh()
    await expect(open(empty)).rejects.toThrow(/nog niet klaar/)
    const stores = await Promise.all([1, 2, 3].map((n) => openPostgresStore({ connection: empty.app, owner: empty.owner, newEpoch: `e${n}`, report: (e) => reported.push(e) })))
    expect(new Set(await Promise.all(stores.map((s) => s.read((tx) => tx.epoch())))).size).toBe(1)
    await Promise.all(stores.map((s, i) => put(s, 'g1', `a${i}`)))
    expect((await feed(stores[0]!, 'g1', 0)).entries).toHaveLength(3)
    await Promise.all(stores.map((s) => s.close()))
    await query(empty.owner, `UPDATE meta SET value = '${NEWEST + 1}' WHERE key = 'schema'`)
    await expect(open(empty, empty.owner)).rejects.toThrow(/nieuwere versie/)
  })

  it('rows of before they could be found by their contact are found by it after an upgrade, along the index', async () => {
    const old = await fresh()
    await query(old.owner, `CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL); ${migrations.filter(({ version }) => version < 40).map(({ sql }) => sql).join('')}
      INSERT INTO meta VALUES ('schema', '30'); INSERT INTO feed_row VALUES ('consent', 'k1', 'g1', 1, 'team', '{"s":"x","o":{"contactId":"y"},"f":{"channels":["\\"contactId\\":\\"c2\\""],"contactId":"c1"}}', '{}')`)
    const store = await open(old, old.owner)
    expect(await store.read(async (tx) => { await tx.within(['g1']); return (await Promise.all(['c1', 'c2', 'y'].map((id) => tx.rowsOfContact('g1', id)))).map((found) => found.map(({ row: { id } }) => id)) })).toEqual([['k1'], [], []])
    await store.close()
    const client = new pg.Client({ connectionString: old.app })
    await client.connect()
    await client.query('SET enable_seqscan = off')
    const plan = await client.query<{ 'QUERY PLAN': string }>("EXPLAIN SELECT body FROM feed_row r WHERE contact_id = 'c1' AND gebied = 'g1'")
    await client.end()
    expect(plan.rows.map((line) => line['QUERY PLAN']).join()).toMatch(/feed_row_contact/)
  })

  it('a login that may pass the wall is refused, and so are wrong addresses, each with what to do', async () => {
    const as = (connection: string) => openPostgresStore({ connection, owner: undefined, newEpoch: 'e1', report: () => undefined })
    await expect(as(at.owner)).rejects.toThrow(/scheiding tussen gebieden/)
    await expect(as(at.admin)).rejects.toThrow(/scheiding tussen gebieden/)
    await expect(as(at.app.replace(at.name, 'bestaat_niet'))).rejects.toThrow(/bestaat niet/)
    await expect(as('postgres://gebiedsboek_app@127.0.0.1:9/x')).rejects.toThrow(StoreUnusable)
    await expect(openPostgresStore({ connection: at.app, owner: at.app, newEpoch: 'e1', report: () => undefined })).rejects.toThrow(/te weinig rechten/)
  })

  it('a line that breaks between two statements of the owner fails the next one, and nothing else', async () => {
    await expect(asOwner(at.owner, 'test', async (client) => {
      const { rows: [line] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      const broken = new Promise((resolve) => client.once('end', () => resolve(undefined)))
      await query(at.admin, `SELECT pg_terminate_backend(${line!.pid})`)
      await broken
      await client.query('SELECT 1')
    })).rejects.toThrow(/not queryable|terminated/)
  })

  it('a PostgreSQL that is still starting is waited for: after a power cut it starts together with the server', async () => {
    const fields = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0')
    const starting = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), fields])
    starting.writeInt32BE(fields.length + 4, 1)
    let sentAway = 0
    const door = createServer((line) => {
      line.on('error', () => undefined)
      if (sentAway < 3) { sentAway += 1; line.once('data', () => line.end(starting)); return }
      const inside = connect(join(folder, '.s.PGSQL.5432'))
      inside.on('error', () => line.destroy())
      line.pipe(inside).pipe(line)
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    const store = await openPostgresStore({ connection: `postgres://gebiedsboek_app@127.0.0.1:${(door.address() as AddressInfo).port}/${at.name}`, owner: undefined, newEpoch: 'e1', report: (e) => reported.push(e) })
    expect([sentAway, await store.read((tx) => tx.epoch())]).toEqual([3, 'e1'])
    await store.close()
    door.close()
  })

  it('[K2] who is in a note is passed on to the other instances, and what is no such message is not heard', async () => {
    const one = await open(at), two = await openPostgresStore({ connection: at.app, owner: undefined, newEpoch: 'e1', report: () => undefined })
    const heard: (News | 'unknown')[] = []
    two.onNews((n) => heard.push(n))
    const presence = { what: 'arrived' as const, line: 'l1', gebied: 'g1', note: 'n1', member: null, cursor: { anchor: 'AAEC', head: 'AAEC' } }
    await query(at.admin, "NOTIFY gebiedsboek_news, '{\"p\":{\"line\":7}}'; NOTIFY gebiedsboek_news, '{\"p\":{\"what\":\"arrived\",\"line\":\"<b>\",\"gebied\":\"g1\",\"note\":\"n1\",\"member\":null,\"cursor\":null}}'")
    one.tell({ gebieden: [], presence })
    await expect.poll(() => heard).toEqual([{ gebieden: [], presence }])
    await Promise.all([one.close(), two.close()])
  })

  it('[K1] news reaches the other instances, once, and long lists as well; who lost the line hears that something was missed', async () => {
    const one = await open(at), two = await openPostgresStore({ connection: at.app, owner: undefined, newEpoch: 'e1', report: () => undefined })
    const heard: { one: (News | 'unknown')[]; two: (News | 'unknown')[] } = { one: [], two: [] }
    one.onNews((n) => heard.one.push(n))
    two.onNews((n) => heard.two.push(n))
    one.tell({ gebieden: ['g1'], exceptSession: 's1' })
    const many = Array.from({ length: 250 }, (_, i) => `${'g'.repeat(60)}${i}`)
    one.tell({ gebieden: many })
    await expect.poll(() => heard.two.flatMap((n) => (n === 'unknown' ? [] : n.gebieden))).toEqual(['g1', ...many])
    expect([heard.one.length, heard.two[0]]).toEqual([2, { gebieden: ['g1'], exceptSession: 's1' }])
    await query(at.admin, "NOTIFY gebiedsboek_news, 'geen bericht van ons'; NOTIFY gebiedsboek_news, '{\"g\":7}'")
    heard.two.length = 0
    await query(at.admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gebiedsboek-news' AND pid = (SELECT max(pid) FROM pg_stat_activity WHERE application_name = 'gebiedsboek-news')")
    await expect.poll(() => [...heard.one, ...heard.two].includes('unknown'), { timeout: 10_000 }).toBe(true)
    await Promise.all([one.close(), two.close()])
    reported.length = 0
  })
})
