import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.ts'
import { checkCode } from './check.ts'
import { runE2e } from './e2e.ts'
import { findElectron } from './electron.ts'
import { packageLinux } from './package.ts'
import { wantPostgres } from './postgres.ts'
import { repo, run, runScript, Stop } from './say.ts'
import { needSystem } from './system.ts'

/** `npm test`: everything CI checks, quick things first. The last line counts. */
interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}
const none: Counts = { passed: 0, failed: 0, skipped: 0 }
const add = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped })

const artifacts = join(repo, 'artifacts')
const report = (name: string) => join(artifacts, `${name}.json`)
const started = Date.now()
const section = (title: string) => console.log(`\n=== ${title} (at ${Math.round((Date.now() - started) / 1000)} s) ===`)

await runScript(async () => {
  rmSync(artifacts, { recursive: true, force: true })
  mkdirSync(artifacts)
  let counts = none
  try {
    section('System')
    const electron = await findElectron()
    console.log(electron.says)
    needSystem(electron.path, { xvfb: !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'] })
    wantPostgres()
    section('Build')
    build()
    section('Types and lint')
    counts = add(counts, { ...none, failed: (await checkCode()).length })
    section('Unit, contract and simulation tests')
    counts = add(counts, runVitest())
    section('End to end, in real windows')
    counts = add(counts, await runPlaywright('e2e', ['--project=e2e']))
    section('The Linux package')
    await packageLinux(['dir'])
    counts = add(counts, await runPlaywright('packaged', ['--project=packaged']))
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(`\n${error.message}`)
    counts = add(counts, { ...none, failed: 1 })
  }
  section('Done')
  if (counts.failed > 0) console.log(`What failed left its traces in ${artifacts}`)
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  return counts.failed === 0 ? 0 : 1
})

function runVitest(): Counts {
  const fine = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest')}`])
  return atLeastOneFailed(fine, countVitest(readJson(report('vitest'))))
}

async function runPlaywright(name: string, args: readonly string[]): Promise<Counts> {
  const fine = await runE2e(args, { E2E_REPORT: report(name) })
  return atLeastOneFailed(fine, countPlaywright(readJson(report(name))))
}

/** A runner that ends badly without a failing test, e.g. on an error outside any test, still failed. */
function atLeastOneFailed(fine: boolean, counts: Counts): Counts {
  return fine || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function countVitest(json: unknown): Counts {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = json as Readonly<Record<string, number>>
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

function countPlaywright(json: unknown): Counts {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = (json as { stats?: Readonly<Record<string, number>> }).stats ?? {}
  return { passed: expected + flaky, failed: unexpected, skipped }
}
