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

const notFound = { statusCode: 404, headers: { 'Content-Type': 'text/plain' }, data: Buffer.from('not found') }

/**
 * Not with `protocol.handle`: it makes a Request, a Response and two streams of every file, for which the main process reads and
 * compiles the whole of Node's fetch, right when the page waits for its first file. See docs/decisions/0034.
 */
function serveFolder(own: Protocol, folder: string, host: string, policy: string): void {
  own.registerBufferProtocol(scheme, ({ method, url }, answer) => {
    const file = method === 'GET' ? fileFor(folder, url, host) : undefined
    if (!file) return answer(notFound)
    void readFile(file).then((data) => answer({ data, headers: headersFor(file, policy) }), () => answer(notFound))
  })
}
