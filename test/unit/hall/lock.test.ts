import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ok } from '#core/contract/command.ts'
import type { commands } from '#core/contract/contract.ts'
import type { Host } from '#core/contract/host.ts'
import { portPair } from '#core/contract/port.ts'
import { createClient } from '#core/contract/protocol.ts'
import { startData } from '../../../electron/data/data.ts'

it('the hall gets its views from the data process, is black from the first moment of a lock, and gets nothing while it is locked', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gebiedsboek-hall-'))
  const told: unknown[] = []
  const host = {
    'keyring.state': () => Promise.resolve(ok({ backend: 'basic_text', protects: false })), 'hall.blank': () => { told.push('blank'); return Promise.resolve(ok(null)) }, 'hall.show': (view) => { told.push(view.body.screen); return Promise.resolve(ok(null)) },
  } as Partial<Host> as Host
  const data = startData({ dataFolder, version: '0', host, now: Date.now, log: () => undefined })
  const [near, far] = portPair()
  data.serve(far)
  const { call } = createClient<typeof commands>(near)
  expect((await call['vault.create']({ name: 'Rita Voorbeeld', municipality: 'Voorbeeldstad', passphrase: 'een lange voorbeeldzin' })).ok).toBe(true)
  const pause = { tone: 'light', request: { show: 'pause', words: 'welkom', until: null } } as const
  expect((await call['hall.show'](pause)).ok).toBe(true)
  expect(told).toEqual(['pause'])
  data.lock()
  expect(told).toEqual(['pause', 'blank'])
  await expect.poll(async () => (await call['vault.status']({})).ok && told.length).toBe(3)
  expect(await call['hall.show'](pause)).toMatchObject({ ok: false, error: { type: 'Locked' } })
  expect(told).toEqual(['pause', 'blank', 'blank'])
  data.close()
  rmSync(dataFolder, { recursive: true, force: true })
})
