import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const repo = join(import.meta.dirname, '..')

/** A problem to tell the person at the terminal in plain words: no stack trace. */
export class Stop extends Error {}

/** Runs a script's main function: an expected problem ends in its text and exit code 1. */
export async function runScript(main: () => Promise<number> | number): Promise<void> {
  let code = 1
  // Set at the very end: tools that run inside this process set exit codes of their own, and a failure must not become a success.
  process.on('exit', () => { process.exitCode = code })
  try {
    code = await main()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n${error.message}\n`)
  }
}

/** Environment for what the scripts start: this repository's binaries first (Node 24), and no `ELECTRON_RUN_AS_NODE`, which would turn Electron into Node. */
export function childEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: [join(repo, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter), ...extra }
  delete env['ELECTRON_RUN_AS_NODE']
  return env
}

/** Runs a command in the repository with its output on screen, and answers whether it succeeded. */
export function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  return spawnSync(command, args, { cwd: repo, stdio: 'inherit', env: childEnv(env), shell: process.platform === 'win32' }).status === 0
}

export const isRoot = () => process.getuid?.() === 0
