import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import { chipNode, mentionNode, noteFromNodes, noteFromText, paragraph } from '#core/notes/compose.ts'
import { noteDoc, noteFragment } from '#core/notes/document.ts'
import { noteText } from '#core/notes/text.ts'
import type { Handlers } from '#core/contract/command.ts'
import type { noteCommands } from '#core/contract/notes.ts'
import type { Role } from '#core/model/access.ts'
import { migrations } from '../../../../electron/data/migrations.ts'
import { acknowledgeNoteUpdates, appendNoteUpdate, countPendingNotes, forgetNotesOf, MAX_UPDATES, noteState, offerNoteAgain, pendingNoteUpdates, receiveNoteUpdates } from '../../../../electron/data/notes/bodies.ts'
import { noteHtmlFrom } from '../../../../electron/data/notes/chips.ts'
import { noteHandlers } from '../../../../electron/data/notes/handlers.ts'
import { indexUnreadNotes } from '../../../../electron/data/notes/words.ts'
import type { Store } from '../../../../electron/data/store/store.ts'
import { GEBIED, testContext, testStore } from '../../../support/store.ts'

const open = (role: Role = 'regisseur') => {
  const context = testContext({ role }, { migrations })
  return { context, store: context.store, handlers: noteHandlers(context) as { [K in keyof typeof noteCommands]: (input: Parameters<Handlers<typeof noteCommands>[K]>[0]) => Awaited<ReturnType<Handlers<typeof noteCommands>[K]>> } }
}
const note = (noteId: string, update: Uint8Array, generation = 0) => ({ noteId, gebied: GEBIED, meetingId: 'v1', agendaItemId: noteId, generation, update })
const textOf = (store: Store, noteId: string) => { const state = noteState(store, noteId); return state ? noteText(state.update) : undefined }
const found = (store: Store, word: string) => store.db.prepare("SELECT subject FROM search WHERE search MATCH ? AND kind = 'note'").pluck().all(word)

/** Types words one update at a time, as the editor does. */
function typist(start: readonly Uint8Array[] = []) {
  const doc = noteDoc(start)
  let made: Uint8Array[] = []
  doc.on('updateV2', (update: Uint8Array) => made.push(update))
  const fragment = noteFragment(doc)
  return (word: string): Uint8Array => {
    made = []
    doc.transact(() => {
      if (fragment.length === 0) { const p = new Y.XmlElement('paragraph'); p.insert(0, [new Y.XmlText()]); fragment.insert(0, [p]) }
      const text = (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, word)
    })
    return Y.mergeUpdatesV2(made)
  }
}

describe('note bodies on disk', () => {
  it('keep typing over a restart, make the row, and put the words in the index', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-note-'))
    const file = join(folder, 'boek.db')
    try {
      const first = testStore({ file, migrations }).store
      first.commit([{ kind: 'agendaItem', id: 'i1', gebied: GEBIED, fields: { title: 'Verlichting' } }])
      const type = typist()
      for (const word of ['De ', 'lantaarnpaal ', 'is stuk']) appendNoteUpdate(first, note('i1', type(word)))
      expect(first.read('note', 'i1')).toMatchObject({ gebied: GEBIED, meetingId: 'v1', agendaItemId: 'i1', generation: 0 })
      first.close()
      const again = testStore({ file, migrations }).store
      expect(textOf(again, 'i1')).toBe('De lantaarnpaal is stuk')
      expect(found(again, 'lantaarnpaal')).toEqual([])
      indexUnreadNotes(again)
      expect(found(again, 'lantaarnpa*')).toEqual(['i1'])
      expect(found(again, 'verlichting')).toEqual(['i1'])
      again.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('are compacted, and what the server has not confirmed stays apart', () => {
    const { store } = open()
    const type = typist()
    for (let i = 0; i <= 50; i++) appendNoteUpdate(store, note('i1', type(`${i} `)))
    const sent = pendingNoteUpdates(store)
    expect(sent).toHaveLength(1)
    for (let i = 51; i <= MAX_UPDATES + 20; i++) appendNoteUpdate(store, note('i1', type(`${i} `)))
    expect(store.db.prepare('SELECT count(*) FROM noteUpdate').pluck().get()).toBeLessThan(30)
    acknowledgeNoteUpdates(store, sent)
    const rest = pendingNoteUpdates(store)
    expect(noteText(sent[0]!.update, rest[0]!.update)).toBe(textOf(store, 'i1'))
    expect(textOf(store, 'i1')).toMatch(/^0 1 2 .* 220$/)
    acknowledgeNoteUpdates(store, rest)
    expect(countPendingNotes(store)).toBe(0)
    expect(textOf(store, 'i1')).toMatch(/^0 1 2 .* 220$/)
  })

  it('merge what two laptops typed offline, whatever the order', () => {
    const [a, b] = [open().store, open().store]
    const start = noteFromText('Begin.')
    for (const store of [a, b]) store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 0, updates: [start], complete: true }), 'remote')
    appendNoteUpdate(a, note('i1', typist([start])(' Van een.')))
    appendNoteUpdate(b, note('i1', typist([start])(' Van twee.')))
    const [fromA, fromB] = [pendingNoteUpdates(a)[0]!, pendingNoteUpdates(b)[0]!]
    for (const [store, { update }] of [[a, fromB], [b, fromA]] as const) {
      const received = store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 0, updates: [update, update], complete: false }), 'remote')
      expect(received.update).not.toBeNull()
    }
    expect(textOf(a, 'i1')).toBe(textOf(b, 'i1'))
    expect(textOf(a, 'i1')).toContain('Van een.')
    expect(textOf(a, 'i1')).toContain('Van twee.')
  })

  it('[N2] a newer generation replaces the body, unsent typing goes on in it, and an older one is refused', () => {
    const { store } = open()
    appendNoteUpdate(store, note('i1', noteFromText('niet verstuurd')))
    const fresh = noteFromText('herschreven')
    const { unsent } = store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 2, updates: [fresh], complete: true }), 'remote')
    expect(unsent).toBeNull()
    expect(pendingNoteUpdates(store).map((n) => [n.generation, noteText(fresh, n.update).split('\n').sort()])).toEqual([[2, ['herschreven', 'niet verstuurd']]])
    expect(() => appendNoteUpdate(store, note('i1', noteFromText('oud'), 0))).toThrow(/opnieuw opgebouwd/)
    expect(store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 1, updates: [noteFromText('oud')], complete: true }), 'remote')).toEqual({ update: null, unsent: null })
    expect(textOf(store, 'i1')).not.toContain('oud')
  })

  it('[N2] typing that builds on something the new generation lacks is given back', () => {
    const { store } = open()
    const doc = new Y.Doc()
    doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')])
    const before = Y.encodeStateVector(doc)
    doc.getXmlFragment('default').insert(1, [new Y.XmlElement('paragraph')])
    appendNoteUpdate(store, note('i1', new Uint8Array(Y.encodeStateAsUpdateV2(doc, before))))
    const { unsent } = store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 1, updates: [noteFromText('nieuw')], complete: true }), 'remote')
    expect(unsent).not.toBeNull()
    expect([textOf(store, 'i1'), countPendingNotes(store)]).toEqual(['nieuw', 0])
  })

  it('never store bytes that are no update', () => {
    const { store } = open()
    expect(() => appendNoteUpdate(store, note('i1', new Uint8Array([9, 9, 9])))).toThrow(/beschadigd/)
    expect(store.read('note', 'i1')).toBeUndefined()
    store.transaction(() => receiveNoteUpdates(store, { noteId: 'i1', gebied: GEBIED, generation: 0, updates: [new Uint8Array([1])], complete: true }), 'remote')
    expect(noteState(store, 'i1')).toBeUndefined()
  })

  it('leave the laptop with their gebied, and can be offered again as a whole', () => {
    const { store } = open()
    appendNoteUpdate(store, note('i1', noteFromText('tuinfeest')))
    indexUnreadNotes(store)
    acknowledgeNoteUpdates(store, pendingNoteUpdates(store))
    offerNoteAgain(store, 'i1')
    expect(noteText(pendingNoteUpdates(store)[0]!.update)).toBe('tuinfeest')
    store.transaction(() => forgetNotesOf(store, GEBIED))
    expect(noteState(store, 'i1')).toBeUndefined()
    expect(found(store, 'tuinfeest')).toEqual([])
  })
})

describe('note commands', () => {
  it('answer the body, keep an update and tell who may not write', () => {
    const { handlers } = open()
    expect(handlers['notes.open']({ noteId: 'i1' })).toEqual({ update: '', generation: 0, editable: true })
    expect(handlers['notes.append']({ ...note('i1', new Uint8Array()), update: toBase64(noteFromText('hallo')) })).toBeNull()
    expect(noteText(fromBase64(handlers['notes.open']({ noteId: 'i1' }).update))).toBe('hallo')
    const boa = open('boa').handlers
    expect(boa['notes.open']({ noteId: 'i1' })).toMatchObject({ editable: false })
    expect(() => boa['notes.append']({ ...note('i1', new Uint8Array()), update: toBase64(noteFromText('x')) })).toThrow(/niet wijzigen/)
    expect(() => open('wijkagent').handlers['notes.open']({ noteId: 'i1' })).toThrow(/niet lezen/)
  })

  it('say where a note belongs', () => {
    const { handlers, store } = open()
    store.commit([{ kind: 'meeting', id: 'v1', gebied: GEBIED, fields: { title: 'Panelavond' } }, { kind: 'agendaItem', id: 'i1', gebied: GEBIED, fields: { title: 'Licht', meetingId: 'v1' } }])
    expect(handlers['notes.where']({ noteId: 'i1' })).toEqual({ gebied: GEBIED, meetingId: 'v1', agendaItemId: 'i1', meetingTitle: 'Panelavond', itemTitle: 'Licht' })
    expect(handlers['notes.where']({ noteId: 'v1' })).toMatchObject({ agendaItemId: null, itemTitle: '', meetingTitle: 'Panelavond' })
    expect(() => handlers['notes.where']({ noteId: 'weg' })).toThrow(/er niet meer/)
  })

  it('make, change and delete decisions, with undo', () => {
    const { handlers, store } = open()
    const { id, undo } = handlers['decisions.create']({ gebied: GEBIED, text: 'We gaan door', meetingId: 'v1', agendaItemId: 'i1', noteId: 'i1' })
    expect(store.read('decision', id)).toMatchObject({ text: 'We gaan door', decidedOn: '2026-11-23', meetingId: 'v1' })
    handlers['decisions.update']({ id, text: 'We stoppen' })
    expect(store.read('decision', id)?.text).toBe('We stoppen')
    handlers['decisions.delete']({ ids: [id] })
    expect(() => handlers['decisions.update']({ id, text: 'x' })).toThrow(/verwijderd/)
    expect(undo).not.toBeNull()
    expect(() => open('boa').handlers['decisions.create']({ gebied: GEBIED, text: 'x', meetingId: null, agendaItemId: null, noteId: null })).toThrow(/niet wijzigen/)
  })

  it('show rows behind lines as they are now, in the editor and in the minutes', () => {
    const { handlers, store } = open()
    store.commit([
      { kind: 'teamMember', id: 'm1', gebied: 'gemeente', fields: { name: 'Bo Voorbeeld', gebiedIds: ['elders'] } }, { kind: 'teamMember', id: 'm2', gebied: 'gemeente', fields: { name: 'Zita Voorbeeld', gebiedIds: [GEBIED] } },
      { kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'Lamp maken', ownerId: 'm1', dueOn: '2026-12-12', state: 'bezig' } },
    ])
    expect(handlers['notes.chips']({ refs: [{ kind: 'action', id: 'a1' }, { kind: 'decision', id: 'weg' }] })).toMatchObject([{ title: 'Lamp maken', ownerName: 'Bo Voorbeeld', state: 'bezig', gone: false }, { gone: true }])
    expect(handlers['notes.names']({ gebied: GEBIED }).members.map((m) => m.id)).toEqual(['m2', 'm1'])
    const verkeer = handlers['notes.theme']({ name: 'Verkeer' })
    expect(handlers['notes.theme']({ name: 'verkéér' })).toEqual(verkeer)
    const body = noteFromNodes([paragraph('Over ', mentionNode('theme', verkeer.id, 'Verkeer')), chipNode('action', 'a1')])
    appendNoteUpdate(store, note('i1', body))
    indexUnreadNotes(store)
    expect(handlers['notes.mentioning']({ kind: 'action', id: 'a1' })).toEqual([{ noteId: 'i1', meetingId: 'v1', agendaItemId: 'i1' }])
    expect(handlers['notes.mentioning']({ kind: 'theme', id: verkeer.id })).toHaveLength(1)
    expect(noteHtmlFrom(store)('niets')).toBe('')
    expect(noteHtmlFrom(store)('i1')).toContain('Lamp maken <span class="detail">(Bo Voorbeeld, uiterlijk 12-12-2026, bezig)</span>')
  })
})
