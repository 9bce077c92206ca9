import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium, expect, test, type Browser } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxWorks } from '../../scripts/system.ts'
import { callData } from '../support/bridge.ts'

const folder = join(import.meta.dirname, '../../release/linux-unpacked')
const binary = join(folder, 'gebiedsboek')

/** With its inspect fuse off a packaged app cannot be launched through Playwright; its page can be reached. */
async function start(dataFolder: string): Promise<{ readonly child: ChildProcess; readonly browser: Browser }> {
  const child = spawn(binary, [...(sandboxWorks(binary) ? [] : ['--no-sandbox']), '--remote-debugging-port=0', `--user-data-dir=${dataFolder}`], { stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString()
      const host = /DevTools listening on ws:\/\/([^/]+)/.exec(said)?.[1]
      if (host) resolve(`http://${host}`)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
  // Connecting before there is a page waits for ever.
  await expect.poll(() => fetch(`${address}/json`).then((answer) => answer.text())).toContain('app://gebiedsboek/')
  return { child, browser: await chromium.connectOverCDP(address) }
}

test('the packaged app opens its window and answers from its data process', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gebiedsboek-packaged-'))
  const { child, browser } = await start(dataFolder)
  try {
    const context = browser.contexts()[0]
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (!page) throw new Error('no page')
    await expect(page).toHaveTitle('Gebiedsboek')
    expect(await callData(page, 'app.info', {})).toMatchObject({ ok: true, value: { dataFolder: join(dataFolder, 'gegevens') } })
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await ended
    await browser.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
})

test('its fuses are set and nothing of other platforms or of Electron itself came along', async () => {
  const fuses = await getCurrentFuseWire(binary)
  const [DISABLE, ENABLE] = ['0'.charCodeAt(0), '1'.charCodeAt(0)] // as they stand in the binary
  expect({
    runAsNode: fuses[FuseV1Options.RunAsNode],
    nodeOptions: fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: fuses[FuseV1Options.EnableNodeCliInspectArguments],
    onlyAsar: fuses[FuseV1Options.OnlyLoadAppFromAsar],
    cookies: fuses[FuseV1Options.EnableCookieEncryption],
    fileRights: fuses[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({ runAsNode: DISABLE, nodeOptions: DISABLE, inspect: DISABLE, onlyAsar: ENABLE, cookies: ENABLE, fileRights: DISABLE })
  const resources = join(folder, 'resources')
  expect(existsSync(join(resources, 'app.asar'))).toBe(true)
  expect(existsSync(join(resources, 'default_app.asar'))).toBe(false)
  const unpacked = await readdir(join(resources, 'app.asar.unpacked'), { recursive: true })
  expect(unpacked.filter((name) => name.endsWith('.node')).map((name) => name.split('/').at(-1))).toEqual(['linux-x64.node'])
})
