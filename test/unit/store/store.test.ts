import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { acknowledge, applyRemoteRow, forgetRow, nextChanges } from '../../../electron/data/store/remote.ts'
import type { Store } from '../../../electron/data/store/store.ts'
import { stampOf } from '#core/sync/row.ts'
import { makeStamp } from '#core/sync/clock.ts'
import { GEBIED, testStore } from '../../support/store.ts'

const folders: string[] = []
const folder = () => { const f = mkdtempSync(join(tmpdir(), 'boek-')); folders.push(f); return f }
afterEach(() => { for (const f of folders.splice(0)) rmSync(f, { recursive: true }) })

const found = (store: Store, words: string) => store.db.prepare(`SELECT c.lastName FROM contactSearch s JOIN contact c ON c.rowid = s.rowid WHERE contactSearch MATCH ?`).pluck().all(words)
const addContact = (store: Store, id: string, lastName: string, more: object = {}) => store.commit([{ kind: 'contact', id, gebied: GEBIED, fields: { lastName, ...more } }], { label: 'Contact toegevoegd' })

describe('the write gate', () => {
  it('keeps a contact with its search words, sort key, outbox mark and event together', () => {
    const seen: unknown[] = []
    const { store } = testStore({ onChanged: (c) => seen.push(c) })
    addContact(store, 'c1', 'Bérg', { prefix: 'van der' })
    store.commit([{ kind: 'contactDetails', id: 'c1', gebied: GEBIED, fields: { street: 'Kanaalkade', phone: '+31612345678' } }])
    expect(store.read('contact', 'c1')).toMatchObject({ id: 'c1', gebied: GEBIED, lastName: 'Bérg', labels: [] })
    expect(store.db.prepare('SELECT sortKey FROM contact').pluck().get()).toMatch(/^berg/)
    expect(found(store, 'berg')).toEqual(['Bérg'])
    expect(found(store, 'kanaal*')).toEqual(['Bérg'])
    expect(found(store, '0612*')).toEqual(['Bérg'])
    expect(store.outbox.count()).toBe(2)
    expect(seen).toEqual([{ kinds: ['contact'], ids: ['c1'], gebieden: [GEBIED], origin: 'local' }, { kinds: ['contactDetails'], ids: ['c1'], gebieden: [GEBIED], origin: 'local' }])
  })

  it('leaves nothing of a transaction that fails', () => {
    const { store } = testStore()
    expect(() => store.commit([
      { kind: 'contact', id: 'c1', gebied: GEBIED, fields: { lastName: 'Smit' } },
      { kind: 'contact', id: 'c2', gebied: GEBIED, fields: { lastName: 'nul\0teken' } },
    ])).toThrow(/tekens die niet bewaard/)
    expect(store.read('contact', 'c1')).toBeUndefined()
    expect(store.outbox.count()).toBe(0)
    addContact(store, 'c3', 'Bos')
    expect(found(store, 'smit OR bos')).toEqual(['Bos'])
  })

  it('forgets old search words when a contact changes or goes', () => {
    const { store } = testStore()
    addContact(store, 'c1', 'Smit')
    store.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { lastName: 'Bakker' } }])
    expect([found(store, 'smit'), found(store, 'bakker')]).toEqual([[], ['Bakker']])
    store.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { deleted: true } }])
    expect(found(store, 'bakker')).toEqual([])
    expect(store.read('contact', 'c1')).toBeUndefined()
    store.db.exec(`INSERT INTO contactSearch(contactSearch) VALUES ('integrity-check')`)
  })

  it('undoes an edit, a new row and a delete, after a restart too', () => {
    const file = join(folder(), 'boek.db')
    const first = testStore({ file }).store
    const made = addContact(first, 'c1', 'Smit').undo!
    const changed = first.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { lastName: 'Smid', labels: ['wijkmoeder'] } }], { label: 'Contact gewijzigd' }).undo!
    const removed = first.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { deleted: true } }], { label: 'Contact verwijderd' }).undo!
    first.close()
    const { store } = testStore({ file })
    expect(store.undo(removed)).toEqual({ label: 'Contact verwijderd' })
    expect(store.read('contact', 'c1')?.lastName).toBe('Smid')
    store.undo(changed)
    expect(store.read('contact', 'c1')).toMatchObject({ lastName: 'Smit', labels: [] })
    store.undo(made)
    expect(store.read('contact', 'c1')).toBeUndefined()
    expect(() => store.undo(made)).toThrow(/niet meer ongedaan/)
    store.close()
  })

  it('undoing passes over what is no longer here, and puts a moved row back where it was', () => {
    const { store } = testStore()
    const made = store.commit(['c1', 'c2'].map((id) => ({ kind: 'contact' as const, id, gebied: GEBIED, fields: { lastName: 'Smit' } })), { label: 'Contacten toegevoegd' }).undo!
    const moved = store.commit([{ kind: 'contact', id: 'c1', gebied: 'g-elders', fields: { lastName: 'Smid' } }], { label: 'Contact verplaatst' }).undo!
    store.undo(moved)
    expect(store.read('contact', 'c1')).toMatchObject({ gebied: GEBIED, lastName: 'Smit' })
    store.transaction(() => forgetRow(store, 'contact', 'c2'))
    expect(store.undoable()).toMatchObject([{ label: 'Contacten toegevoegd', count: 2 }])
    store.undo(made)
    expect([store.read('contact', 'c1'), store.tables.contact.find('c2'), store.undoable()]).toEqual([undefined, undefined, []])
  })

  it('goes on with the undo records and the outbox of an earlier version', () => {
    const file = join(folder(), 'boek.db')
    const before = testStore({ file }).store
    const changed = addContact(before, 'c1', 'Smit').undo!
    addContact(before, 'c0', 'Bos')
    before.db.exec(`
ALTER TABLE undo RENAME TO u; ALTER TABLE undoLabel RENAME TO l; ALTER TABLE outbox RENAME TO o; DROP INDEX undo_row;
CREATE TABLE undo (token TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, before TEXT, PRIMARY KEY (token, position)) STRICT, WITHOUT ROWID;
CREATE INDEX undo_row ON undo (kind, id);
INSERT INTO undo SELECT token, position, kind, id, '${GEBIED}', before FROM u JOIN l ON l.number = u.record;
CREATE TABLE undoLabel (token TEXT PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO undoLabel SELECT token, label, at, count FROM l;
CREATE TABLE outbox (kind TEXT NOT NULL, id TEXT NOT NULL, gebied TEXT NOT NULL, position INTEGER NOT NULL, created INTEGER NOT NULL, bases TEXT, lost TEXT, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_position ON outbox (position);
INSERT INTO outbox SELECT kind, id, '${GEBIED}', position, created, bases, lost FROM o;
DROP TABLE u; DROP TABLE l; DROP TABLE o;
PRAGMA user_version = 200;`)
    before.close()
    const { store } = testStore({ file })
    expect(nextChanges(store, 9).map(({ change }) => change.id)).toEqual(['c1', 'c0'])
    store.undo(changed)
    expect([store.read('contact', 'c1'), store.undoable().map((r) => r.label)]).toEqual([undefined, ['Contact toegevoegd']])
    store.close()
  })

  it('gives later stamps after a restart with a clock set back', () => {
    const file = join(folder(), 'boek.db')
    const a = testStore({ file })
    addContact(a.store, 'c1', 'Smit')
    const before = a.store.tables.contact.find('c1')!['stamp'] as string
    a.store.close()
    const b = testStore({ file })
    b.clock.ms -= 86_400_000
    addContact(b.store, 'c2', 'Bos')
    expect((b.store.tables.contact.find('c2')!['stamp'] as string) > before).toBe(true)
    expect(b.store.device).toBe(a.store.device)
    b.store.close()
  })

  it('holds no readable text in any of its files', () => {
    const dir = folder()
    const file = join(dir, 'boek.db')
    const { store } = testStore({ file, key: new Uint8Array(32).fill(7) })
    addContact(store, 'c1', 'Onleesbaarsma', { remarks: 'Geheimzinnig verhaal '.repeat(500) })
    for (const suffix of ['', '-wal']) {
      const bytes = readFileSync(file + suffix).toString('latin1')
      expect(bytes).not.toMatch(/Onleesbaarsma|Geheimzinnig|SQLite format/)
    }
    store.close()
    expect(() => testStore({ file, key: new Uint8Array(32).fill(8) })).toThrow(/kan niet worden gelezen/)
    const again = testStore({ file, key: new Uint8Array(32).fill(7) }).store
    expect(again.read('contact', 'c1')?.lastName).toBe('Onleesbaarsma')
    again.close()
  })

  it('refuses a file of a newer version and leaves it as it is', () => {
    const file = join(folder(), 'boek.db')
    const { store } = testStore({ file })
    store.db.pragma('user_version = 9999')
    store.close()
    const before = readFileSync(file)
    expect(() => testStore({ file })).toThrow(/nieuwere versie/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

const firstChange = (store: Store) => nextChanges(store, 1)[0]!.change

describe('rows from the server', () => {
  const other = (ms: number) => makeStamp(ms, 0, 'zzzzzzzz')
  const pull = (store: Store, fields: Record<string, string>, stamp: string, overrides: Record<string, string> = {}) =>
    store.transaction(() => applyRemoteRow(store, { kind: 'action', id: 'a1', gebied: GEBIED, stamp, overrides, fields }), 'remote')

  it('[R1] lets a later unsent edit stay on top, and keeps a covered one for the server', () => {
    const { store, clock } = testStore()
    const start = clock.ms
    pull(store, { title: 'Lantaarn', description: 'oud', state: 'open' }, other(start - 1000))
    clock.ms = start + 1000
    store.commit([{ kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'Lantaarn kapot', description: 'van mij' } }])
    pull(store, { title: 'Lantaarn', description: 'van hen', state: 'bezig' }, other(start - 1000), { description: other(start + 5000), state: other(start + 10) })
    expect(store.read('action', 'a1')).toMatchObject({ title: 'Lantaarn kapot', description: 'van hen', state: 'bezig' })
    const change = firstChange(store)
    expect(change.fields).toEqual({ title: 'Lantaarn kapot', description: 'van mij' })
    expect(change.bases).toEqual({ title: other(start - 1000), description: other(start - 1000) })
  })

  it('[P3] clears only what was acknowledged; an edit made meanwhile stays, based on it', () => {
    const { store, clock } = testStore()
    store.commit([{ kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'een' } }])
    const change = firstChange(store)
    clock.ms += 10
    store.commit([{ kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'twee' } }])
    store.transaction(() => acknowledge(store, change, { status: 'applied' }))
    const next = firstChange(store)
    expect(next.fields).toEqual({ title: 'twee' })
    expect(next.bases).toEqual({ title: change.stamp })
    store.transaction(() => acknowledge(store, next, { status: 'applied' }))
    expect(store.outbox.count()).toBe(0)
  })

  it('[C4] takes over the stamps the server gave', () => {
    const { store, clock } = testStore()
    store.commit([{ kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'een' } }])
    const change = firstChange(store)
    const given = makeStamp(clock.ms - 500, 0, store.device)
    store.transaction(() => acknowledge(store, change, { status: 'applied', restamped: { '': given } }))
    expect(store.outbox.count()).toBe(0)
    const row = store.tables.action.version(store.tables.action.find('a1')!)
    expect(stampOf(row, 'title')).toBe(given)
    expect(row.stamp).toBe(given)
  })

  it('forgets a row with its search words, outbox mark and undo record', () => {
    const { store } = testStore()
    addContact(store, 'c1', 'Smit')
    store.transaction(() => forgetRow(store, 'contact', 'c1'))
    expect([found(store, 'smit'), store.outbox.count(), store.db.prepare('SELECT count(*) FROM undo').pluck().get()]).toEqual([[], 0, 0])
    store.db.exec(`INSERT INTO contactSearch(contactSearch) VALUES ('integrity-check')`)
  })

  it('leaves no word of a forgotten contact in the file, not even one that was edited away before', () => {
    const file = join(folder(), 'boek.db')
    const { store } = testStore({ file })
    addContact(store, 'c1', 'Uitwisbaarsma')
    for (let i = 0; i < 50; i++) addContact(store, `x${i}`, 'Blijvertje')
    store.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { lastName: 'Tussenbeide' } }])
    store.transaction(() => forgetRow(store, 'contact', 'c1'))
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readFileSync(file).toString('latin1').toLowerCase()
    expect(bytes).toContain('blijvertje')
    expect(bytes).not.toMatch(/uitwisbaarsma|tussenbeide/)
    store.close()
  })

  it('[V2] keeps fields of a newer client', () => {
    const { store } = testStore()
    pull(store, { title: 'Lantaarn', kleur: 'geel' }, other(1000))
    store.commit([{ kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'Lantaarnpaal' } }])
    expect(store.tables.action.version(store.tables.action.find('a1')!).fields['kleur']).toBe('geel')
  })
})
