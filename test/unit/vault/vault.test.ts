import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomFillSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { asVaultFailure } from '../../../electron/data/vault/failures.ts'
import { firstRows } from '../../../electron/data/vault/firstRows.ts'
import { keepSession } from '../../../electron/data/vault/session.ts'
import { Vault } from '../../../electron/data/vault/vault.ts'

const words = 'paarse kano onder zeven bruggen'
const random = (bytes: Uint8Array) => randomFillSync(bytes)
let folder: string
let clock: number
let events: string[]
const opened: Vault[] = []

function vault(): Vault {
  const made = new Vault({
    folder, now: () => clock, newId: () => uuidv7(clock, random), newDevice: () => 'device01', random, log: () => undefined, cost: { N: 2 ** 10, r: 8, p: 1 },
    emit: (event) => { events.push(event) },
  })
  opened.push(made)
  return made
}
const fill = (name: string) => ({ context: { store, newId } }: NonNullable<Vault['workspace']>) => {
  store.commit(firstRows({ memberId: 'm-1', name, municipality: 'Voorbeeldstad', day: '2026-11-23', newId }))
  keepSession(store, { memberId: 'm-1', userId: '', role: 'regisseur', name, gebieden: 'all' })
}
async function failure(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CommandFailure) return error.failure.type
    throw error
  }
  return 'none'
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-vault-'))
  clock = Date.UTC(2026, 10, 23, 12)
  events = []
})
afterEach(() => {
  for (const made of opened.splice(0)) made.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('making and opening', () => {
  it('opens again with its passphrase, and knows who works here', async () => {
    const first = vault()
    expect(first.status(false).state).toBe('none')
    await first.create('local', words, fill('Rita Voorbeeld'))
    first.close()
    const second = vault()
    expect(second.status(false)).toMatchObject({ state: 'locked', mode: 'local', waitMs: 0, idleMinutes: 15 })
    await second.unlock(words)
    expect(second.workspace!.context.session()).toMatchObject({ memberId: 'm-1', name: 'Rita Voorbeeld', role: 'regisseur', standalone: true, sample: false })
  })

  it('leaves no readable word in any file', async () => {
    const made = vault()
    await made.create('local', words, fill('Zeldzamenaam'))
    made.close()
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThan(2)
    expect(files.filter((file) => readFileSync(file).includes('Zeldzamenaam'))).toEqual([])
  })

  it('makes nothing when the first rows fail, and keeps a database without a key under another name', async () => {
    expect(await failure(() => vault().create('local', words, () => { throw new CommandFailure('Nope', 'nee') }))).toBe('Nope')
    expect(existsSync(join(folder, 'boek.db'))).toBe(false)
    expect(existsSync(join(folder, 'boek.key.json'))).toBe(false)
    writeFileSync(join(folder, 'boek.db'), 'van iemand anders')
    await vault().create('local', words, fill('Rita'))
    const kept = readdirSync(folder).find((name) => name.startsWith('boek-zonder-sleutel-'))
    expect(readFileSync(join(folder, kept!), 'utf8')).toBe('van iemand anders')
  })

  it('refuses a second vault in the same place', async () => {
    await vault().create('local', words, fill('Rita'))
    opened.at(-1)!.close()
    expect(await failure(() => vault().create('local', words, fill('Ruud')))).toBe('VaultExists')
  })
})

describe('wrong passphrases', () => {
  it('are refused, counted across restarts, and slow down more and more, without touching key or database', async () => {
    const first = vault()
    await first.create('local', words, fill('Rita'))
    first.close()
    const before = [readFileSync(join(folder, 'boek.key.json')), readFileSync(join(folder, 'boek.db'))]
    const waits: number[] = []
    for (let i = 0; i < 6; i++) {
      const each = vault()
      clock += each.status(false).waitMs
      expect(await failure(() => each.unlock('verkeerd'))).toBe('WrongPassphrase')
      waits.push(each.status(false).waitMs)
    }
    expect(waits).toEqual([0, 0, 5000, 10_000, 20_000, 40_000])
    expect(await failure(() => vault().unlock(words))).toBe('TooSoon')
    clock -= 3_600_000 // a clock that is set back does not lock anyone out for an hour
    expect(vault().status(false).waitMs).toBe(40_000)
    clock += 3_600_000 + 40_000
    const last = vault()
    await last.unlock(words)
    expect(last.status(false)).toMatchObject({ state: 'open', waitMs: 0 })
    last.close()
    expect(readFileSync(join(folder, 'boek.key.json')).equals(before[0]!)).toBe(true)
  })
})

describe('recovery and change', () => {
  it('opens with the code however it is typed, sets a new passphrase and replaces the code', async () => {
    const first = vault()
    const code = await first.create('local', words, fill('Rita'))
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
    first.close()
    const second = vault()
    expect(await failure(() => second.recover('AAAAA-AAAAA-AAAAA-AAAAA-AAAAA', 'vier groene olifanten'))).toBe('WrongCode')
    const next = await second.recover(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `, 'vier groene olifanten')
    expect(second.status(false).state).toBe('open')
    second.close()
    const third = vault()
    expect(await failure(() => third.unlock(words))).toBe('WrongPassphrase')
    expect(await failure(() => third.recover(code, words))).toBe('WrongCode')
    expect(next).not.toBe(code)
    await third.unlock('vier groene olifanten')
  })

  it('changes the passphrase only for who knows the current one, in one whole write', async () => {
    const made = vault()
    await made.create('local', words, fill('Rita'))
    expect(await failure(() => made.changePassphrase('iets anders', 'vier groene olifanten'))).toBe('WrongPassphrase')
    await made.changePassphrase(words, 'vier groene olifanten')
    expect(readdirSync(folder).filter((name) => name.endsWith('.nieuw'))).toEqual([])
    made.close()
    const again = vault()
    expect(await failure(() => again.unlock(words))).toBe('WrongPassphrase')
    await again.unlock('vier groene olifanten')
  })
})

describe('locking', () => {
  it('closes and says so; a sample does not lock and opens by itself', async () => {
    const made = vault()
    await made.create('local', words, fill('Rita'))
    made.lock()
    expect(made.workspace).toBeUndefined()
    expect(events.at(-1)).toBe('locked')
    rmSync(folder, { recursive: true })
    const sample = vault()
    await sample.create('sample', null, fill('Rita'))
    sample.lock()
    expect(sample.status(false)).toMatchObject({ state: 'open', mode: 'sample', idleMinutes: 0 })
    sample.close()
    expect(vault().status(false)).toMatchObject({ state: 'open', mode: 'sample' })
    opened.at(-1)!.leaveSample()
    expect(vault().status(false).state).toBe('none')
  })

  it('never throws away a vault that is no sample', async () => {
    const made = vault()
    await made.create('local', words, fill('Rita'))
    expect(await failure(() => made.leaveSample())).toBe('NotSample')
    expect(existsSync(join(folder, 'boek.db'))).toBe(true)
  })
})

describe('what can be wrong with the files', () => {
  async function closedVault(): Promise<void> {
    const made = vault()
    await made.create('local', words, fill('Rita Voorbeeld'))
    made.close()
  }

  it('a second program on the same folder is told so, and harms nothing', async () => {
    await vault().create('local', words, fill('Rita'))
    const second = vault()
    expect(await failure(() => second.unlock(words))).toBe('InUse')
    expect(second.status(false).state).toBe('locked')
    expect(opened[0]!.workspace!.context.store.read('teamMember', 'm-1')?.name).toBe('Rita')
  })

  it('a damaged database stays as it is; the newest sound copy can take its place, as another device', async () => {
    await closedVault()
    expect(readdirSync(join(folder, 'kopieen'))).toHaveLength(1)
    const db = join(folder, 'boek.db')
    const damaged = readFileSync(db).fill(9, 0, 4096)
    writeFileSync(db, damaged)
    const made = vault()
    expect(await failure(() => made.unlock(words))).toBe('WrongKeyOrBroken')
    expect(made.status(false)).toMatchObject({ state: 'broken', problem: { type: 'WrongKeyOrBroken' } })
    expect(readFileSync(db).equals(damaged)).toBe(true)
    made.restoreCopy()
    expect(made.workspace!.context.session().name).toBe('Rita Voorbeeld')
    const kept = readdirSync(folder).find((name) => name.startsWith('boek-beschadigd-'))
    expect(readFileSync(join(folder, kept!)).equals(damaged)).toBe(true)
  })

  it('names a missing database, a broken key file and a key file from the future', async () => {
    await closedVault()
    const key = join(folder, 'boek.key.json')
    const good = readFileSync(key, 'utf8')
    writeFileSync(key, '{ half')
    expect(vault().status(false)).toMatchObject({ state: 'broken', problem: { type: 'KeyFileBroken' } })
    writeFileSync(key, JSON.stringify({ ...(JSON.parse(good) as object), format: 99 }))
    const made = vault()
    expect(made.status(false)).toMatchObject({ state: 'broken', problem: { type: 'KeyFileNewer' } })
    writeFileSync(key, good)
    expect(made.status(true).state).toBe('locked')
    rmSync(join(folder, 'boek.db'))
    expect(vault().status(false)).toMatchObject({ state: 'broken', problem: { type: 'DatabaseMissing' } })
  })

  it('a file of a newer version is refused and not changed', async () => {
    const first = vault()
    await first.create('local', words, fill('Rita'))
    first.workspace!.context.store.db.pragma('user_version = 9999')
    first.close()
    const made = vault()
    expect(await failure(() => made.unlock(words))).toBe('NewerVersion')
    expect(made.status(false)).toMatchObject({ state: 'broken', problem: { type: 'NewerVersion' } })
  })

  it.each([['ENOSPC', 'DiskFull'], ['EACCES', 'ReadOnly'], ['EROFS', 'ReadOnly'], ['SQLITE_FULL', 'DiskFull'], ['SQLITE_CANTOPEN', 'ReadOnly']])('%s of the disk becomes %s', (code, type) => {
    expect(asVaultFailure(Object.assign(new Error('disk'), { code }))).toMatchObject({ failure: { type } })
  })

  it('[E1] an erased person leaves the copies too: one without them takes their place, and a broken database that was set aside goes after a month', async () => {
    const first = vault()
    await first.create('local', words, fill('Rita'))
    const { store } = first.workspace!.context
    store.commit([{ kind: 'contact', id: 'c1', gebied: 'g1', fields: { lastName: 'Zandloper' } }])
    for (let day = 0; day < 3; day++) { first.close(); clock += 26 * 3_600_000; await first.unlock(words) }
    first.close()
    const before = readdirSync(join(folder, 'kopieen'))
    expect(before.length).toBeGreaterThan(1)
    writeFileSync(join(folder, 'boek-beschadigd-2026-10-20T10-00-00-000Z.db'), 'oud')
    writeFileSync(join(folder, 'boek-beschadigd-2026-11-20T10-00-00-000Z.db'), 'pas')
    await first.unlock(words)
    expect(readdirSync(folder).filter((name) => name.startsWith('boek-beschadigd'))).toEqual(['boek-beschadigd-2026-11-20T10-00-00-000Z.db'])
    clock += 1000
    await first.workspace!.handlers['contacts.erase']({ id: 'c1', replace: [] })
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    const after = readdirSync(join(folder, 'kopieen'))
    expect(after).toHaveLength(1)
    expect(before).not.toContain(after[0])
    first.close()
    writeFileSync(join(folder, 'boek.db'), Buffer.alloc(8192, 1))
    await failure(() => first.unlock(words))
    first.restoreCopy()
    expect(first.workspace!.context.store.db.prepare('SELECT count(*) FROM contact').pluck().get()).toBe(0)
  })

  it('keeps three copies, one a day', async () => {
    await closedVault()
    for (let i = 0; i < 5; i++) {
      clock += 24 * 3_600_000
      const made = vault()
      await made.unlock(words)
      made.close()
      const again = vault()
      await again.unlock(words)
      again.close()
    }
    expect(readdirSync(join(folder, 'kopieen'))).toHaveLength(3)
  })
})
