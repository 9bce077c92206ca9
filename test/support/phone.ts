import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startElectron } from './app.ts'

/** A browser with nothing of ours in it, as wide as a small phone. It refuses scripts that come with a page. */
export interface Phone { readonly page: Page; close(): Promise<void> }

const program = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => { new BrowserWindow({ width: 360, height: 740, useContentSize: true, webPreferences: { sandbox: true } }).loadURL('about:blank') })`

export async function openPhone(): Promise<Phone> {
  const folder = await mkdtemp(join(tmpdir(), 'gebiedsboek-phone-'))
  await writeFile(join(folder, 'package.json'), '{ "name": "phone", "version": "1.0.0", "main": "main.cjs" }')
  await writeFile(join(folder, 'main.cjs'), program)
  const electron = await startElectron(folder, { dataFolder: join(folder, 'data') })
  const page = await electron.firstWindow()
  return { page, close: async () => { await electron.close(); await rm(folder, { recursive: true, force: true }) } }
}
