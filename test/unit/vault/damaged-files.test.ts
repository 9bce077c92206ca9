import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomFillSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { kindNames } from '#core/model/kinds.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { noteText } from '#core/notes/text.ts'
import { noteState } from '../../../electron/data/notes/bodies.ts'
import { keepSession } from '../../../electron/data/vault/session.ts'
import { Vault } from '../../../electron/data/vault/vault.ts'
import { guarded, type Workspace } from '../../../electron/data/workspace.ts'
import { typeInNote } from '../../support/engine-laptop.ts'
import { fuzz } from '../../support/fuzz.ts'

const words = 'paarse kano onder zeven bruggen', GEBIED = 'g-overdie'
const random = (bytes: Uint8Array) => randomFillSync(bytes)
const clock = Date.UTC(2026, 10, 23, 12)
let root: string, whole: string, contents: string
const log: string[] = []

function vaultIn(folder: string): Vault {
  return new Vault({ folder, now: () => clock, newId: () => uuidv7(clock, random), newDevice: () => 'device01', random, log: (line) => log.push(line), cost: { N: 2 ** 10, r: 8, p: 1 }, emit: () => undefined })
}
function fill({ context: { store } }: Workspace): void {
  keepSession(store, { memberId: '', userId: '', role: 'regisseur', name: 'Rita', gebieden: 'all' })
  store.commit(Array.from({ length: 400 }, (_, i) => ({ kind: 'contact' as const, id: `c${i}`, gebied: GEBIED, fields: { lastName: `Naam ${i}`, remarks: 'opmerking '.repeat(20) } })))
  for (let i = 0; i < 30; i++) typeInNote(store, 'n1', GEBIED, `regel ${i}`)
}
/** Everything a person could look at. */
function read({ context: { store } }: Workspace): string {
  const found = store.db.prepare("SELECT count(*) FROM contactSearch WHERE contactSearch MATCH 'naam*'").pluck().get()
  return JSON.stringify([kindNames.map((kind) => store.rows(kind, '1', [], 'id')), noteText(...[noteState(store, 'n1')?.update].filter((u) => u !== undefined)), found])
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gebiedsboek-damage-'))
  whole = join(root, 'heel')
  const vault = vaultIn(whole)
  await vault.create('local', words, fill)
  contents = read(vault.workspace!)
  vault.close()
  // The counter of wrong passphrases is one of the files too.
  await vault.unlock('verkeerd').catch(() => undefined)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const filesOf = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => relative(folder, join(f.parentPath, f.name))).sort()

const damage = fc.record({
  file: fc.nat(100), at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), length: fc.constantFrom(1, 1, 8, 600, 5000),
  how: fc.constantFrom('flip', 'flip', 'zeros', 'cut', 'empty', 'noise', 'twice'), noise: fc.uint8Array({ minLength: 1, maxLength: 300 }),
})
function damaged(bytes: Buffer, { at, length, how, noise }: typeof damage extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const from = Math.floor(at * bytes.length), to = Math.min(bytes.length, from + length)
  if (how === 'cut') return bytes.subarray(0, from)
  if (how === 'empty') return Buffer.alloc(0)
  if (how === 'noise') return Buffer.from(noise)
  if (how === 'twice') return Buffer.concat([bytes, bytes])
  const out = Buffer.from(bytes)
  for (let i = from; i < to; i++) out[i] = how === 'zeros' ? 0 : out[i]! ^ (1 << (i % 8))
  return out
}

/** An expected failure tells in Dutch what happened; anything else is a crash. */
const told = (error: unknown): boolean => error instanceof CommandFailure && /\b(is|kan|kunnen|klopt|Er|het|uw|de)\b/i.test(error.failure.message) && error.failure.message.endsWith('.')

it('whatever is wrong with a file, the laptop says so in Dutch or shows everything, and changes nothing of what it cannot open', async () => {
  let opened = 0, refused = 0
  expect(await fuzz(fc.asyncProperty(damage, async (how) => {
    const folder = mkdtempSync(join(root, 'keer-'))
    cpSync(whole, folder, { recursive: true })
    const all = filesOf(folder), name = all[how.file % all.length]!, file = join(folder, name)
    const bytes = damaged(readFileSync(file), how)
    writeFileSync(file, bytes)
    const vault = vaultIn(folder)
    try {
      const failure = await problemOf(vault)
      if (failure === undefined) opened += 1; else refused += 1
      const untouched = !(failure instanceof CommandFailure) || failure.failure.type !== 'WrongKeyOrBroken' || readFileSync(file).equals(bytes)
      if (failure === undefined || (told(failure) && untouched)) return true
      throw failure
    } finally {
      vault.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }), 120)).toBeNull()
  expect(opened).toBeGreaterThan(5)
  expect(refused).toBeGreaterThan(5)
}, 120_000)

/** Opens and reads everything, as commands do. Undefined: all of it was there. */
async function problemOf(vault: Vault): Promise<unknown> {
  try {
    const { problem } = vault.status(false)
    if (problem) return new CommandFailure(problem.type, problem.message)
    await vault.unlock(words)
    const commands = guarded(() => vault.workspace && ({ ...vault.workspace, handlers: { ...vault.workspace.handlers, 'home.all': (() => read(vault.workspace!)) as never } }), (failure) => vault.damaged(failure))
    const seen = await (commands['home.all'] as unknown as (input: object) => Promise<string>)({})
    return seen === contents ? undefined : new Error('something is gone without a word')
  } catch (error) {
    return error
  }
}

it('a database of which the end of the last page is missing is never taken for a whole one, whatever lay there', async () => {
  for (const missing of [1, 100, 4095]) {
    const folder = mkdtempSync(join(root, 'keer-'))
    cpSync(whole, folder, { recursive: true })
    const bytes = readFileSync(join(folder, 'boek.db'))
    writeFileSync(join(folder, 'boek.db'), bytes.subarray(0, bytes.length - missing))
    const vault = vaultIn(folder)
    expect(await problemOf(vault)).toMatchObject({ failure: { type: 'WrongKeyOrBroken' } })
    vault.close()
  }
})

it('a page that went bad in the middle is told at the first command that needs it; the copy can take its place, and damage never pushes out good copies', async () => {
  const bytes = readFileSync(join(whole, 'boek.db'))
  const folders = Array.from({ length: Math.floor(bytes.length / 4096) - 1 }, (_, i) => i + 1).map((page) => () => {
    const folder = mkdtempSync(join(root, 'keer-'))
    cpSync(whole, folder, { recursive: true })
    writeFileSync(join(folder, 'boek.db'), Buffer.from(bytes).fill(9, page * 4096, page * 4096 + 100))
    return folder
  })
  let vault = vaultIn(whole), folder = whole, problem: unknown
  // Some pages are needed to open at all; this is about one that is not.
  for (const next of folders) {
    folder = next()
    vault = vaultIn(folder)
    problem = await problemOf(vault)
    if (problem instanceof CommandFailure && problem.failure.type === 'Damaged') break
    vault.close()
  }
  const copies = readdirSync(join(whole, 'kopieen'))
  expect(problem).toMatchObject({ failure: { type: 'Damaged' } })
  expect(vault.status(false)).toMatchObject({ state: 'broken', problem: { type: 'Damaged' } })
  expect(readdirSync(join(folder, 'kopieen'))).toEqual(copies)
  vault.restoreCopy()
  expect(read(vault.workspace!)).toBe(contents)
  vault.close()
})
