import type { z } from 'zod'
import { accountAnswer, accountsAnswer, type AccountAnswer, type AccountEdit, type NewAccount } from '#core/sync/accounts.ts'
import { isPlainReceipt } from '#core/sync/quick.ts'
import { filesAnswer, handshakeAnswer, helloAnswer, partAnswer, paths, PROTOCOL, pullAnswer, pushAnswer, wireError, type Account, type FeedItem, type FileProgress, type PullAnswer, type PullRequest, type PushAnswer } from '#core/sync/wire.ts'
import { answeredFailure, SyncFailure } from './failures.ts'
import type { Reply, Transport } from './http.ts'

export interface SignedIn { readonly token: string; readonly account: Account; readonly epoch: string; readonly now: number; readonly pushes: number }

/** The server's messages, checked. Everything that does not fit is one of the closed list of failures. */
export interface Remote {
  hello(): Promise<{ readonly epoch: string; readonly now: number }>
  signIn(name: string, password: string, device: string, deviceName: string): Promise<SignedIn>
  push(token: string, body: string): Promise<PushAnswer>
  pull(token: string, request: PullRequest): Promise<PullAnswer>
  /** [A3] Of these attachments, how many bytes the server has; those that this account may not have are left out. */
  files(token: string, ids: readonly string[]): Promise<Readonly<Record<string, FileProgress>>>
  putPart(token: string, id: string, from: number, bytes: Uint8Array): Promise<FileProgress>
  /** At most `length` bytes, and how many there are in all. */
  getPart(token: string, id: string, from: number, length: number): Promise<{ readonly bytes: Uint8Array; readonly size: number }>
  accounts(token: string): Promise<AccountAnswer[]>
  addAccount(token: string, wish: NewAccount): Promise<AccountAnswer>
  changeAccount(token: string, id: string, edit: AccountEdit): Promise<AccountAnswer>
  close(): void
}

export function remoteOf(transport: Transport): Remote {
  const headersOf = (token: string | undefined) => ({ 'x-gebiedsboek-protocol': String(PROTOCOL), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) })
  const ask = async (method: string, path: string, token: string | undefined, body?: string | Uint8Array): Promise<unknown> => answerOf(await transport.send(method, path, headersOf(token), body))
  const fileAt = (id: string) => `${paths.attachments}/${encodeURIComponent(id)}`
  return {
    hello: async () => {
      const hello = checked(helloAnswer, await ask('GET', paths.hello, undefined))
      if (hello.oldest > PROTOCOL) throw new SyncFailure('TooOld')
      if (hello.protocol < PROTOCOL) throw new SyncFailure('TooNew')
      return hello
    },
    async signIn(name, password, device, deviceName) {
      try {
        return checked(handshakeAnswer, await ask('POST', paths.session, undefined, JSON.stringify({ name, password, device, deviceName, protocol: PROTOCOL })))
      } catch (error) {
        throw error instanceof SyncFailure && error.type === 'SignedOut' ? new SyncFailure('WrongPassword') : error
      }
    },
    push: async (token, body) => checkedPush(await ask('POST', paths.push, token, body)),
    pull: async (token, request) => checkedPull(await ask('POST', paths.pull, token, JSON.stringify(request))),
    files: async (token, ids) => checked(filesAnswer, await ask('POST', paths.attachments, token, JSON.stringify({ ids }))).files,
    putPart: async (token, id, from, bytes) => checked(partAnswer, await ask('PUT', `${fileAt(id)}?from=${from}`, token, bytes)),
    async getPart(token, id, from, length) {
      const reply = await transport.send('GET', fileAt(id), { ...headersOf(token), range: `bytes=${from}-${from + length - 1}` })
      const range = /^bytes (\d{1,12})-\d{1,12}\/(\d{1,12})$/.exec(reply.range ?? '')
      if (reply.status !== 206 || !reply.bytes || Number(range?.[1]) !== from) { answerOf(reply); throw new SyncFailure('NotGebiedsboek') }
      return { bytes: reply.bytes, size: Number(range?.[2]) }
    },
    accounts: async (token) => checked(accountsAnswer, await ask('GET', paths.accounts, token)).accounts,
    addAccount: async (token, wish) => checked(accountAnswer, await ask('POST', paths.accounts, token, JSON.stringify(wish))),
    changeAccount: async (token, id, edit) => checked(accountAnswer, await ask('PATCH', `${paths.accounts}/${encodeURIComponent(id)}`, token, JSON.stringify(edit))),
    close: () => transport.close(),
  }
}

/** The JSON of an answer; a page of a hotel's wifi, a proxy or another program is none. */
function answerOf({ status, type, text }: Reply): unknown {
  if (status === 511 || (status >= 300 && status < 400)) throw new SyncFailure('Portal')
  if (!type.startsWith('application/json')) {
    if (status >= 500) throw new SyncFailure('ServerTrouble')
    throw new SyncFailure(/<html|<!doctype/i.test(text.slice(0, 2000)) && status < 400 ? 'Portal' : 'NotGebiedsboek')
  }
  const body = json(text)
  if (status >= 200 && status < 300) return body
  const known = wireError.safeParse(body)
  if (known.success) throw answeredFailure(known.data.error)
  throw new SyncFailure(status >= 500 ? 'ServerTrouble' : 'NotGebiedsboek')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new SyncFailure('NotGebiedsboek')
  }
}

function checked<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new SyncFailure('NotGebiedsboek')
  return parsed.data
}

/** A receipt for each of a thousand changes, nearly all alike. */
function checkedPush(body: unknown): PushAnswer {
  const changes = isRecord(body) ? body['changes'] : undefined
  if (!Array.isArray(changes) || !changes.every(isPlainReceipt)) return checked(pushAnswer, body)
  return { ...checked(pushAnswer, { ...(body as object), changes: [] }), changes: changes as PushAnswer['changes'] }
}

/** The head is checked by its schema; the items, of which there are thousands, by hand. */
const head = pullAnswer.omit({ feeds: true })
function checkedPull(body: unknown): PullAnswer {
  const rest = checked(head, body)
  const feeds = (body as { feeds?: unknown }).feeds
  if (!isRecord(feeds) || !Object.values(feeds).every(isPage)) throw new SyncFailure('NotGebiedsboek')
  return { ...rest, feeds: feeds as unknown as PullAnswer['feeds'] }
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const isPage = (v: unknown): boolean =>
  isRecord(v) && Number.isSafeInteger(v['cursor']) && typeof v['more'] === 'boolean' && Number.isSafeInteger(v['total']) && Array.isArray(v['items']) && v['items'].every(isItem)
function isItem(v: unknown): v is FeedItem {
  if (!Array.isArray(v) || !Number.isSafeInteger(v[1]) || typeof v[2] !== 'string') return false
  if (v[0] === 'r') { const body: unknown = v[4]; return typeof v[3] === 'string' && isRecord(body) && typeof body['s'] === 'string' && isRecord(body['f']) && (body['o'] === undefined || isRecord(body['o'])) }
  if (v[0] === 'n') return Number.isSafeInteger(v[3]) && Array.isArray(v[4]) && v[4].every((u) => typeof u === 'string') && (v[5] === 0 || v[5] === 1)
  return (v[0] === 'g' || v[0] === 'e') && typeof v[3] === 'string'
}
