import { fork, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Failure } from '#core/contract/command.ts'

export const GEBIED = 'g-proef'

export interface LaptopConfig { readonly name: string; readonly folder: string; readonly key: string; readonly address: string; readonly password: string; readonly seed: number; /** average between two edits */ readonly pauseMs: number }
/** `readAgain`: everything from the beginning, which makes a long pull. `roomPages`: the database file may grow by so many pages, null without limit. */
export type Asked = 'type' | 'readAgain' | 'stopTyping' | 'sync' | 'close' | { readonly roomPages: number | null }
export interface Synced { readonly phase: string; readonly pending: number; readonly refused: number; readonly problem: string | null; readonly digests: readonly string[] }
export interface Told { readonly opened?: string; readonly synced?: Synced; readonly refused?: Failure; readonly log?: string }

/** A laptop as a process of its own, which can be killed and started again on the same files. */
export class LaptopProcess {
  readonly config: LaptopConfig
  readonly log: string[] = []
  readonly refused: Failure[] = []
  private child: ChildProcess | undefined

  constructor(config: LaptopConfig) { this.config = config }

  /** Starts it. `limitKb`: no file of it may grow larger (a full disk, to what the program can see of it). */
  async start(limitKb?: number): Promise<void> {
    const args = [join(import.meta.dirname, 'laptop-process.ts'), JSON.stringify({ ...this.config, seed: this.config.seed + Date.now() })]
    this.child = limitKb === undefined ? fork(args[0]!, args.slice(1), { execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] }) : spawn('sh', ['-c', `trap '' XFSZ; ulimit -f ${limitKb * 2}; exec "$0" "$@"`, process.execPath, ...args], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
    let said = ''
    this.child.stderr!.on('data', (data: Buffer) => { said += data.toString() })
    this.child.on('message', ({ log, refused }: Told) => { if (log !== undefined) this.log.push(log); if (refused) this.refused.push(refused) })
    this.child.on('exit', (code) => { if (code !== null && code !== 0) this.log.push(`ended with ${code}: ${said}`) })
    const opened = await this.told((told) => told.opened)
    if (opened !== 'ok') throw new Error(`the database of ${this.config.name} is damaged: ${opened} ${said}`)
  }

  tell(asked: Asked): void { this.child?.send(asked) }

  /** A round, and how it stands after it. */
  sync(): Promise<Synced> {
    const answer = this.told((told) => told.synced)
    this.tell('sync')
    return answer
  }

  /** The power goes out, to this process. */
  kill(): Promise<void> { return this.ended(() => this.child!.kill('SIGKILL')) }
  async close(): Promise<void> { if (this.running) await this.ended(() => this.tell('close')) }
  get running(): boolean { return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null }

  private ended(how: () => void): Promise<void> {
    const { child } = this
    if (!child || !this.running) return Promise.resolve()
    return new Promise((resolve) => { child.once('exit', () => resolve()); how() })
  }

  private told<T>(pick: (told: Told) => T | undefined): Promise<T> {
    const child = this.child!
    return new Promise((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`${this.config.name} ended with ${code} ${this.log.join('\n')}`))
      const hear = (told: unknown) => {
        const found = pick(told as Told)
        if (found === undefined) return
        child.off('message', hear).off('exit', gone)
        resolve(found)
      }
      child.on('message', hear).once('exit', gone)
    })
  }
}
