import type { Page } from '@playwright/test'
import type { Result } from '#core/contract/command.ts'
import type { Bridge, ShellClient } from '#core/contract/shell.ts'

type WithBridge = Window & { readonly gebiedsboek: Bridge }

/** Calls a shell command as the page does. */
export function callShell(page: Page, name: keyof ShellClient, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(([name, input]) => (window as unknown as WithBridge).gebiedsboek.shell[name](input as never) as Promise<Result<unknown>>, [name, input] as const)
}

/** Asks main for a port of its own and calls one command of the data process over it. */
export function callData(page: Page, command: string, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    ([command, input]) =>
      new Promise<Result<unknown>>((resolve) => {
        const id = 1_000_000_007
        window.addEventListener('message', ({ ports: [port] }) => {
          port?.addEventListener('message', ({ data }: MessageEvent<{ id?: number; result?: Result<unknown> }>) => { if (data.id === id && data.result) resolve(data.result) })
          port?.postMessage({ id, command, input })
        }, { once: true })
        ;(window as unknown as WithBridge).gebiedsboek.connect()
      }),
    [command, input] as const,
  )
}
