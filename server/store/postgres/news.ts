import pg from 'pg'
import { z } from 'zod'
import { presentSchema } from '#core/sync/wire.ts'
import type { News, ServerStore } from '../contract.ts'

const CHANNEL = 'gebiedsboek_news'
/** PostgreSQL takes up to 8,000 bytes per message; ids are plain characters of at most 64. */
const PER_MESSAGE = 100
const RETRY_MS = 1000

export interface NewsLine extends Pick<ServerStore, 'tell' | 'onNews'> { close(): Promise<void> }

/**
 * [K1] News between instances, over LISTEN and NOTIFY on a connection of its own. It is sent after the commit and not within it:
 * a transaction that notifies holds a lock of the whole database while it commits. What is told while a message is on its way goes out together.
 */
export async function openNewsLine(connectionString: string, report: (error: unknown) => void): Promise<NewsLine> {
  const listeners: ((news: News | 'unknown') => void)[] = []
  const hear = (news: News | 'unknown') => { for (const listener of listeners) listener(news) }
  let client: pg.Client | undefined, closed = false, sending: Promise<void> | undefined, waiting: News[] = [], retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString, application_name: 'gebiedsboek-news', keepAlive: true, connectionTimeoutMillis: 10_000 })
    fresh.on('notification', ({ processId, payload }) => {
      // Our own listeners heard it before it was sent.
      if (processId !== (fresh as unknown as { processID: number }).processID) for (const news of messages(payload)) hear(news)
    })
    fresh.on('error', report)
    fresh.once('end', () => { if (client === fresh) { client = undefined; again() } })
    await fresh.connect()
    await fresh.query(`LISTEN ${CHANNEL}`)
    client = fresh
  }
  function again(): void {
    if (closed) return
    retry = setTimeout(() => { connect().then(() => hear('unknown'), (error: unknown) => { report(error); again() }) }, RETRY_MS)
    retry.unref()
  }
  async function send(): Promise<void> {
    try {
      for (let batch = waiting; batch.length > 0 && client; batch = waiting) {
        waiting = []
        await client.query('SELECT pg_notify($1, message) FROM unnest($2::text[]) message', [CHANNEL, batch.flatMap(payloads)])
      }
    } catch (error) {
      report(error)
    }
  }
  function start(): void {
    if (!client) waiting = []
    else sending ??= send().finally(() => { sending = undefined; if (waiting.length > 0) start() })
  }
  await connect()
  return {
    tell(news) {
      hear(news)
      waiting.push(news)
      start()
    },
    onNews: (listener) => { listeners.push(listener) },
    async close() {
      closed = true
      clearTimeout(retry)
      await sending
      const open = client
      client = undefined
      await open?.end()
    },
  }
}

const presenceSchema = presentSchema.extend({ gebied: z.string(), what: z.enum(['arrived', 'here', 'gone']) })

function payloads({ gebieden, exceptSession, presence }: News): string[] {
  const parts: string[] = presence ? [JSON.stringify({ p: presence })] : []
  for (let i = 0; i < gebieden.length; i += PER_MESSAGE) parts.push(JSON.stringify({ g: gebieden.slice(i, i + PER_MESSAGE), x: exceptSession }))
  return parts
}

/** Anybody who may connect may notify: what is no message of ours is not heard. */
function messages(payload: string | undefined): News[] {
  try {
    const { g, x, p } = JSON.parse(payload ?? '') as { g?: unknown; x?: unknown; p?: unknown }
    const presence = presenceSchema.safeParse(p)
    if (presence.success) return [{ gebieden: [], presence: presence.data }]
    return Array.isArray(g) ? [{ gebieden: g.filter((v) => typeof v === 'string'), exceptSession: typeof x === 'string' ? x : undefined }] : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
