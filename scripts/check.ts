import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.ts'
import { childEnv, repo, runScript } from './say.ts'

interface Step {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}

// TypeScript 7 where it can be, for its speed; vue-tsc still runs on 6.
const steps: readonly Step[] = [
  { name: 'types of the renderer', command: ['vue-tsc', '-p', 'renderer'] }, // the slowest first
  { name: 'lint and rooms', command: ['oxlint', '--quiet', '--format=unix', '--report-unused-disable-directives-severity=error'] },
  { name: 'types of core (no DOM, no Node)', command: ['node', 'node_modules/typescript-native/bin/tsc', '-p', 'core'] },
  { name: 'types of electron, server and scripts', command: ['node', 'node_modules/typescript-native/bin/tsc', '-p', '.'] },
  { name: 'types of the tests', command: ['node', 'node_modules/typescript-native/bin/tsc', '-p', 'test'] },
]

/** Types and lint, two at a time; answers the names of what failed. */
export async function checkCode(): Promise<readonly string[]> {
  if (!existsSync(join(repo, 'node_modules/.nuxt-ui'))) build() // the build writes types that the renderer's check reads
  const queue = [...steps]
  const failed: string[] = []
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) if (!(await passes(step))) failed.push(step.name)
  }
  await Promise.all([worker(), worker()])
  return failed
}

function passes({ name, command: [program, ...args] }: Step): Promise<boolean> {
  const started = Date.now()
  const child = spawn(program, args, { cwd: repo, env: childEnv(), stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  let output = ''
  const keep = (data: Buffer) => { output += data.toString() }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.once('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
      if (code !== 0) console.log(output.trim())
      resolve(code === 0)
    })
  })
}

if (import.meta.main) await runScript(async () => ((await checkCode()).length === 0 ? 0 : 1))
