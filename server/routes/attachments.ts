import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PART_BYTES } from '#core/attachments/limits.ts'
import { filesRequest, idPattern, paths } from '#core/sync/wire.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import { filePart, filesHere, takePart } from '../sync/files.ts'
import { sweepFiles } from '../sync/sweep.ts'
import { deviceSession } from './device.ts'
import { parsed, sendJson } from './http.ts'

const HOUR = 3_600_000
const BYTES = 'application/octet-stream'
const params = z.object({ id: z.string().regex(idPattern) })
const offset = z.object({ from: z.string().regex(/^\d{1,9}$/).transform(Number) })

/** Bytes of attachments: which are here, taking the next part, giving a stretch. */
export function attachmentRoutes(app: FastifyInstance, deps: Deps): void {
  app.addContentTypeParser(BYTES, { parseAs: 'buffer', bodyLimit: PART_BYTES }, (_request, body, done) => done(null, body))
  app.post(paths.attachments, async (request, reply) => {
    const session = await deviceSession(deps, request)
    return sendJson(request, reply, JSON.stringify({ files: await filesHere(deps.store, session.accountId, parsed(filesRequest, request.body).ids) }))
  })
  app.put(`${paths.attachments}/:id`, async (request) => {
    const session = await deviceSession(deps, request)
    const { id } = parsed(params, request.params), { from } = parsed(offset, request.query)
    if (!(request.body instanceof Uint8Array)) throw new WireFailure('invalid', 'Hier worden bytes verwacht')
    const { progress, news } = await takePart(deps.store, session.accountId, id, from, request.body, deps.now())
    if (news !== undefined) deps.store.tell({ gebieden: [news], exceptSession: session.hash })
    return progress
  })
  app.get(`${paths.attachments}/:id`, async (request, reply) => {
    const session = await deviceSession(deps, request)
    const { id } = parsed(params, request.params), { from, length } = rangeOf(request)
    const { bytes, size } = await filePart(deps.store, session.accountId, id, from, length)
    // Never shown by whatever asks: it is for the app alone.
    return reply.code(206).headers({ 'content-type': BYTES, 'content-range': `bytes ${from}-${from + bytes.length - 1}/${size}`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-disposition': 'attachment' }).send(bytes)
  })
  const sweep = setInterval(() => { sweepFiles(deps.store, deps.now()).catch(deps.report) }, HOUR)
  sweep.unref()
  app.addHook('onClose', async () => clearInterval(sweep))
}

/** One stretch, of at most one part: nobody needs a whole file at once. */
function rangeOf({ headers: { range } }: FastifyRequest): { readonly from: number; readonly length: number } {
  const found = /^bytes=(\d{1,9})-(\d{1,9})$/.exec(range ?? '')
  const from = Number(found?.[1]), to = Number(found?.[2])
  if (!found || to < from) throw new WireFailure('invalid', 'Vraag een stuk van het bestand, met Range: bytes=van-tot')
  return { from, length: Math.min(PART_BYTES, to - from + 1) }
}
