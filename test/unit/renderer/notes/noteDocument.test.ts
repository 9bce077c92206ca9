import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Failure } from '#core/contract/command.ts'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import { chipNode, noteFromNodes, noteFromText, paragraph } from '#core/notes/compose.ts'
import { mentionFinder } from '#core/contacts/mentions.ts'
import { appendNodes, noteUpdateOf } from '#core/notes/document.ts'
import { bringsUnknown } from '#core/notes/guard.ts'
import { withoutPerson } from '#core/notes/replace.ts'
import { noteText } from '#core/notes/text.ts'
import type { Desktop } from '../../../../renderer/desktop.ts'
import { openNoteDocument } from '../../../../renderer/components/notes/noteDocument.ts'

const place = { noteId: 'n1', gebied: 'g', meetingId: 'm1', agendaItemId: 'n1' }

/** A desktop that keeps note updates in memory, and fails as it is told. */
function fakeDesktop(start = '') {
  const generations: number[] = []
  const stored: Uint8Array[] = [], listeners: ((payload: unknown) => void)[] = []
  const wrong: { open?: Failure; append?: Failure } = {}
  let editable = true
  const desktop = {
    data: {
      'notes.open': () => Promise.resolve(wrong.open ? { ok: false, error: wrong.open } : { ok: true, value: { update: start, generation: 0, editable } }),
      'notes.append': ({ update, generation }: { update: string; generation: number }) => {
        if (wrong.append) return Promise.resolve({ ok: false, error: wrong.append })
        stored.push(fromBase64(update))
        generations.push(generation)
        return Promise.resolve({ ok: true, value: null })
      },
    },
    on: (_event: string, listener: (payload: unknown) => void) => { listeners.push(listener); return () => void listeners.splice(listeners.indexOf(listener), 1) },
  }
  return {
    desktop: desktop as unknown as Pick<Desktop, 'data' | 'on'>, stored, generations, wrong, readOnly: () => { editable = false }, listeners,
    elsewhere: (update: Uint8Array, generation = 0, id = 'n1') => listeners.forEach((listener) => listener({ id, generation, update: toBase64(update) })),
  }
}
const opened = async (start = '') => {
  const fake = fakeDesktop(start)
  const note = openNoteDocument(fake.desktop, place)
  await note.load()
  return { ...fake, note, type: (text: string) => appendNodes(note.doc, [paragraph(text)]) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('an opened note', () => {
  it('sends typing in one batch within 300 ms and says when it is kept', async () => {
    const { note, type, stored } = await opened(toBase64(noteFromText('Er was al iets')))
    expect(note.phase.value).toBe('saved')
    type('een'); type('twee'); type('drie')
    expect(note.phase.value).toBe('saving')
    await vi.advanceTimersByTimeAsync(300)
    expect(stored).toHaveLength(1)
    expect(noteText(noteFromText('Er was al iets'), stored[0]!)).not.toContain('undefined')
    expect(note.phase.value).toBe('saved')
    type('vier')
    void note.flush()
    expect(stored).toHaveLength(2)
  })
  it('closes the editor before a part comes in that this version does not know, keeps what was typed, and goes on showing the note', async () => {
    const { note, type, stored, elsewhere } = await opened(toBase64(noteFromText('Er was al iets')))
    type('van mij')
    const theirs = noteFromNodes([{ type: 'kanbanBord' as 'paragraph', content: [{ type: 'text', text: 'van later' }] }])
    let present: string[] = []
    note.doc.on('update', () => { present = [...present, note.phase.value] })
    elsewhere(theirs)
    expect([note.phase.value, note.editable.value, note.message.value]).toEqual(['newer', false, expect.stringContaining('Wat u schreef, is bewaard')])
    await vi.advanceTimersByTimeAsync(10)
    expect(present).toEqual(['newer'])
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(note.nodes.value)).toMatch(/van mij.*van later|van later.*van mij/)
    elsewhere(noteFromText('en nog iets'))
    await vi.advanceTimersByTimeAsync(10)
    expect(JSON.stringify(note.nodes.value)).toContain('en nog iets')
    expect(note.phase.value).toBe('newer')
    expect(stored).toHaveLength(1)
  })
  it.each([
    ['a block', [{ type: 'video' }]], ['a mark', [{ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [{ type: 'geheim' }] }] }]], ['a row of another kind', [{ type: 'chip', attrs: { kind: 'toekomst', id: 'x' } }]],
  ])('notices %s of later', (_what, nodes) => {
    expect(bringsUnknown(noteFromNodes(nodes as unknown as Parameters<typeof noteFromNodes>[0]))).toBe(true)
    expect(bringsUnknown(noteFromNodes([chipNode('action', 'a1'), { type: 'paragraph', content: [{ type: 'text', text: 'vet', marks: [{ type: 'bold' }] }] }]))).toBe(false)
  })
  it('sends sooner while a colleague has the note open', async () => {
    const { note, type, stored } = await opened()
    note.setTogether(true)
    type('een')
    await vi.advanceTimersByTimeAsync(100)
    expect(stored).toHaveLength(1)
    note.setTogether(false)
    type('twee')
    await vi.advanceTimersByTimeAsync(100)
    expect(stored).toHaveLength(1)
  })

  it('keeps typing possible when the disk fails, tries again and loses nothing', async () => {
    const { note, type, stored, wrong } = await opened()
    wrong.append = { type: 'DiskFull', message: 'De schijf is vol.' }
    type('een')
    await vi.advanceTimersByTimeAsync(300)
    expect(note.phase.value).toBe('retrying')
    expect(note.message.value).toContain('De schijf is vol.')
    expect(note.editable.value).toBe(true)
    type('twee')
    delete wrong.append
    await vi.advanceTimersByTimeAsync(6000)
    expect(note.phase.value).toBe('saved')
    expect(note.message.value).toBe('')
    expect(noteText(...stored)).toBe('een\ntwee')
  })

  it('stores nothing after a failed load, and can be read again', async () => {
    const { desktop, wrong, stored } = fakeDesktop()
    wrong.open = { type: 'DiskError', message: 'De schijf gaf een fout.' }
    const note = openNoteDocument(desktop, place)
    await note.load()
    expect(note.phase.value).toBe('loadFailed')
    expect(note.editable.value).toBe(false)
    appendNodes(note.doc, [paragraph('mag niet')])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(stored).toEqual([])
    delete wrong.open
    await note.load()
    expect(note.phase.value).toBe('saved')
  })

  it('takes in what others type, also while it is being read, and sends none of it back', async () => {
    const fake = fakeDesktop()
    const note = openNoteDocument(fake.desktop, place)
    const loading = note.load()
    fake.elsewhere(noteFromText('vroeg'))
    await loading
    fake.elsewhere(noteFromText('later'))
    fake.elsewhere(noteFromText('van een ander'), 0, 'n2')
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.stored).toEqual([])
    expect(note.doc.getXmlFragment('default').toString()).toMatch(/^(?=.*vroeg)(?=.*later)(?!.*ander)/)
    note.close()
    expect(fake.listeners).toEqual([])
  })

  it('goes on in a newer generation, in which somebody was erased, with the words that were not sent yet', async () => {
    const a = await opened(toBase64(noteFromText('gesproken met Jan Zandloper')))
    a.type('nog niet verstuurd')
    const clean = withoutPerson(noteUpdateOf(a.note.doc), mentionFinder({ firstName: 'Jan', lastName: 'Zandloper' }), () => true)!
    a.elsewhere(clean, 1)
    await vi.advanceTimersByTimeAsync(300)
    expect(noteText(noteUpdateOf(a.note.doc))).toBe('gesproken met een bewoner\nnog niet verstuurd')
    expect([a.note.phase.value, a.stored.length, a.generations]).toEqual(['saved', 1, [1]])
  })

  it('stops, with the text on screen, when the note may no longer be written', async () => {
    const b = await opened()
    b.wrong.append = { type: 'OldGeneration', message: 'Opnieuw opgebouwd.' }
    b.type('x')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(b.note.phase.value).toBe('stopped')
    expect(b.note.message.value).toBe('Opnieuw opgebouwd.')
  })

  it('is not editable for who may only read, nor with parts of a newer version', async () => {
    const reader = fakeDesktop()
    reader.readOnly()
    const note = openNoteDocument(reader.desktop, place)
    await note.load()
    expect(note.editable.value).toBe(false)
    const newer = await opened(toBase64(noteFromNodes([paragraph('bekend'), { type: 'drawing', attrs: { data: 'x' } }])))
    expect(newer.note.phase.value).toBe('newer')
    expect(newer.note.nodes.value).toHaveLength(2)
  })

  it('sends what waits when it is closed', async () => {
    const { note, type, stored } = await opened()
    type('laatste woord')
    note.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(noteText(...stored)).toBe('laatste woord')
  })
})
