import { protocol, type Protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { fileFor, headersFor } from './files.ts'
import { contentSecurityPolicy, hallHost, hallPolicy, rendererHost, scheme } from './policy.ts'

/** Before the app is ready: our files get an origin of their own, with the rights of a secure page. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Serves the built renderer under app://gebiedsboek/, and nothing outside its folder. */
export const serveRenderer = (folder: string): void => serveFolder(protocol, folder, rendererHost, contentSecurityPolicy)

/** Serves the page for the hall under app://zaal/, in the session of that window alone. */
export const serveHall = (own: Protocol, folder: string): void => serveFolder(own, folder, hallHost, hallPolicy)

function serveFolder(own: Protocol, folder: string, host: string, policy: string): void {
  own.handle(scheme, async (request) => {
    const file = fileFor(folder, request.url, host)
    if (request.method !== 'GET' || !file) return new Response('not found', { status: 404 })
    try {
      return new Response(await readFile(file), { headers: headersFor(file, policy) })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}
