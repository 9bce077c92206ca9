import type { FastifyInstance } from 'fastify'
import { BYTES, type Reply } from '../../electron/data/sync/http.ts'

/** One request to a server without a network, answered as the laptop's transport would. */
export async function injectedReply(app: FastifyInstance, method: string, url: string, headers: Readonly<Record<string, string>>, body?: string | Uint8Array): Promise<Reply> {
  const sent = body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }
  const type = body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : BYTES }
  const r = await app.inject({ method: method as 'POST', url, headers: { ...headers, ...type }, ...sent })
  const head = { status: r.statusCode, type: String(r.headers['content-type'] ?? '') }
  return head.type.startsWith(BYTES) ? { ...head, text: '', bytes: new Uint8Array(r.rawPayload), range: String(r.headers['content-range'] ?? '') } : { ...head, text: r.body }
}
