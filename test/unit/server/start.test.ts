import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { argonPasswords, generatedPassword, passwordProblem } from '../../../server/auth/password.ts'
import { readOptions } from '../../../server/options.ts'
import { serverCommand as run } from '../../support/serverCommand.ts'

const folders: string[] = []
const folder = () => { const at = mkdtempSync(join(tmpdir(), 'gb-start-')); folders.push(at); return at }
afterEach(() => { for (const at of folders.splice(0)) rmSync(at, { recursive: true, force: true }) })

it('the first start makes a beheerder and says the password once; a second server on the data is refused; accounts can be made beside it', async () => {
  const data = folder()
  const server = run(['--port', '0', '--data', data])
  const said = await server.said
  expect(said).toMatch(/naam: +beheerder\n +wachtwoord: [a-z2-9]{4}(-[a-z2-9]{4}){3}\n/)
  expect(said).toMatch(/luistert op http:\/\/127\.0\.0\.1:\d+/)
  expect(await run(['--port', '0', '--data', data]).said).toBe(`Er draait al een server op de gegevens in ${data}. Stop die eerst, of kies met --data een andere map.\n`)
  expect(await run(['account', 'add', '--name', 'Piet', '--role', 'boa', '--gebied', 'alle', '--data', data]).said).toMatch(/'Piet' is gemaakt[\s\S]*één keer/)
  expect(await run(['account', 'add', '--name', 'Kees', '--role', 'boa', '--gebied', 'Nergens', '--data', data]).said).toMatch(/Er is geen gebied 'Nergens'/)
  await server.stop()
  const again = run(['--port', '0', '--data', data])
  expect(await again.said).not.toContain('wachtwoord')
  await again.stop()
  expect(await run(['account', 'list', '--data', data]).said).toBe('beheerder · Functioneel beheerder · alle gebieden\nPiet · Wijk BOA · alle gebieden\n')
})

it('a port that is in use', async () => {
  const first = run(['--port', '0', '--data', folder()])
  const port = /:(\d+)\n/.exec(await first.said)![1]!
  expect(await run(['--port', port, '--data', folder()]).said).toContain('Deze poort is al in gebruik')
  await first.stop()
})

it('other computers only with encryption, or behind a proxy that takes care of it', () => {
  expect(() => readOptions(['--host', '0.0.0.0'], '/d')).toThrow('versleuteld')
  expect(readOptions(['--host', '0.0.0.0', '--behind-proxy'], '/d')).toMatchObject({ act: 'serve', behindProxy: true })
  expect(readOptions(['--host', '0.0.0.0', '--cert', 'c', '--key', 'k'], '/d')).toMatchObject({ act: 'serve', cert: 'c' })
  expect(() => readOptions(['--port', 'x'], '/d')).toThrow('geen poortnummer')
  expect(() => readOptions(['--cert', 'c'], '/d')).toThrow('allebei')
  expect(readOptions([], '/d', { GEBIEDSBOEK_POSTGRES: 'postgres://x', GEBIEDSBOEK_POSTGRES_OWNER: 'postgres://y' })).toMatchObject({ place: { postgres: 'postgres://x', owner: 'postgres://y' } })
  expect(readOptions(['--data', '/e'], '/d', { GEBIEDSBOEK_POSTGRES: 'postgres://x' })).toMatchObject({ place: { data: '/e' } })
  expect(() => readOptions(['--data', '/e', '--postgres', 'postgres://x'], '/d')).toThrow('niet allebei')
  expect(() => readOptions(['--postgres', 'mysql://x'], '/d')).toThrow('postgres://')
  expect(() => readOptions(['--postgres-owner', 'postgres://x'], '/d')).toThrow('ook --postgres')
  expect(() => readOptions(['backup'], '/d')).toThrow('--to')
  expect(() => readOptions(['backup', '--postgres', 'postgres://x', '--to', '/e'], '/d')).toThrow('pg_dump')
  expect(() => readOptions(['dans'], '/d')).toThrow("'dans' is geen opdracht")
  expect(() => readOptions(['--onzin'], '/d')).toThrow('Gebruik:')
  expect(() => readOptions(['account', 'add', '--name', 'x', '--role', 'koning'], '/d')).toThrow('geen rol')
})

it('passwords are Argon2id with their parameters, and match only themselves', async () => {
  const passwords = argonPasswords()
  const stored = await passwords.hash('een goed wachtwoord')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await Promise.all([passwords.matches('een goed wachtwoord', stored), passwords.matches('een ander wachtwoord', stored), passwords.matches('een goed wachtwoord', undefined), passwords.matches('x', 'onzin')])).toEqual([true, false, false, false])
  expect([passwordProblem('kort', 'Piet'), passwordProblem('aaaaaaaaaaaa', 'Piet'), passwordProblem('ik ben piet hoor', 'Piet'), passwordProblem('vier losse woorden', 'Piet')].map((p) => p === undefined)).toEqual([false, false, false, true])
  expect(generatedPassword((n) => new Uint8Array(n).fill(7))).toBe('hhhh-hhhh-hhhh-hhhh')
})
