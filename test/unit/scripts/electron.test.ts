import { createHash } from 'node:crypto'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differing, findElectron } from '../../../scripts/electron.ts'
import { Stop } from '../../../scripts/say.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-copy-'))
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'electron'), 'a')
  writeFileSync(join(folder, 'locales/nl.pak'), 'b')
})
afterEach(() => rmSync(folder, { recursive: true }))

const sum = (text: string) => createHash('sha256').update(text).digest('hex')
const list = `${sum('a')}  electron\n${sum('b')}  locales/nl.pak\n`

describe('the copy of Electron from npm', () => {
  it('is the one that was checked', () => expect(differing(folder, list)).toEqual([]))

  it('is refused when a file was changed, added or taken away', () => {
    writeFileSync(join(folder, 'electron'), 'A')
    writeFileSync(join(folder, 'libextra.so'), 'x')
    rmSync(join(folder, 'locales/nl.pak'))
    expect(differing(folder, list).toSorted()).toEqual(['electron', 'libextra.so', 'locales/nl.pak'])
  })
})

describe('finding Electron', () => {
  afterEach(() => { delete process.env['ELECTRON_OVERRIDE_DIST_PATH'] })

  it('takes the folder that was named before anything else', async () => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder
    expect(await findElectron()).toMatchObject({ path: join(folder, 'electron') })
  })

  it('says plainly when there is none in it', async () => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(folder, 'locales')
    await expect(findElectron()).rejects.toThrow(Stop)
  })
})
