import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { WireFailure } from '../failure.ts'

export const MAX_BODY = 24_000_000
/** Deeper than anything of ours; what walks over JSON does so by recursion. */
const MAX_DEPTH = 40
const WORTH_COMPRESSING = 1000

const zstd = promisify(zlib.zstdCompress), gzip = promisify(zlib.gzip), unzstd = promisify(zlib.zstdDecompress), unzip = promisify(zlib.gunzip)

/** Checks a body against its schema; the first problem is answered. */
export function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new WireFailure('invalid', `De vraag van de app is niet te begrijpen (${issue?.path.slice(0, 4).join('.') ?? ''}: ${issue?.message ?? ''})`)
}

/** Reads a JSON body, compressed or not, within limits of size and depth. */
export async function readJson(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const text = (await decompressed(request.headers['content-encoding'], body)).toString('utf8')
  if (tooDeep(text)) throw new WireFailure('invalid', 'De vraag van de app is te diep genest')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new WireFailure('invalid', 'De vraag van de app is geen JSON')
  }
}

async function decompressed(encoding: string | undefined, body: Buffer): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body
  const open = encoding === 'zstd' ? unzstd : encoding === 'gzip' ? unzip : undefined
  if (!open) throw new WireFailure('invalid', 'Deze manier van inpakken kent de server niet')
  try {
    return await open(body, { maxOutputLength: MAX_BODY })
  } catch (error) {
    if (error instanceof RangeError) throw new WireFailure('tooLarge', 'Dit is te veel in één keer')
    throw new WireFailure('invalid', 'De vraag van de app is beschadigd aangekomen')
  }
}

function tooDeep(text: string): boolean {
  let depth = 0, inText = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inText) { if (c === 0x5c) i += 1; else if (c === 0x22) inText = false; continue }
    if (c === 0x22) inText = true
    else if (c === 0x5b || c === 0x7b) { depth += 1; if (depth > MAX_DEPTH) return true } else if (c === 0x5d || c === 0x7d) depth -= 1
  }
  return false
}

/** Sends JSON text, compressed at the fastest level where the client can and it is worth it. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').header('vary', 'accept-encoding')
  const accepted = request.headers['accept-encoding'] ?? ''
  if (text.length < WORTH_COMPRESSING) return reply.send(text)
  const bytes = Buffer.from(text)
  if (/\bzstd\b/.test(accepted)) return reply.header('content-encoding', 'zstd').send(await zstd(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }))
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await gzip(bytes, { level: 1 }))
  return reply.send(bytes)
}
