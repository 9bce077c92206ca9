import { randomFillSync, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { FillRandom } from '#core/model/ids.ts'
import { buildServer } from './app.ts'
import type { AccountDeps } from './auth/accounts.ts'
import { argonPasswords } from './auth/password.ts'
import { accountCommand, firstBeheerder } from './commands.ts'
import { WireFailure } from './failure.ts'
import { help, readOptions, UsageProblem, type Place, type ServeOptions } from './options.ts'
import { StoreUnusable, type ServerStore } from './store/contract.ts'
import { backupEmbedded } from './store/embedded/backup.ts'
import { openEmbeddedStore } from './store/embedded/open.ts'
import { openPostgresStore } from './store/postgres/open.ts'
import { tidy } from './store/postgres/tidy.ts'

const say = (line: string) => { process.stdout.write(`${line}\n`) }
const random: FillRandom = (bytes) => randomFillSync(bytes)
const report = (error: unknown) => { process.stderr.write(`${new Date().toISOString()} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`) }

async function open(place: Place, lock: boolean): Promise<ServerStore> {
  if ('data' in place) return openEmbeddedStore({ folder: place.data, newEpoch: randomUUID(), lock })
  return openPostgresStore({ connection: place.postgres, owner: place.owner, newEpoch: randomUUID(), report })
}
const depsOf = async (place: Place, lock: boolean): Promise<AccountDeps> => ({ store: await open(place, lock), passwords: argonPasswords(), now: Date.now, random })

/** Where the server is put together; everything else gets what it needs as arguments. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), join(homedir(), '.gebiedsboek', 'server-data'), process.env)
  if (options.act === 'help') return say(help)
  if (options.act === 'serve') return serve(options)
  if (options.act === 'backup') { backupEmbedded(options.data, options.to); return say(`De reservekopie staat in ${options.to}.`) }
  const deps = await depsOf(options.place, options.act === 'restored')
  try {
    if (options.act === 'tidy') return await tidyUp(deps.store, options.place)
    if ('name' in options) return await accountCommand(deps, options, say)
    await deps.store.write((tx) => tx.setEpoch(randomUUID()))
    say('De laptops werken opnieuw bij met deze gegevens en sturen wat hier ontbreekt.')
  } finally {
    await deps.store.close()
  }
}

async function serve(options: ServeOptions): Promise<void> {
  const tls = options.cert !== undefined && options.key !== undefined ? { cert: read(options.cert), key: read(options.key) } : undefined
  const deps = await depsOf(options.place, true)
  try {
    await firstBeheerder(deps, say)
    const app = await buildServer({ ...deps, report, signInsPerMinute: 10, doorPagesPerMinute: 120, behindProxy: options.behindProxy, tls })
    const stop = () => { void app.close().then(() => deps.store.close()).then(() => process.exit(0)) }
    const address = await app.listen({ port: options.port, host: options.host })
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    say(`De server van Gebiedsboek luistert op ${address}`)
    say(`De gegevens staan in ${'data' in options.place ? options.place.data : 'PostgreSQL'}. Stoppen: Ctrl+C.`)
  } catch (error) {
    await deps.store.close()
    throw error
  }
}

async function tidyUp(store: ServerStore, place: Place): Promise<void> {
  if ('data' in place) await store.scrub()
  else if (place.owner === undefined) throw new UsageProblem('Opruimen kan alleen de eigenaar van de database. Geef --postgres-owner.')
  else await tidy(place.owner)
  say('Wat verwijderd is, staat ook niet meer in de bestanden van de database.')
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new UsageProblem(`Het bestand ${file} kan niet gelezen worden`)
  }
}

/** Expected trouble in plain Dutch; anything else is a bug and shows itself. */
function explain(error: unknown): string {
  if (error instanceof UsageProblem || error instanceof StoreUnusable || error instanceof WireFailure) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'Deze poort is al in gebruik. Draait de server al? Kies anders een andere poort met --port.'
  if (code === 'EACCES') return 'Deze poort mag niet gebruikt worden. Kies een poort boven 1024 met --port.'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'Dit adres hoort niet bij deze computer. Kijk --host na.'
  if (typeof code === 'string' && code.startsWith('ERR_OSSL')) return 'Het certificaat en de sleutel kunnen niet gelezen worden of horen niet bij elkaar.'
  return `Er ging iets onverwachts mis.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
})
