import { spawn } from 'node:child_process'

export interface Display {
  readonly name: string
  stop(): void
}

/** The display there is, or an invisible one on a free number for as long as the tests need it. */
export async function openDisplay(): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { name: DISPLAY ?? '', stop: () => undefined }
  // -noreset: it would otherwise start over when its last window closes, and turn away the app that opens just then.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const numbers = server.stdio[3]
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    numbers?.once('data', (data: Buffer) => resolve(`:${data.toString().trim()}`))
  })
  return { name, stop: () => void server.kill() }
}
