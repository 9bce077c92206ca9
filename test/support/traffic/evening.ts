import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
import type { Json } from '#core/model/field.ts'
import { fieldsOf, kindNames, kinds, type KindName } from '#core/model/kinds.ts'
import { noteDoc, noteUpdateOf, appendNodes } from '#core/notes/document.ts'
import { accountsAnswer } from '#core/sync/accounts.ts'
import { paths } from '#core/sync/wire.ts'
import { noteState, rewriteNote } from '../../../electron/data/notes/bodies.ts'
import type { LocalChange } from '../../../electron/data/store/store.ts'
import { erasePerson } from '../../../electron/data/sync/erase.ts'
import { readConnection, writeConnection } from '../../../electron/data/sync/memory.ts'
import { typeInNote } from '../engine-laptop.ts'
import type { Recorder, RecordedLaptop } from './record.ts'
import { FIRST } from './traffic.ts'

const G1 = 'opname-dorp', G2 = 'opname-haven', HOUR = 3_600_000, YEAR = 365 * 24 * HOUR
const rowOf = (kind: KindName): string => (kind === 'gebied' ? G1 : kind === 'contactDetails' ? rowOf('contact') : kind === 'note' ? rowOf('agendaItem') : `opname-${kind}`)
const tried: readonly Json[] = ['Voorbeeld', 3, true, '2026-11-24', '2026-11-24T19:30', '2026-11-24T18:30:00.000Z', ['voorbeeld'], { voorbeeld: [1, null] }]

/** A row in which every field says something that nothing else begins with. */
export function sampleRow(kind: KindName): FieldValues {
  const value = (name: string): Json => {
    const field = fieldsOf(kind)[name]!
    if (field.to !== undefined) return Array.isArray(field.initial) ? [rowOf(field.to as KindName)] : rowOf(field.to as KindName)
    return tried.find((v) => JSON.stringify(v) !== JSON.stringify(field.initial) && field.schema.safeParse(v).success) ?? field.initial
  }
  return Object.fromEntries(Object.keys(fieldsOf(kind)).map((name) => [name, value(name)]))
}
const change = (kind: KindName, id: string, fields: FieldValues, gebied: string = kinds[kind].scope === 'municipality' ? MUNICIPALITY : G1): LocalChange => ({ kind, id, gebied, fields }) as unknown as LocalChange

/**
 * Everything that laptops and server say to each other, once: signing in, a first sync, every kind, notes, questions, deleting,
 * moving, erasing, refusals, a wrong clock, a lost answer, other rights, a new password, restored data.
 */
export async function playEvening(recorder: Recorder): Promise<void> {
  const frank = recorder.laptop(FIRST.name), rita = recorder.laptop('Rita Opname'), omar = recorder.laptop('Omar Opname'), bas = recorder.laptop('Bas Opname')
  const readers = [recorder.reader('Lea Opname'), recorder.reader('Bo Opname'), recorder.reader('Wim Opname')]
  const read = async () => { for (const reader of readers) await reader.round({ pageSize: 7 }) }

  await begin(frank)
  for (const laptop of [rita, omar, bas, ...readers]) { await laptop.signIn(); await laptop.round() }
  for (const kind of kindNames) if (kinds[kind].scope === 'gebied' && kind !== 'conflict') rita.write([change(kind, rowOf(kind), sampleRow(kind))])
  await rita.round()
  await read()
  await notes(rita, omar, read)
  await questions(rita, omar)
  await read()
  await refusals(frank, bas, omar)
  await read()
  await moveAndErase(rita, omar, read)
  await wrongDays(frank, rita, omar, bas)
  await read()
}

async function begin(frank: RecordedLaptop): Promise<void> {
  await frank.say('GET', paths.hello)
  await frank.say('POST', paths.session, { name: frank.name, password: 'verkeerd wachtwoord', device: frank.store.device, deviceName: 'laptop', protocol: 1 })
  await frank.signIn()
  await frank.round()
  for (const kind of kindNames) if (kinds[kind].scope === 'municipality') frank.write([change(kind, rowOf(kind), sampleRow(kind))])
  frank.write([change('gebied', G2, { ...sampleRow('gebied'), name: 'Havens' })])
  const people = [['Rita Opname', 'regisseur', [G1, G2]], ['Omar Opname', 'oov', [G1, G2]], ['Bas Opname', 'boa', [G1]], ['Lea Opname', 'oov', [G1, G2]], ['Bo Opname', 'boa', [G1]], ['Wim Opname', 'wijkagent', [G1]]] as const
  for (const [name] of people) frank.write([change('teamMember', memberOf(name), { ...sampleRow('teamMember'), name, userId: '' })])
  await frank.round()
  for (const [name, role, gebieden] of people) await frank.ask((remote, token) => remote.addAccount(token, { name, role, gebieden: [...gebieden], password: 'lang genoeg 1', memberId: memberOf(name) }))
  await frank.ask((remote, token) => remote.accounts(token))
}
const memberOf = (name: string): string => `opname-${name.split(' ')[0]!.toLowerCase()}`

async function notes(rita: RecordedLaptop, omar: RecordedLaptop, read: () => Promise<void>): Promise<void> {
  const note = rowOf('note')
  rita.type(note, 'Begin van de avond')
  await rita.round()
  await read()
  await omar.round()
  rita.type(note, 'Rita schrijft')
  omar.type(note, 'Omar schrijft')
  await omar.round()
  await rita.round()
  await read()
  // [N2] A new generation, and typing in the old one that comes too late.
  const clean = noteDoc([noteState(rita.store, note)!.update])
  appendNodes(clean, [{ type: 'paragraph', content: [{ type: 'text', text: 'Opnieuw opgeslagen' }] }])
  rita.tick()
  rita.store.transaction(() => rewriteNote(rita.store, note, noteUpdateOf(clean)))
  await rita.round()
  typeInNote(omar.store, note, G1, 'Te laat getypt')
  await omar.round()
  await read()
}

async function questions(rita: RecordedLaptop, omar: RecordedLaptop): Promise<void> {
  await omar.round()
  for (const [laptop, title] of [[rita, 'Titel van Rita'], [omar, 'Titel van Omar']] as const) laptop.write([change('action', rowOf('action'), { title })])
  await rita.round()
  await omar.round()
  await rita.round()
  for (const c of rita.store.rows('conflict', 'resolved = 0')) rita.write([change('conflict', c.id, { resolved: true }), change('action', c.subjectId, { title: 'Allebei' })])
  await rita.round()
  await omar.round()
  rita.write([change('meeting', rowOf('meeting'), { deleted: true })])
  omar.write([change('meeting', rowOf('meeting'), { place: 'Ergens anders' })])
  await rita.round()
  await omar.round()
  await rita.round()
  rita.write([change('meeting', rowOf('meeting'), { deleted: false })])
  await rita.round()
  // [P1] An answer that got lost: the same push comes once more.
  omar.write([change('action', 'opname-action-2', { title: 'Twee keer verstuurd' })])
  omar.loseAnswers(1)
  await omar.round().catch(() => undefined)
  await omar.round()
}

async function refusals(frank: RecordedLaptop, bas: RecordedLaptop, omar: RecordedLaptop): Promise<void> {
  bas.write([change('contact', rowOf('contact'), { lastName: 'Mag niet' })])
  bas.write([change('action', 'opname-action-3', { title: 'Mag wel' })])
  await bas.round()
  omar.write([change('actionChange', rowOf('actionChange'), { field: 'anders' })])
  await omar.round()
  const account = accountsAnswer.parse({ accounts: await frank.ask((remote, token) => remote.accounts(token)) }).accounts.find((a) => a.name === omar.name)!
  omar.write([change('action', 'opname-action-4', { title: 'In een gebied dat weggaat' }, G2)])
  await frank.ask((remote, token) => remote.changeAccount(token, account.id, { gebieden: [G1] }))
  await omar.round()
  await frank.ask((remote, token) => remote.changeAccount(token, account.id, { gebieden: [G1, G2], password: 'nog langer genoeg 2' }))
  await omar.round().catch(() => undefined)
  await omar.signIn('nog langer genoeg 2')
  await omar.round()
  await frank.ask((remote, token) => remote.changeAccount(token, 'opname-niemand', { name: 'Niemand' })).catch(() => undefined)
}

async function moveAndErase(rita: RecordedLaptop, omar: RecordedLaptop, read: () => Promise<void>): Promise<void> {
  rita.write([change('action', 'opname-action-2', {}, G2)])
  await rita.round()
  await read()
  await omar.round()
  rita.tick()
  rita.store.transaction(() => erasePerson(rita.store, rowOf('contact'), G1))
  omar.write([change('contactDetails', rowOf('contact'), { city: 'Te laat' })])
  await rita.round()
  await omar.round()
  await read()
}

async function wrongDays(frank: RecordedLaptop, rita: RecordedLaptop, omar: RecordedLaptop, bas: RecordedLaptop): Promise<void> {
  // [C4] A laptop that thinks it is next year.
  bas.clock.skewMs = YEAR
  bas.write([change('action', 'opname-action-3', { title: 'Uit de toekomst' })])
  await bas.round()
  bas.clock.skewMs = 0
  await bas.round()
  // [R3] What a laptop knew is of other data than the server has now.
  writeConnection(rita.store, { ...readConnection(rita.store)!, epoch: 'van voor de reservekopie' })
  rita.write([change('theme', 'opname-theme-2', { name: 'Na de reservekopie' })])
  await rita.round()
  await omar.round()
  // [V1] Somebody whose app is far too old, and somebody without a session.
  await frank.say('POST', paths.pull, { device: frank.store.device, epoch: 'x', cursors: {}, limit: 10 }, { 'x-gebiedsboek-protocol': '0' })
  await frank.say('POST', paths.pull, { device: frank.store.device, epoch: 'x', cursors: {}, limit: 10 }, { authorization: 'Bearer geen-token-van-deze-server' })
  await frank.say('POST', paths.pull, { limit: 'geen getal' })
}
