import type { Page } from '@playwright/test'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type RunningApp } from './app.ts'
import { callData } from './bridge.ts'

const artifacts = join(import.meta.dirname, '../../artifacts')

/** What is there is also painted; a window that paints nothing is not waited for. */
export const painted = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); setTimeout(resolve, 1000) }))

/** A picture of the page as it is painted. A window that has just opened can have nothing to take it from yet: then it is taken again. */
export async function picture(page: Page, path: string): Promise<void> {
  await painted(page)
  await expect(() => page.screenshot({ path })).toPass({ timeout: 10_000 })
}

/** A screenshot that is kept as a build artefact. */
export async function shot(page: Page, name: string): Promise<void> {
  await mkdir(join(artifacts, 'screenshots'), { recursive: true })
  await picture(page, join(artifacts, 'screenshots', `${name}.png`))
}

/** The same of an enlarged window, of which Playwright would show a corner. */
export async function shotOfWindow({ electron }: RunningApp, name: string): Promise<void> {
  const png = await electron.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64') ?? '')
  await mkdir(join(artifacts, 'screenshots'), { recursive: true })
  await writeFile(join(artifacts, 'screenshots', `${name}.png`), Buffer.from(png, 'base64'))
}

export interface Begun {
  readonly gebieden: readonly [string, string]
  readonly memberId: string
  /** Calls a command and answers its value; a failure fails the test. */
  readonly call: (command: string, input: unknown) => Promise<unknown>
}

/** A vault of its own with the gebieden Overdie (looked at) and De Mare. */
export async function beginWithArea(page: Page): Promise<Begun> {
  const call = async (command: string, input: unknown) => {
    const result = await callData(page, command, input)
    if (!result.ok) throw new Error(`${command}: ${result.error.type} ${result.error.message}`)
    return result.value
  }
  await page.getByTestId('start-local').waitFor()
  await call('vault.create', { name: 'Rita Voorbeeld', municipality: 'Voorbeeldstad', passphrase: 'een lange voorbeeldzin' })
  const made: string[] = []
  for (const [position, name] of ['Overdie', 'De Mare'].entries()) made.push(((await call('areas.save', { kind: 'gebied', id: null, fields: { name, position, color: position } })) as { id: string }).id)
  const { memberId } = (await call('session.get', {})) as { memberId: string }
  await page.reload()
  await expect(page.getByTestId('sidebar')).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(page.getByTestId('gebied-switch')).toContainText('Overdie')
  return { gebieden: [made[0]!, made[1]!], memberId, call }
}
