import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverCommand } from '../support/serverCommand.ts'
import { describeRestore } from './restore.ts'

describeRestore('the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gb-restore-'))
  const data = join(folder, 'data'), copy = join(folder, 'copy')
  return {
    args: ['--data', data],
    backup: async () => {
      const said = await serverCommand(['backup', '--data', data, '--to', copy]).said
      if (!said.includes('De reservekopie staat in')) throw new Error(said)
    },
    restore: async () => { renameSync(data, join(folder, 'old')); cpSync(copy, data, { recursive: true }) },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
})
