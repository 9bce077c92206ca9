import type { ElectronApplication, Page } from '@playwright/test'
import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import type { App } from 'vue'
import { uuidv7 } from '#core/model/ids.ts'
import type { DataContext } from '../../electron/data/context.ts'
import { vaultHandlers } from '../../electron/data/vault/handlers.ts'
import { Vault } from '../../electron/data/vault/vault.ts'
import { startElectron } from '../support/app.ts'
import { passphrase } from '../support/start.ts'

/** The cheapest derivation that a key file may ask for, 4 ms: what a start takes without the passphrase's is then measured, not reckoned. */
const cheap = { N: 2 ** 10, r: 8, p: 1 }

/** A data folder as a laptop has it, filled; only its passphrase is derived cheaply. */
export async function makeBook(userData: string, fill: (context: DataContext) => void | Promise<void>): Promise<void> {
  const random = (bytes: Uint8Array) => randomFillSync(bytes)
  const newId = () => uuidv7(Date.now(), random)
  const vault = new Vault({ folder: join(userData, 'gegevens'), now: Date.now, newId, newDevice: () => 'bench000', random, cost: cheap, log: () => undefined, emit: () => undefined })
  await vaultHandlers(vault, Date.now, newId)['vault.create']({ name: 'Rita Voorbeeld', municipality: 'Meetstad', passphrase })
  await fill(vault.workspace!.context)
  vault.close()
}

export interface Started { readonly electron: ElectronApplication; readonly page: Page }

/** Until this is in the page, looked at with every frame: asking less often would round every figure up. */
export const appears = (page: Page, selector: string) => page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector)

/** The lock that can be typed at. Its place stands in the page from the first, hidden; where this computer was not locked before, letters typed then go nowhere. */
export const lock = '[data-testid=unlock]:not([hidden] *)'

/** To an address, once the page listens: one that comes before its first page is there is forgotten. */
export const goTo = (page: Page, address: string) => page.evaluate(async (to) => {
  await document.querySelector<Element & { readonly __vue_app__: App }>('#app')?.__vue_app__.config.globalProperties.$router.isReady()
  location.hash = to
}, address)

export async function start(folder: string, dataFolder: string, first: string, args: readonly string[] = []): Promise<Started & { readonly ms: number }> {
  const started = performance.now()
  const electron = await startElectron(folder, { dataFolder, args })
  const page = await electron.firstWindow()
  await appears(page, first)
  return { electron, page, ms: performance.now() - started }
}
