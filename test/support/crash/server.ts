import type { ServerStore } from '../../../server/store/contract.ts'
import { openEmbeddedStore } from '../../../server/store/embedded/open.ts'
import { openPostgresStore } from '../../../server/store/postgres/open.ts'
import type { DatabaseLogins } from '../postgres.ts'
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'

const MAIN = ['server/main.ts'] as const

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Where a server keeps its data: a folder, or a database. */
export type Place = string | DatabaseLogins

/** The real server as people start it, which can be killed and started again on the same files. */
export class ServerProcess {
  readonly port: number
  readonly place: Place
  /** What it wrote about trouble inside. */
  said = ''
  private child: ChildProcess | undefined

  constructor(port: number, place: Place) {
    this.port = port
    this.place = place
  }

  private get where(): string[] {
    const { place } = this
    return typeof place === 'string' ? ['--data', place] : ['--postgres', place.app, '--postgres-owner', place.owner]
  }

  /** Opens its data, to be judged. Call when it has ended. */
  store(): Promise<ServerStore> {
    const { place } = this
    return typeof place === 'string' ? Promise.resolve(openEmbeddedStore({ folder: place, newEpoch: 'none', lock: true })) : openPostgresStore({ connection: place.app, owner: undefined, newEpoch: 'none', report: () => undefined })
  }

  /** `limitKb`: no file of it may grow larger. */
  async start(limitKb?: number): Promise<void> {
    const args = [...MAIN, '--port', String(this.port), ...this.where]
    const child = limitKb === undefined ? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }) : spawn('sh', ['-c', `trap '' XFSZ; ulimit -f ${limitKb * 2}; exec "$0" "$@"`, process.execPath, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    child.stderr!.on('data', (data: Buffer) => { this.said += data.toString() })
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', (data: Buffer) => { if (data.toString().includes('Stoppen: Ctrl+C')) resolve() })
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.said}`)))
    })
  }

  /** Runs an account command beside it. */
  async account(...args: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [...MAIN, 'account', ...args, ...this.where], { stdio: ['ignore', 'pipe', 'inherit'] })
    const code = await new Promise((resolve) => { child.once('exit', resolve) })
    if (code !== 0) throw new Error(`account ${args.join(' ')} ended with ${String(code)}`)
  }

  kill(): Promise<void> { return this.ended('SIGKILL') }
  close(): Promise<void> { return this.ended('SIGTERM') }
  get running(): boolean { return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null }

  private ended(signal: NodeJS.Signals): Promise<void> {
    const { child } = this
    if (!child || !this.running) return Promise.resolve()
    return new Promise((resolve) => { child.once('exit', () => resolve()); child.kill(signal) })
  }
}
