import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { fileFor, headersFor } from './files.ts'
import { scheme } from './policy.ts'

/** Before the app is ready: our files get an origin of their own, with the rights of a secure page. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Serves the built renderer under app://gebiedsboek/, and nothing outside its folder. */
export function serveRenderer(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const file = fileFor(folder, request.url)
    if (request.method !== 'GET' || !file) return new Response('not found', { status: 404 })
    try {
      return new Response(await readFile(file), { headers: headersFor(file) })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}
