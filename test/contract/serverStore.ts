import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowDigest, addDigest, digestText, EMPTY_DIGEST } from '#core/sync/digest.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import type { RowVersion } from '#core/sync/row.ts'
import { EMPTY_FEED, keyOf, kindsOfContact, type News, type ReadTx, type ServerStore, type StoredRow, type WriteTx } from '../../server/store/contract.ts'

/** What every server store must do, whatever it is built on. */
export function describeServerStore(name: string, create: () => Promise<{ store: ServerStore; remove: () => Promise<void> }>): void {
  describe(name, () => {
    let store: ServerStore, remove: () => Promise<void>
    beforeEach(async () => { ({ store, remove } = await create()) })
    afterEach(async () => { await store.close(); await remove() })

    const stamp = (n: number) => makeStamp(n, 0, 'dddddddd')
    const row = (id: string, title: string, n = 1, gebied = 'g1', kind = 'action'): RowVersion => ({ kind, id, gebied, stamp: stamp(n), overrides: {}, fields: { title } })
    const read = <T>(work: (tx: ReadTx) => Promise<T>, gebieden = ['g1', 'g2']) => store.read(async (tx) => { await tx.within(gebieden); return work(tx) })
    const write = <T>(work: (tx: WriteTx) => Promise<T>, gebieden = ['g1', 'g2']) => store.write(async (tx) => { await tx.within(gebieden); return work(tx) })
    const put = (after: RowVersion, before?: StoredRow, audience: 'team' | 'details' = 'team') => write((tx) => tx.putRows([{ before, after: { row: after, bases: { title: stamp(0) } }, audience }]))
    const feed = (after = 0, limit = 100, audiences: readonly ('team' | 'people' | 'details')[] = ['team'], gebied = 'g1') => read(async (tx) => tx.feed({ gebied, head: (await tx.feedHeads([gebied])).get(gebied) ?? EMPTY_FEED, after, audiences, limit, maxBytes: 1e9 }))
    const digestsOf = async (gebied: string) => (await read((tx) => tx.feedHeads([gebied]))).get(gebied)!.digests
    const held = async (id: string, kind = 'action') => (await read((tx) => tx.rows([{ kind, id }]))).get(keyOf({ kind, id }))

    it('gives back what was put, with its bases', async () => {
      await put({ ...row('a1', 'Lamp'), overrides: { title: stamp(2) } })
      expect(await held('a1')).toEqual({ row: { ...row('a1', 'Lamp'), overrides: { title: stamp(2) } }, bases: { title: stamp(0) } })
    })

    it('[L4] says which numbers rows got: one unbroken run per gebied, markers not counted', async () => {
      const whole = (r: RowVersion, before?: StoredRow) => ({ before, after: { row: r, bases: {} }, audience: 'team' as const })
      const first = await write((tx) => tx.putRows([whole(row('a1', 'x')), whole(row('b1', 'x', 1, 'g2')), whole(row('a2', 'x'))]))
      expect([...first]).toEqual([['g1', [1, 2]], ['g2', [1, 1]]])
      const moved = (await held('a1'))!
      const second = await write((tx) => tx.putRows([whole(row('a1', 'x', 2, 'g2'), moved), whole(row('b2', 'x', 2, 'g2'))]))
      expect([...second]).toEqual([['g2', [2, 3]]])
      expect((await feed()).entries.map((e) => [e.type, e.seq])).toEqual([['r', 2], ['g', 3]])
    })

    it('a transaction that throws leaves nothing, not even a number', async () => {
      await expect(write(async (tx) => { await tx.putRows([{ before: undefined, after: { row: row('a1', 'x'), bases: {} }, audience: 'team' }]); throw new Error('stop') })).rejects.toThrow('stop')
      expect([await held('a1'), (await feed()).cursor]).toEqual([undefined, 0])
    })

    it('numbers become visible in order, also when many write at once', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, i) => put(row(`a${i}`, `${i}`))))
      const seqs = (await feed()).entries.map((e) => e.seq)
      expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    })

    it('pages end to end give every row once, at its last version', async () => {
      for (let i = 0; i < 25; i++) await put(row(`a${i}`, 'een'))
      await put(row('a3', 'twee', 2), await held('a3'))
      const seen: string[] = []
      let cursor = 0
      for (let more = true; more;) {
        const page = await feed(cursor, 7)
        expect(page.total).toBe(25 - seen.length)
        seen.push(...page.entries.map((e) => `${e.id} ${(JSON.parse(e.body!) as { f: { title: string } }).f.title}`))
        ;({ cursor, more } = page)
      }
      expect(seen).toHaveLength(25)
      expect(seen.at(-1)).toBe('a3 twee')
    })

    it('[L5] knows the newest rows of a feed and the actions of a team member, within the audiences and after a number', async () => {
      const of = (id: string, ownerId: string, kind = 'action'): RowVersion => ({ ...row(id, 'x', 1, 'g1', kind), fields: { title: 'x', ownerId } })
      await put(of('a1', 'm1'))
      await put(of('a2', 'm1'))
      await put(of('a3', 'm1', 'meeting'))
      await put(of('a4', 'm2'))
      await put(row('a5', '"ownerId":"m1"'))
      await put(row('a6', 'x'))
      await put(row('a7', 'x'), undefined, 'details')
      const ahead = async (after: number, newest: number, audiences: readonly ('team' | 'details')[] = ['team'], gebied = 'g1') =>
        (await read((tx) => tx.feedAhead({ gebied, after, audiences, newest, memberId: 'm1' }), ['g1'])).map((e) => `${e.type}${e.seq} ${e.id}`)
      expect(await ahead(0, 2)).toEqual(['r1 a1', 'r2 a2', 'r5 a5', 'r6 a6'])
      expect(await ahead(1, 1, ['team', 'details'])).toEqual(['r2 a2', 'r7 a7'])
      expect([await ahead(7, 5), await ahead(0, 5, ['team'], 'g2')]).toEqual([[], []])
    })

    it('rows of other audiences are not there, and the cursor passes them', async () => {
      await put(row('c1', 'geheim', 1, 'g1', 'contactDetails'), undefined, 'details')
      expect(await feed()).toEqual({ entries: [], cursor: 1, more: false, total: 0, reset: false })
      expect((await feed(0, 100, ['team', 'details'])).entries).toHaveLength(1)
    })

    it('a row that moves leaves a marker, and takes it away when it returns', async () => {
      await put(row('a1', 'x'))
      await put(row('a1', 'x', 2, 'g2'), await held('a1'))
      expect((await feed()).entries.map((e) => e.type)).toEqual(['g'])
      await put(row('a1', 'x', 3, 'g1'), await held('a1'))
      expect([(await feed()).entries.map((e) => e.type), (await feed(0, 9, ['team'], 'g2')).entries.map((e) => e.type)]).toEqual([['r'], ['g']])
    })

    it('[E5] erased rows are gone, leave a marker for the gebied and one for everybody, and an id in the ledger', async () => {
      await put(row('c1', 'naam', 1, 'g1', 'contact'), undefined, 'details')
      const gone = (await held('c1', 'contact'))!
      await write((tx) => tx.eraseRows([gone], () => 'details', 5), ['g1', MUNICIPALITY])
      await store.scrub()
      expect([await held('c1', 'contact'), (await feed(0, 9, ['team', 'details'])).entries.map((e) => e.type), [...await store.read((tx) => tx.erased([{ kind: 'contact', id: 'c1' }, { kind: 'contact', id: 'c2' }]))]]).toEqual([undefined, ['e'], ['contact c1']])
      expect((await digestsOf('g1')).details).toBe(digestText(EMPTY_DIGEST))
      const told = await read(async (tx) => tx.feed({ gebied: MUNICIPALITY, head: (await tx.feedHeads([MUNICIPALITY])).get(MUNICIPALITY)!, after: 0, audiences: ['team'], limit: 9, maxBytes: 1e9 }), [MUNICIPALITY])
      expect(told.entries).toMatchObject([{ type: 'e', kind: 'contact', id: 'c1' }])
    })

    it('[G1] the digest is that of the rows, whatever happened before', async () => {
      await put(row('a1', 'x'))
      await put(row('a2', 'x'))
      await put({ ...row('a1', 'y'), overrides: { title: stamp(9) } }, await held('a1'))
      await put(row('a2', 'x', 3, 'g2'), await held('a2'))
      const expected = digestText(addDigest(EMPTY_DIGEST, rowDigest('action', 'a1', stamp(1), { title: stamp(9) })))
      expect([(await digestsOf('g1')).team, (await digestsOf('g2')).team]).toEqual([expected, digestText(rowDigest('action', 'a2', stamp(3), {}))])
    })

    it('a cursor past the end means other data: it begins again', async () => {
      await put(row('a1', 'x'))
      expect(await feed(50)).toMatchObject({ reset: true, entries: [{ id: 'a1' }], cursor: 1 })
    })

    it('finds rows by the value of a field', async () => {
      await put({ ...row('k1', ''), kind: 'consent', fields: { contactId: 'c1' } })
      await put({ ...row('k2', ''), kind: 'consent', fields: { contactId: 'c2' } })
      expect((await read((tx) => tx.rowsWhere('g1', 'consent', 'contactId', 'c1'))).map((r) => r.row.id)).toEqual(['k1'])
    })

    it('finds rows by a value in a list, and not by a part of one', async () => {
      await put({ ...row('a1', ''), fields: { signalIds: ['s1', 's2'], title: 's3' } })
      await put({ ...row('a2', ''), fields: { signalIds: ['s22'], title: 's2' } })
      await put({ ...row('a3', ''), fields: { title: 's2' } })
      expect((await read((tx) => tx.rowsWhere('g1', 'action', 'signalIds', 's2'))).map((r) => r.row.id)).toEqual(['a1'])
    })

    it('finds what is about a contact, of every kind that is looked for so, and in its own gebied alone', async () => {
      for (const [n, kind] of kindsOfContact.entries()) await put({ ...row(`r${n}`, '', 1, 'g1', kind), overrides: { contactId: stamp(3) }, fields: { title: '"contactId":"c2"', contactId: 'c1' } })
      await put({ ...row('elders', '', 1, 'g2', 'consent'), fields: { contactId: 'c1' } })
      await put({ ...row('ander', '', 1, 'g1', 'consent'), fields: { contactId: 'c2' } })
      await put({ ...row('niemand', '', 1, 'g1', 'consent'), fields: { contactId: null } })
      await put({ ...row('soort', '', 1, 'g1', 'terugkoppeling'), fields: { contactId: 'c1' } })
      await put({ ...row('vreemd', '', 1, 'g1', 'consent'), fields: { contactId: 'é"\\\u0000' } })
      const about = (contactId: string, gebied = 'g1') => read(async (tx) => (await tx.rowsOfContact(gebied, contactId)).map(({ row: { id } }) => id).sort())
      expect(await about('c1')).toEqual(kindsOfContact.map((_, n) => `r${n}`))
      expect([await about('c1', 'g2'), await about('c2'), await about('c9'), await about('é"\\\u0000')]).toEqual([['elders'], ['ander'], [], ['vreemd']])
      expect(await read(async (tx) => (await tx.rowsOfContact('g1', 'c1')).length, ['g2'])).toBe(0)
      expect(await store.read(async (tx) => { await tx.within(['g1'], ['consent']); return (await tx.rowsOfContact('g1', 'c1')).map(({ row: { kind } }) => kind) })).toEqual(['consent'])
      // Written anew it is found by what it says now.
      await put({ ...row('ander', '', 2, 'g1', 'consent'), fields: { contactId: 'c1' } }, await held('ander', 'consent'))
      expect([await about('c2'), (await about('c1')).includes('ander')]).toEqual([[], true])
    })

    it('where a personal link lies is told beyond the wall, and of nothing else', async () => {
      await put(row('l1', '', 1, 'g2', 'doorLink'))
      await put(row('a1', '', 1, 'g2'))
      expect(await store.read(async (tx) => [await tx.gebiedOfLink('l1'), await tx.gebiedOfLink('a1'), await tx.gebiedOfLink('l9'), (await tx.rows([{ kind: 'doorLink', id: 'l1' }])).size])).toEqual(['g2', undefined, undefined, 0])
    })

    it('the wall around kinds: rows of other kinds, texts of notes and bytes of files are neither found nor written', async () => {
      await put(row('a1', 'hier'))
      await put(row('c1', 'Jansen', 1, 'g1', 'contact'))
      await write(async (tx) => { await tx.appendNote('n1', 'g1', 0, new Uint8Array([1])); await tx.putFile({ gebied: 'g1', hash: 'h', size: 1, received: 1, complete: true, at: 1 }, new Uint8Array([1])) })
      const keys = [{ kind: 'action', id: 'a1' }, { kind: 'contact', id: 'c1' }]
      const only = <T>(work: (tx: WriteTx) => Promise<T>) => store.write(async (tx) => { await tx.within(['g1'], ['action']); return work(tx) })
      const seen = async (tx: ReadTx) => [[...(await tx.rows(keys)).keys()], (await tx.rowsOfKind('contact')).length, (await tx.rowsWhere('g1', 'contact', 'title', 'Jansen')).length, (await tx.notes(['n1'])).size, await tx.noteHead('n1'), await tx.file({ gebied: 'g1', hash: 'h' }), (await tx.feedHeads(['g1'])).get('g1')?.seq]
      expect(await only(seen)).toEqual([['action a1'], 0, 0, 0, undefined, undefined, 3])
      expect(await only(async (tx) => { const claimed = await tx.claim(['g1'], keys); return [[...claimed.rows.keys()], claimed.elsewhere.size] })).toEqual([['action a1'], 0])
      const write1 = (kind: string) => only((tx) => tx.putRows([{ before: undefined, after: { row: row('n9', 'x', 1, 'g1', kind), bases: {} }, audience: 'team' }]))
      await expect(write1('contact')).rejects.toThrow(/outside the gebieden|row-level security/)
      await expect(only((tx) => tx.appendNote('n1', 'g1', 0, new Uint8Array([2])))).rejects.toThrow(/outside the gebieden|row-level security/)
      await write1('action')
      // Said again without kinds, it is about all of them.
      expect(await store.read(async (tx) => { await tx.within(['g1'], ['action']); await tx.within(['g1']); return (await tx.rowsOfKind('contact')).length })).toBe(1)
    })

    it('the wall: what lies in other gebieden is neither found nor written, only that it exists', async () => {
      await put(row('a1', 'hier'))
      await put(row('a2', 'elders', 1, 'g2'))
      await write((tx) => tx.appendNote('n2', 'g2', 0, new Uint8Array([1])))
      const keys = [{ kind: 'action', id: 'a1' }, { kind: 'action', id: 'a2' }, { kind: 'note', id: 'n2' }, { kind: 'action', id: 'a9' }]
      const seen = async (tx: ReadTx) => [[...(await tx.rows(keys)).keys()], (await tx.rowsOfKind('action')).map((r) => r.row.id), await tx.rowsWhere('g2', 'action', 'title', 'elders'), [...(await tx.feedHeads(['g1', 'g2'])).keys()], await tx.noteHead('n2'), (await tx.notes(['n2'])).size, await tx.gebieden()]
      expect(await read(seen, ['g1'])).toEqual([['action a1'], ['a1'], [], ['g1'], undefined, 0, ['g1', 'g2']])
      expect(await store.read(seen)).toEqual([[], [], [], [], undefined, 0, ['g1', 'g2']])
      const claimed = await write((tx) => tx.claim(['g1'], keys), ['g1'])
      expect([[...claimed.rows.keys()], [...claimed.elsewhere]]).toEqual([['action a1'], ['action a2', 'note n2']])
      const stranger = { before: undefined, after: { row: row('a3', 'x', 1, 'g2'), bases: {} }, audience: 'team' as const }
      await expect(write((tx) => tx.putRows([stranger]), ['g1'])).rejects.toThrow(/outside the gebieden|row-level security/)
      await expect(store.write((tx) => tx.putRows([stranger]))).rejects.toThrow(/outside the gebieden|row-level security/)
      expect((await read((tx) => tx.rows([{ kind: 'action', id: 'a3' }]))).size).toBe(0)
    })

    it('what is claimed is not written by another meanwhile', async () => {
      await put(row('a1', '0'))
      await Promise.all(Array.from({ length: 20 }, () => write(async (tx) => {
        const before = (await tx.claim(['g1'], [{ kind: 'action', id: 'a1' }])).rows.get('action a1')!
        const title = String(Number(before.row.fields['title']) + 1)
        await tx.putRows([{ before, after: { row: { ...before.row, fields: { title } }, bases: {} }, audience: 'team' }])
      })))
      expect((await held('a1'))?.row.fields['title']).toBe('20')
    })

    it('[K1] news comes to the listeners', async () => {
      const heard: (News | 'unknown')[] = []
      store.onNews((news) => heard.push(news))
      store.tell({ gebieden: ['g1'], exceptSession: 's' })
      await expect.poll(() => heard).toEqual([{ gebieden: ['g1'], exceptSession: 's' }])
    })

    it('counts attempts per key, within the window', async () => {
      const tries = [await store.attempt('a', 0, 100), await store.attempt('a', 99, 100), await store.attempt('b', 99, 100), await store.attempt('a', 100, 100)]
      expect(tries).toEqual([1, 2, 1, 1])
    })

    it('notes: updates, compacting without a new number, a new generation with one', async () => {
      const bytes = (text: string) => new TextEncoder().encode(text)
      const note = async () => { const n = (await read((tx) => tx.notes(['n1', 'n9']))).get('n1')!; return { generation: n.generation, state: n.state && new TextDecoder().decode(n.state), updates: n.updates.map((u) => new TextDecoder().decode(u.update)) } }
      await write(async (tx) => { await tx.appendNote('n1', 'g1', 0, bytes('een')); await tx.appendNote('n1', 'g1', 0, bytes('twee')) })
      expect(await note()).toEqual({ generation: 0, state: null, updates: ['een', 'twee'] })
      const { cursor } = await feed(0, 9, ['team', 'people'])
      await write((tx) => tx.replaceNote('n1', 'g1', 0, bytes('samen'), 'compacted'))
      expect([await note(), (await feed(0, 9, ['team', 'people'])).cursor]).toEqual([{ generation: 0, state: 'samen', updates: [] }, cursor])
      await write((tx) => tx.replaceNote('n1', 'g1', 1, bytes('nieuw'), 'newGeneration'))
      expect([await note(), (await feed(cursor, 9, ['team', 'people'])).entries.map((e) => e.type), (await feed(0, 9)).entries]).toEqual([{ generation: 1, state: 'nieuw', updates: [] }, ['n'], []])
    })

    it('[A2] bytes of attachments: parts follow each other, any stretch comes back, dropping leaves none; each gebied has its own', async () => {
      const key = { gebied: 'g1', hash: 'ab'.repeat(32) }, bytes = (...n: number[]) => new Uint8Array(n)
      const at = (received: number, complete = false) => ({ ...key, size: 7, received, complete, at: 5 })
      await write(async (tx) => { await tx.putFile(at(3), bytes(1, 2, 3)); await tx.putFile(at(7), bytes(4, 5, 6, 7)); await tx.putFile(at(7, true), bytes()) })
      await write((tx) => tx.putFile({ ...at(1), gebied: 'g2' }, bytes(9)))
      const stretch = async (from: number, length: number) => [...await read((tx) => tx.fileBytes(key, from, length))]
      expect([await read((tx) => tx.file(key)), await stretch(0, 7), await stretch(2, 3), await stretch(3, 1), await stretch(5, 100), await stretch(7, 1)]).toEqual([at(7, true), [1, 2, 3, 4, 5, 6, 7], [3, 4, 5], [4], [6, 7], []])
      expect([await read((tx) => tx.file(key), ['g2']), await read((tx) => tx.filesOf('g1'), ['g2']), [...await read((tx) => tx.fileBytes(key, 0, 7), ['g2'])]]).toEqual([undefined, [], []])
      await expect(write((tx) => tx.putFile({ ...at(1), gebied: 'g2', hash: 'cd'.repeat(32) }, bytes(1)), ['g1'])).rejects.toThrow(/outside the gebieden|row-level security/)
      await write((tx) => tx.dropFiles([key]))
      expect([await read((tx) => tx.file(key)), await stretch(0, 7), (await read((tx) => tx.filesOf('g2'))).map((f) => f.received)]).toEqual([undefined, [], [1]])
    })

    it('accounts by name without regard to case; sessions end with their account', async () => {
      const account = { id: 'u1', name: 'Anna', role: 'oov' as const, gebieden: ['g1'], memberId: null, password: 'x', disabled: false }
      await store.write(async (tx) => { await tx.putAccount(account); await tx.putSession({ hash: 'h', accountId: 'u1', device: 'd', seenAt: 1 }) })
      expect(await store.read((tx) => tx.accountByName('anna'))).toEqual(account)
      await store.write((tx) => tx.endSessions({ accountId: 'u1' }))
      expect(await store.read((tx) => tx.session('h'))).toBeUndefined()
    })

    it('a session that ends while it is being written stays ended', async () => {
      const session = { hash: 'h', accountId: 'u1', device: 'd', seenAt: 1 }
      await store.write((tx) => tx.putSession(session))
      const read = Promise.withResolvers<void>()
      const seen = store.write(async (tx) => {
        const held = await tx.session('h')
        read.resolve()
        await new Promise((resolve) => { setTimeout(resolve, 60) })
        if (held) await tx.putSession({ ...session, seenAt: 2 })
      })
      await read.promise
      await Promise.all([seen, store.write((tx) => tx.endSessions({ accountId: 'u1' }))])
      expect(await store.read((tx) => tx.session('h'))).toBeUndefined()
    })

    it('remembers who used a device first, and its last push', async () => {
      const device = (accountId: string, lastPush: number) => ({ id: 'd1', accountId, name: 'laptop', lastPush, lastAnswer: '{}' })
      await store.write(async (tx) => { await tx.putDevice(device('u1', 3), 10); await tx.putDevice(device('u2', 1), 20); await tx.putDevice(device('u1', 4), 30) })
      expect([[...await store.read((tx) => tx.writersOf(['d1', 'd9']))], await store.read((tx) => tx.device('d1', 'u1'))]).toEqual([[['d1', 'u1']], device('u1', 4)])
    })
  })
}
