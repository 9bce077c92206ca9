import { randomFillSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#core/model/ids.ts'
import { displayName } from '#core/text/names.ts'
import { noteText } from '#core/notes/text.ts'
import { makeSample, sample } from '../../../electron/data/sample/sample.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import { actionStates, signalStates } from '#core/model/kinds.ts'
import { findPrivate } from '#core/privacy/detect.ts'
import { readSession } from '../../../electron/data/vault/session.ts'
import { openWorkspace, type Workspace } from '../../../electron/data/workspace.ts'

describe('the sample', () => {
  let clock = Date.UTC(2026, 10, 23, 12)
  const workspace: Workspace = openWorkspace({
    file: ':memory:', nowMs: () => clock, newId: () => uuidv7(clock++, (b) => randomFillSync(b)), newDevice: () => 'device01',
    session: () => readSession(workspace.context.store, 'sample'), emit: () => undefined, tempFolder: '', log: () => undefined,
  })
  const { store } = workspace.context
  beforeAll(() => makeSample(workspace))
  afterAll(() => workspace.close())

  it('has what the issue promises: five gebieden, 127 who consented, thirteen meetings over a year, actions in every state', () => {
    expect(store.rows('gebied')).toHaveLength(5)
    expect(store.rows('wijk').map((w) => w.name)).toEqual(expect.arrayContaining(['Overdie', 'De Mare']))
    expect(store.rows('contact')).toHaveLength(127)
    expect(new Set(store.rows('consent').map((c) => c.contactId)).size).toBe(127)
    expect(store.rows('meeting')).toHaveLength(13)
    expect(new Set(store.rows('action').map((a) => a.state))).toEqual(new Set(actionStates))
    expect(store.rows('decision').length).toBeGreaterThan(0)
    expect(store.rows('terugkoppeling').length).toBeGreaterThan(0)
    expect(store.rows('choice').map((c) => c.state)).toEqual(['gesloten'])
    expect(store.rows('priority', '1', [], 'rank, title').map((p) => `${p.rank} ${p.title} ${p.points}`)).toEqual(['1 Jongeren bij het winkelcentrum 15', '2 Afval naast de containers 12', '2 Fietsendiefstal 12'])
    const chosen = new Set(store.rows('priority').map((p) => p.id))
    expect(store.rows('action').flatMap((a) => a.priorityIds).filter((id) => chosen.has(id))).toHaveLength(4)
    const minutes = store.rows('minutes')
    expect(minutes.map((m) => m.html.includes('gedeeld 2e')).sort()).toEqual([false, true])
    expect(minutes).toHaveLength(2)
    expect(minutes[0]!.html).toContain('Lantaarns bij de speeltuin')
    const people = store.rows('contactDetails')
    expect(people.filter((p) => p.email === '').length).toBeGreaterThan(5)
    const late = store.rows('action', "terugkoppelingOn < '2026-11-23' AND promise = 1")
    expect(late.length).toBeGreaterThan(0)
  })

  it("has signals in every gebied and state, with themes in two levels, about nobody", () => {
    const signals = store.rows('signal')
    expect(new Set(signals.map((s) => s.gebied)).size).toBe(5)
    expect(new Set(signals.map((s) => s.state))).toEqual(new Set(signalStates))
    expect(store.rows('theme', 'parentId IS NOT NULL').length).toBeGreaterThan(5)
    const names = store.rows('contact').map(displayName)
    for (const { text, themeIds, place } of signals) { expect(names.filter((name) => `${text} ${place}`.includes(name))).toEqual([]); expect(store.read('theme', themeIds[0]!)).toBeDefined(); expect(findPrivate(text, () => true)).toEqual([]) }
    for (const s of signals) for (const other of s.signalIds) expect(store.read('signal', other)?.signalIds).toContain(s.id)
    expect(store.rows('action', "signalIds <> '[]'")).toHaveLength(2)
  })

  it('leaves a buurt without a panel member, and names nobody who could be real', () => {
    const buurten = new Set(store.rows('contact').map((c) => c.buurtCode))
    expect(store.rows('buurt').filter((b) => !buurten.has(b.code)).length).toBeGreaterThan(0)
    for (const d of store.rows('contactDetails')) {
      expect(d.email).toMatch(/^$|@voorbeeld\.example$/)
      expect(d.phone).toMatch(/^$|^\+3160000\d{4}$/)
      expect(d.postcode).toMatch(/ SS$/)
    }
    const names = store.rows('contact').map((c) => `${c.firstName} ${c.prefix} ${c.lastName}`)
    expect(new Set(names).size).toBe(127)
  })

  it('has notes whose words can be found and whose chips point at rows', () => {
    const notes = store.rows('note')
    expect(notes.length).toBe(5)
    const text = notes.map((n) => noteText(noteState(store, n.id)!.update)).join('\n')
    expect(text).toContain('achterpad')
    const hits = store.db.prepare("SELECT count(*) FROM search WHERE search MATCH 'achterpad*' AND kind = 'note'").pluck().get()
    expect(hits).toBe(1)
    const links = store.db.prepare('SELECT kind, id FROM noteLink').all() as { kind: 'action' | 'decision'; id: string }[]
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(store.read(link.kind, link.id)).toBeDefined()
  })

  it('is the same on every laptop', () => {
    expect(sample('2026-11-23').changes).toEqual(sample('2026-11-23').changes)
    expect(readSession(store, 'sample')).toMatchObject({ name: 'Rita Voorbeeld', sample: true, standalone: true })
  })
})
