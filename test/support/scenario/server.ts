import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Role } from '#core/model/access.ts'

export interface Account { readonly name: string; readonly password: string }
/** An account for somebody of the sample's team; gebieden by their key in the sample. */
export interface NewScenarioAccount extends Account { readonly member: 'rita' | 'bas' | 'bianca' | 'olga' | 'frank'; readonly role: Role; readonly gebieden: readonly string[] }
/** Who filled the server with the sample. */
export const beheerder: NewScenarioAccount = { member: 'frank', name: 'Frank Voorbeeldman', role: 'beheerder', gebieden: ['alle'], password: 'zeven molens en een sloot' }
/** What the server's process tells. */
export interface ServerNews { readonly port?: number; readonly made?: string; readonly unexpected?: string }

/** A real server on loopback, filled with the sample. */
export interface ScenarioServer {
  readonly port: number
  readonly beheerder: Account
  account(member: NewScenarioAccount['member'], name: string, role: Role, gebieden: readonly string[]): Promise<Account>
  /** Stops it; throws when it met something unexpected. */
  close(): Promise<void>
}

export async function startServer(): Promise<ScenarioServer> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const unexpected: string[] = []
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const told = <T>(pick: (news: ServerNews) => T | undefined) => new Promise<T>((resolve, reject) => {
    const listen = (message: unknown) => {
      const found = pick(message as ServerNews)
      if (found === undefined) return
      child.off('message', listen)
      resolve(found)
    }
    child.on('message', listen)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  child.on('message', (message) => { const { unexpected: what } = message as ServerNews; if (what !== undefined) unexpected.push(what) })
  const port = await told((news) => news.port)
  return {
    port, beheerder,
    account: async (member, name, role, gebieden) => {
      const password = 'zeven molens en een sloot'
      const made = told((news) => (news.made === name ? name : undefined))
      child.send({ member, name, role, gebieden, password } satisfies NewScenarioAccount)
      await made
      return { name, password }
    },
    close: async () => {
      child.send('stop')
      await gone
      if (unexpected.length > 0) throw new Error(`the server reported something unexpected:\n${unexpected.join('\n')}`)
    },
  }
}
