import { spawn } from 'node:child_process'

/** The server's command as a person types it. */
export interface ServerCommand {
  /** What it said, once it listens or has ended. */
  readonly said: Promise<string>
  readonly port: () => Promise<number>
  stop(signal?: NodeJS.Signals): Promise<unknown>
}

export function serverCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}): ServerCommand {
  const child = spawn(process.execPath, ['server/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const ended = new Promise<unknown>((resolve) => child.once('exit', resolve))
  let text = ''
  const said = new Promise<string>((resolve) => {
    const hear = (data: Buffer) => { text += data.toString(); if (text.includes('Stoppen: Ctrl+C')) resolve(text) }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => resolve(text))
  })
  return {
    said,
    port: async () => Number(/luistert op http:\/\/[^:]+:(\d+)/.exec(await said)?.[1]),
    stop: (signal = 'SIGTERM') => { child.kill(signal); return ended },
  }
}
