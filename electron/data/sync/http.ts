import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { paths } from '#core/sync/wire.ts'
import { SyncFailure } from './failures.ts'

/** `bytes`: the body of an answer that is no text, `range` which part of the whole that is (Content-Range). */
export interface Reply { readonly status: number; readonly type: string; readonly text: string; readonly bytes?: Uint8Array; readonly range?: string }
export const BYTES = 'application/octet-stream'
/** How messages reach the server; tests have one without a network. */
export interface Transport {
  /** A body is JSON as text, or bytes. */
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string | Uint8Array): Promise<Reply>
  close(): void
}

/** A connection over which nothing comes for so long is given up. */
export const SILENCE_MS = 30_000
/** Fewer bytes of an answer in that time is no connection either: a round must not hang on a line that drips. */
const LEAST_BYTES = 1000
const MAX_ANSWER = 100_000_000
const WORTH_COMPRESSING = 2000
/** Half the work of gzip, and as small; every server of this protocol reads it. */
const FASTEST = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }
const gunzip = promisify(zlib.gunzip), unzstd = promisify(zlib.zstdDecompress)

/**
 * The address a person types, as a base URL without a slash at the end. Without `http(s)://` it is https, except on this machine itself.
 * @throws SyncFailure `BadAddress`, `Insecure`
 */
export function serverAddress(typed: string): string {
  const text = typed.trim()
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const url = URL.parse(bare ? `https://${text}` : text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.hostname === '') throw new SyncFailure('BadAddress')
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.')
  if (bare && local) url.protocol = 'http:'
  if (url.protocol === 'http:' && !local) throw new SyncFailure('Insecure')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

let trusted = false
/** Certificates of the computer itself count too: municipalities have their own. Reading them takes a while, so not before there is a server; an older runtime keeps its own list. */
function trustSystemCertificates(): void {
  if (trusted) return
  trusted = true
  if (typeof tls.setDefaultCACertificates !== 'function') return
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
}

/** HTTP to one server, over connections that stay open. */
export function httpTransport(base: string, silenceMs = SILENCE_MS): Transport {
  const secure = base.startsWith('https:')
  if (secure) trustSystemCertificates()
  const agent = secure ? new https.Agent({ keepAlive: true, maxSockets: 4 }) : new http.Agent({ keepAlive: true, maxSockets: 4 })
  const begin = secure ? https.request : http.request
  return {
    async send(method, path, headers, body) {
      // Photos are compressed already.
      const zip = typeof body === 'string' && body.length >= WORTH_COMPRESSING
      const packed = body === undefined ? undefined : zip ? zlib.zstdCompressSync(body, FASTEST) : Buffer.from(body as string)
      const extra = packed === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : BYTES, 'content-length': String(packed.length), ...(zip ? { 'content-encoding': 'zstd' } : {}) }
      const once = () => new Promise<Reply>((resolve, reject) => {
        const request = begin(`${base}${path}`, { method, agent, timeout: silenceMs, headers: { 'accept-encoding': 'zstd, gzip', accept: 'application/json', ...headers, ...extra } }, (response) => {
          read(response).then(resolve, (error: unknown) => reject(networkFailure(error)))
        })
        const watch = watchSpeed(request, silenceMs)
        request.on('timeout', () => request.destroy(new SyncFailure('Timeout')))
        request.on('error', (error) => reject(request.reusedSocket && reset(error) ? error : networkFailure(error)))
        request.on('close', () => clearInterval(watch))
        request.end(packed)
      })
      try {
        return await once()
      } catch (error) {
        // A kept connection may have been closed just before it was used. All but making an account may be asked twice.
        if (!reset(error)) throw error
        if (method === 'POST' && path === paths.accounts) throw networkFailure(error)
        return once().catch((again: unknown) => { throw networkFailure(again) })
      }
    },
    close: () => agent.destroy(),
  }
}

const reset = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')

/** Bytes keep resetting the timeout of the connection, however few they are: this one counts them, from when the question was sent. */
function watchSpeed(request: http.ClientRequest, everyMs: number): NodeJS.Timeout {
  let before: number | undefined
  return setInterval(() => {
    const socket = request.socket
    if (!request.writableFinished || !socket) return
    if (before !== undefined && socket.bytesRead - before < LEAST_BYTES) { socket.destroy(new SyncFailure('Timeout')); return }
    before = socket.bytesRead
  }, everyMs)
}

async function read(response: http.IncomingMessage): Promise<Reply> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_ANSWER) { response.destroy(); throw new SyncFailure('NotGebiedsboek') }
    parts.push(part)
  }
  const bytes = Buffer.concat(parts)
  const encoding = response.headers['content-encoding']
  const plain = encoding === 'zstd' ? await unzstd(bytes, { maxOutputLength: MAX_ANSWER }) : encoding === 'gzip' ? await gunzip(bytes, { maxOutputLength: MAX_ANSWER }) : bytes
  const type = response.headers['content-type'] ?? '', status = response.statusCode ?? 0
  return type.startsWith(BYTES) ? { status, type, text: '', bytes: plain, range: response.headers['content-range'] ?? '' } : { status, type, text: plain.toString('utf8') }
}

/** What went wrong underneath, as something a person can act on. */
export function networkFailure(error: unknown): unknown {
  if (error instanceof SyncFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME|ALTNAME/.test(code)) return new SyncFailure('Certificate')
  if (/SSL|TLS|^HPE_|^Z_|ZSTD|ERR_BUFFER_TOO_LARGE/.test(code)) return new SyncFailure('NotGebiedsboek')
  if (code === 'ETIMEDOUT') return new SyncFailure('Timeout')
  if (/^E[A-Z]+$/.test(code) || code.startsWith('ERR_STREAM') || code.startsWith('UND_ERR')) return new SyncFailure('Offline')
  return error
}
