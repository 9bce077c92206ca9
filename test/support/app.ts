import { AxeBuilder } from '@axe-core/playwright'
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const repo = join(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** Holds everything this app writes. Left out: a new folder that is removed afterwards. */
  readonly dataFolder?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The real app in its own window, with its own data folder. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly dataFolder: string
  /** What the app wrote on stderr so far: logs of main and of the data process, and what went wrong in its page. */
  readonly log: () => string
  /** What the next open dialogs answer: paths, or nothing for 'Annuleren'. */
  answerOpenDialog(...paths: readonly string[]): Promise<void>
  answerSaveDialog(path: string | null): Promise<void>
  close(): Promise<void>
  /** Ends it the hard way, as a power cut would. */
  kill(): Promise<void>
}

/** Starts an Electron app from its folder, with the flags that every test and both sides of a measurement share. */
export function startElectron(folder: string, { dataFolder, args = [], env = {} }: LaunchOptions & { readonly dataFolder: string }): Promise<ElectronApplication> {
  // Without `executablePath`, Playwright holds the app back until it listens; with it, it sometimes connects too early and waits for ever.
  if (!process.env['ELECTRON_OVERRIDE_DIST_PATH']) throw new Error('Start e2e tests with `npm run e2e -- name`: it finds Electron and opens a display.')
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  return _electron.launch({
    chromiumSandbox: process.env['E2E_SANDBOX'] === '1',
    args: [folder, `--user-data-dir=${dataFolder}`, ...args],
    cwd: repo,
    timeout: 30_000,
    env: { ...(inherited as Record<string, string>), ...env },
  })
}

/** Launches the built app. Prefer the `launchApp` fixture, which closes what it opened. */
export async function launch({ dataFolder, ...options }: LaunchOptions & { readonly dataFolder: string }): Promise<RunningApp> {
  const electron = askAgain(await startElectron(repo, { dataFolder, ...options }))
  let log = ''
  electron.process().stderr?.on('data', (data: Buffer) => { log += data.toString() })
  const page = await electron.firstWindow()
  page.on('console', (message) => { if (message.type() === 'error') log += `page: ${message.text()}\n` })
  page.on('pageerror', (error) => { log += `page: ${error.stack ?? error.message}\n` })
  page.on('requestfailed', (request) => { log += `page: ${request.url()} failed: ${request.failure()?.errorText ?? ''}\n` })
  await page.waitForURL('app://gebiedsboek/**')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    electron,
    page,
    dataFolder,
    log: () => log,
    // Replacing Electron's own function keeps every trace of tests out of the app.
    answerOpenDialog: (...paths) =>
      electron.evaluate(({ dialog }, filePaths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths }) }, [...paths]),
    answerSaveDialog: (path) =>
      electron.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' }) }, path),
    close: () => electron.close(),
    kill: async () => {
      const gone = new Promise((resolve) => electron.process().once('exit', resolve))
      electron.process().kill('SIGKILL')
      await gone
    },
  }
}

/**
 * Asks the main process again when the answer was lost on its way. V8 holds what the inspector waits for by a weak handle, and Electron
 * comes to its microtasks only later: a garbage collection in between takes the answer away ('Promise was collected'; found by CI in a test
 * that only read the size of a window). What is asked of `evaluate` must therefore bear being done twice.
 */
function askAgain(electron: ElectronApplication): ElectronApplication {
  const evaluate = electron.evaluate.bind(electron) as (...question: unknown[]) => Promise<unknown>
  const asked = async (...question: unknown[]): Promise<unknown> => {
    for (let left = 3; ; left--) {
      try { return await evaluate(...question) } catch (error) { if (left === 0 || !String(error).includes('garbage collected')) throw error }
    }
  }
  return Object.assign(electron, { evaluate: asked })
}

interface Fixtures {
  readonly launchApp: (options?: LaunchOptions) => Promise<RunningApp>
  readonly app: RunningApp
}

/** Tests with real apps: `app` is one on a new data folder; `launchApp` starts more. All are closed afterwards. */
export const test = base.extend<Fixtures>({
  launchApp: async ({}, use, info) => {
    const running: RunningApp[] = []
    const folders: string[] = []
    await use(async (options = {}) => {
      let { dataFolder } = options
      if (!dataFolder) folders.push((dataFolder = await mkdtemp(join(tmpdir(), 'gebiedsboek-e2e-'))))
      const app = await launch({ ...options, dataFolder })
      running.push(app)
      return app
    })
    if (info.status !== info.expectedStatus) await keepEvidence(running, info.outputPath.bind(info))
    for (const app of running) await app.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  },
  app: async ({ launchApp }, use) => use(await launchApp()),
})

async function keepEvidence(apps: readonly RunningApp[], path: (name: string) => string): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  for (const [i, app] of apps.entries()) {
    await writeFile(path(`app-${i + 1}.log`), `${app.log()}at ${app.page.url()}\n`)
    for (const [n, window] of app.electron.windows().entries()) if (!window.isClosed()) await window.screenshot({ path: path(`app-${i + 1}-${n + 1}.png`), timeout: 5000 })
  }
}

const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const
/** What axe says of colours. */
const coloursOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const

/** axe on the page as it stands; fails with the rules and elements that break WCAG 2.2 AA. */
export const expectAccessible = (page: Page): Promise<void> => expectNothingFrom(page, everything)
/** The same of colours alone, for a page that was looked at in other ones. */
export const expectAccessibleColours = (page: Page): Promise<void> => expectNothingFrom(page, coloursOnly)

async function expectNothingFrom(page: Page, runOnly: typeof everything | typeof coloursOnly): Promise<void> {
  // A colour half-way a transition is nobody's choice.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished)))
  // Only what is wrong is described: describing what is right took longer than finding it.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: { ...runOnly, values: [...runOnly.values] }, resultTypes: ['violations'] })
  // Around its messages the toast library lays invisible stops that pass the focus on; axe takes them for places to get stuck.
  const { violations } = await axe.exclude('[role="region"] > span[aria-hidden="true"][tabindex="0"]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([])
}

export { expect }
