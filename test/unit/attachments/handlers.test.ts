import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { attachmentCommands } from '#core/contract/attachments.ts'
import type { InputOf } from '#core/contract/command.ts'
import { attachmentHandlers } from '../../../electron/data/attachments/handlers.ts'
import { contactHandlers } from '../../../electron/data/contacts/handlers.ts'
import { SyncEngine } from '../../../electron/data/sync/engine.ts'
import { searchAll } from '../../../electron/data/search/search.ts'
import { sweepBytes } from '../../../electron/data/sync/sweep.ts'
import { photoBytes } from '../../support/attachments.ts'
import { GEBIED, testContext } from '../../support/store.ts'

type Add = InputOf<(typeof attachmentCommands)['attachments.add']>
function desk(session: Parameters<typeof testContext>[0] = {}) {
  const context = testContext(session)
  context.store.commit([{ kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } }, { kind: 'action', id: 'a1', gebied: GEBIED, fields: { title: 'Lantaarn' } }, { kind: 'teamMember', id: 'm-1', gebied: 'gemeente', fields: { name: 'Rita Voorbeeld' } }])
  const engine = new SyncEngine({ store: context.store, nowMs: () => context.clock.ms, deviceName: '', emitState: () => undefined, emitNotes: () => undefined, onAccount: () => undefined, log: () => undefined })
  const handlers = attachmentHandlers(context, engine)
  const add = (more: Partial<Add> = {}) => handlers['attachments.add'](attachmentCommands['attachments.add'].input.parse({ subjectKind: 'action', subjectId: 'a1', name: 'lantaarn.jpg', mimeType: 'image/jpeg', bytes: photoBytes(5000), width: 640, height: 480, takenOn: '2026-11-20T14:05', location: '', thumb: photoBytes(50, 2), ...more })) as { id: string; undo: string }
  const list = () => (handlers['attachments.list']({ subjectKind: 'action', subjectId: 'a1' }) as { items: readonly { id: string; name: string; caption: string; addedByName: string; here: boolean; state: { type: string } }[] }).items
  return { context, handlers, add, list }
}

it('a photo is added, listed with who and where its bytes are, captioned, found, removed and put back', () => {
  const { context, handlers, add, list } = desk()
  const { id } = add()
  expect(list()).toMatchObject([{ id, name: 'lantaarn.jpg', addedByName: 'Rita Voorbeeld', here: true, photo: true, state: { type: 'alone' } }])
  handlers['attachments.update']({ id, caption: 'Kapotte lantaarn bij nummer 12' })
  expect(list()[0]?.caption).toBe('Kapotte lantaarn bij nummer 12')
  expect(JSON.stringify(searchAll(context, { text: 'kapotte', gebieden: 'all', limit: 6 }))).toContain(' lantaarn bij nummer 12')
  const { undo } = handlers['attachments.remove']({ id }) as { undo: string }
  expect(list()).toEqual([])
  context.store.undo(undo)
  expect([list()[0]?.here, (handlers['attachments.bytes']({ id }) as { bytes: Uint8Array }).bytes.length, (handlers['attachments.thumb']({ id }) as { bytes: Uint8Array }).bytes.length]).toEqual([true, 5000, 50])
})

it('the place of a photo is kept only when it came along, and can be taken away', () => {
  const { context, handlers, add } = desk()
  const { id } = add({ location: '52.63214, 4.75122' })
  expect(context.store.read('attachment', id)?.location).toBe('52.63214, 4.75122')
  handlers['attachments.update']({ id, location: '' })
  expect(context.store.read('attachment', id)?.location).toBe('')
})

it.each<[string, Partial<Add>, string]>([
  ['a program', { name: 'foto.jpg', bytes: Buffer.from('MZ program') }, 'Refused'],
  ['a page that calls itself a text', { name: 'x.txt', mimeType: 'text/plain', bytes: Buffer.from('<html><script>') }, 'Refused'],
  ['a PDF that calls itself a text', { name: 'x.txt', mimeType: 'text/plain', bytes: Buffer.from('%PDF-1.7') }, 'Refused'],
  ['something on what is not there', { subjectId: 'weg' }, 'NotFound'],
  ['something on a kind that is not here', { subjectKind: 'signal', subjectId: 'weg' }, 'NotFound'],
])('%s is refused in words, and leaves nothing', (_what, more, type) => {
  const { context, add } = desk()
  expect(() => add(more)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ type }) as unknown }))
  expect(context.store.rows('attachment')).toEqual([])
})

it('somebody of another gebied neither adds nor sees', () => {
  const { add, context } = desk()
  const { id } = add()
  const other = { ...context, session: () => ({ ...context.session(), gebieden: ['g-ander'] }) }
  const engine = new SyncEngine({ store: context.store, nowMs: () => context.clock.ms, deviceName: '', emitState: () => undefined, emitNotes: () => undefined, onAccount: () => undefined, log: () => undefined })
  expect(() => attachmentHandlers(other, engine)['attachments.bytes']({ id })).toThrow('U werkt niet in dit gebied')
})

it('bytes that are not what their row says are neither shown nor saved', () => {
  const { context, handlers, add } = desk()
  const { id } = add()
  const sha256 = context.store.bytes.keep(Buffer.from('<svg onload=alert(1)>'))
  context.store.commit([{ kind: 'attachment', id, gebied: GEBIED, fields: { sha256 } }])
  expect(() => handlers['attachments.bytes']({ id })).toThrow('past niet bij zijn naam')
})

it('saving writes the same bytes where the person pointed, and says so when it cannot', async () => {
  const { handlers, add } = desk()
  const { id } = add(), folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-save-'))
  await handlers['attachments.saveAs']({ id, path: join(folder, 'foto.jpg') })
  expect(readFileSync(join(folder, 'foto.jpg')).equals(photoBytes(5000))).toBe(true)
  await expect(handlers['attachments.saveAs']({ id, path: join(folder, 'weg', 'foto.jpg') })).rejects.toThrow('Kies anders een andere map')
  rmSync(folder, { recursive: true })
})

it('[E1] erasing somebody takes along what names them, bytes and all, and says how much that is', () => {
  const { context, add } = desk()
  const { id } = add({ name: 'Brief van Zoë Zandloper.jpg' }), other = add({ bytes: photoBytes(6000, 7) })
  context.store.commit([{ kind: 'contact', id: 'c1', gebied: GEBIED, fields: { firstName: 'Zoë', lastName: 'Zandloper' } }])
  const contacts = contactHandlers(context)
  const { counts } = contacts['contacts.eraseCheck']({ id: 'c1' }) as { counts: { attachments: number } }
  contacts['contacts.erase']({ id: 'c1', replace: [] })
  sweepBytes(context.store)
  expect([counts.attachments, context.store.tables.attachment.find(id), context.store.read('attachment', other.id)?.name, context.store.bytes.heads().map((h) => h.size)]).toEqual([1, undefined, 'lantaarn.jpg', [6000]])
})
