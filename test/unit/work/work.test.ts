import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { migrations } from '../../../electron/data/migrations.ts'
import { LongWork, type LongEdit } from '../../../electron/data/work.ts'
import { nextChanges } from '../../../electron/data/store/remote.ts'
import { bulkEdit } from '../../../electron/data/contacts/bulk.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const opened: { close(): void }[] = []
const folders: string[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function book(file = ':memory:', key?: Uint8Array) {
  const context = testContext({}, { file, migrations, ...(key ? { key } : {}) })
  opened.push(context.store)
  return context
}
const counts = ({ store }: ReturnType<typeof book>, ...tables: string[]) => tables.map((table) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
const contact = (id: string): LocalChange => ({ kind: 'contact', id, gebied: GEBIED, fields: { lastName: `Voorbeeld${id}` } })
const edit = (parts: LongEdit['parts'], more: Partial<LongEdit> = {}): LongEdit => ({ task: 'import', what: 'De import', label: () => 'Contacten geïmporteerd', total: 100, parts, ...more })
const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => contact(`c${String(from + i)}`))

describe('an edit in parts', () => {
  it('is one edit to take back, whatever its size, and shows how far it is', async () => {
    const context = book()
    const token = await context.work.write(edit([{ changes: many(0, 4000), done: 50 }, { changes: many(4000, 4000), done: 100 }]))
    expect(context.events.filter(({ event }) => event === 'progress').map(({ payload }) => payload)).toEqual([{ task: 'import', done: 0, total: 100 }, { task: 'import', done: 50, total: 100 }, { task: 'import', done: 100, total: 100 }, { task: 'import', done: 0, total: 0 }])
    expect(counts(context, 'contact', 'undo', 'outbox')).toEqual([8000, 8000, 8000])
    expect(await context.work.takeBack(token!, 'undo')).toEqual({ label: 'Contacten geïmporteerd' })
    expect(counts(context, 'contact', 'undo', 'undoLabel', 'outbox')).toEqual([0, 0, 0, 0])
    await expect(context.work.takeBack(token!, 'undo')).rejects.toThrow(/niet meer ongedaan/)
  })

  it('stopped half-way leaves nothing behind, also not in the index or for the server, and spares what others typed', async () => {
    const context = book()
    context.store.commit([contact('mine')])
    const halfway = function* () {
      yield { changes: many(0, 10), done: 50 }
      context.store.commit([contact('meanwhile'), { kind: 'contact', id: 'c3', gebied: GEBIED, fields: { firstName: 'Bijgeschreven' } }], { label: 'Contact gewijzigd' })
      context.work.stop()
      yield { changes: many(10, 10), done: 100 }
    }
    await expect(context.work.write(edit(halfway()))).rejects.toThrow('De import is gestopt. Wat al geschreven was, is teruggedraaid.')
    expect(context.store.rows('contact').map(({ id }) => id)).toEqual(['mine', 'meanwhile'])
    expect(counts(context, 'contact', 'outbox')).toEqual([2, 2])
    expect(context.store.db.prepare(`SELECT count(*) FROM contactSearch WHERE contactSearch MATCH 'voorbeeldc3'`).pluck().get()).toBe(0)
    expect(context.store.db.prepare(`SELECT count(*) FROM undo WHERE id = 'c3'`).pluck().get()).toBe(0)
  })

  it('is not sent before it is whole; what waited before goes on', async () => {
    const context = book()
    context.store.commit([contact('before')])
    const sendable = () => nextChanges(context.store, 1000).map(({ entry }) => entry.id)
    const seen: string[][] = []
    const parts = function* () {
      yield { changes: many(0, 2), done: 50 }
      seen.push(sendable())
      yield { changes: many(2, 1), done: 100 }
    }
    await context.work.write(edit(parts()))
    expect(seen).toEqual([['before']])
    expect(sendable()).toEqual(['before', 'c0', 'c1', 'c2'])
  })

  it('broken off by a crash is taken back when the data are opened again, and held back until then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'werk-'))
    folders.push(folder)
    const file = join(folder, 'boek.db'), key = randomBytes(32)
    const first = book(file, key)
    const never = new Promise<void>(() => undefined)
    const crashing = function* () { yield { changes: many(0, 20), done: 50 }; first.store.db.close(); yield { changes: many(20, 20), done: 100 } }
    await expect(first.work.write(edit(crashing()))).rejects.toThrow(/op slot/)
    opened.splice(0)
    const second = book(file, key)
    expect(counts(second, 'contact')).toEqual([20])
    second.work.resume()
    expect(nextChanges(second.store, 10)).toEqual([])
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 50)), never])
    expect(counts(second, 'contact', 'outbox', 'undo')).toEqual([0, 0, 0])
    second.store.commit([contact('after')])
    expect(nextChanges(second.store, 10)).toHaveLength(1)
  })

  it('on a full disk is taken back, or later when even that does not fit; one thing at a time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'werk-'))
    folders.push(folder)
    const context = book(join(folder, 'boek.db'), randomBytes(32))
    const { db } = context.store
    const full = function* () {
      yield { changes: many(0, 200), done: 50 }
      db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
      yield { changes: many(200, 20_000), done: 100 }
    }
    const writing = context.work.write(edit(full()))
    await expect(context.work.write(edit([]))).rejects.toThrow(/Wacht tot dat klaar is/)
    await expect(writing).rejects.toThrow(/De import is gestopt\. De schijf van deze computer is vol/)
    db.pragma('max_page_count = 1073741823')
    const again = new LongWork(context.store, () => undefined)
    expect(await again.write(edit([{ changes: [contact('x')], done: 100 }]))).not.toBeNull()
    expect(context.store.rows('contact').map(({ id }) => id)).toEqual(['x'])
  })
})

describe('a bulk edit of thousands', () => {
  it('counts what really changed, can be undone, and lets others through', async () => {
    const context = book()
    context.store.commit(many(0, 3000))
    context.store.commit([{ kind: 'contact', id: 'c7', gebied: GEBIED, fields: { labels: ['wijkmoeder'] } }])
    const ids = context.store.rows('contact').map(({ id }) => id)
    let through = 0
    const timer = setInterval(() => { through++ }, 0)
    const answer = await bulkEdit(context, ids, { type: 'addLabel', label: 'wijkmoeder' })
    clearInterval(timer)
    expect(answer.count).toBe(2999)
    expect(through).toBeGreaterThan(1)
    expect(context.store.undoable()[0]).toMatchObject({ label: '2.999 contacten van een label voorzien', count: 2999 })
    await context.work.takeBack(answer.undo!, 'undo')
    expect(context.store.rows('contact', `labels <> '[]'`).map(({ id }) => id)).toEqual(['c7'])
    expect((await bulkEdit(context, ids, { type: 'removeLabel', label: 'nergens' })).undo).toBeNull()
  })
})
