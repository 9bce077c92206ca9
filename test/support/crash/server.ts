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

/** The real server as people start it, which can be killed and started again on the same files. */
export class ServerProcess {
  readonly port: number
  readonly data: string
  /** What it wrote about trouble inside. */
  said = ''
  private child: ChildProcess | undefined

  constructor(port: number, data: string) {
    this.port = port
    this.data = data
  }

  /** `limitKb`: no file of it may grow larger. */
  async start(limitKb?: number): Promise<void> {
    const args = [...MAIN, '--port', String(this.port), '--data', this.data]
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
    const child = spawn(process.execPath, [...MAIN, 'account', ...args, '--data', this.data], { stdio: ['ignore', 'pipe', 'inherit'] })
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
