import type { Page } from '@playwright/test'
import type { Result } from '#core/contract/command.ts'
import type { Bridge, ShellClient } from '#core/contract/shell.ts'

type WithBridge = Window & { readonly gebiedsboek: Bridge }

/** Calls a shell command as the page does. */
export function callShell(page: Page, name: keyof ShellClient, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(([name, input]) => (window as unknown as WithBridge).gebiedsboek.shell[name](input as never) as Promise<Result<unknown>>, [name, input] as const)
}

type WithPort = Window & { testPort?: MessagePort }
const hooked = new WeakSet<Page>()

/**
 * Calls one command of the data process over the page's own port: a second port would look like a restart of that process.
 * The first call loads the page again, to be there when it gets its port.
 */
export async function callData(page: Page, command: string, input: unknown): Promise<Result<unknown>> {
  if (!hooked.has(page)) {
    hooked.add(page)
    await page.addInitScript(() => {
      window.addEventListener('message', ({ ports: [port] }) => { if (port) (window as WithPort).testPort = port })
    })
    await page.waitForLoadState()
    await page.reload()
    // Until the first page is there, another address is not listened to.
    await page.getByRole('heading').first().waitFor()
  }
  await page.waitForFunction(() => (window as WithPort).testPort !== undefined)
  return page.evaluate(
    ([command, input]) =>
      new Promise<Result<unknown>>((resolve) => {
        // Far above the numbers that the page itself counts up to.
        const id = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000)
        const { testPort } = window as WithPort
        testPort?.addEventListener('message', ({ data }: MessageEvent<{ id?: number; result?: Result<unknown> }>) => { if (data.id === id && data.result) resolve(data.result) })
        testPort?.postMessage({ id, command, input })
      }),
    [command, input] as const,
  )
}
