import { paths, pokeMessage, PROTOCOL } from '#core/sync/wire.ts'

export interface PokeOptions {
  readonly address: string
  readonly token: string
  readonly onOpen: () => void
  readonly onPoke: () => void
  readonly onClose: () => void
}

/** Node's WebSocket takes headers; the DOM's, which the tests' types know, does not. */
const NodeSocket = WebSocket as unknown as new (url: string, options: { readonly headers: Readonly<Record<string, string>> }) => WebSocket

/** [K1] The open line over which the server says that there is news. Losing it costs time, never data. */
export function openPoke({ address, token, onOpen, onPoke, onClose }: PokeOptions): { close(): void } {
  const socket = new NodeSocket(`${address.replace(/^http/, 'ws')}${paths.poke}`, { headers: { authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) } })
  let closed = false
  const end = () => { if (!closed) { closed = true; onClose() } }
  socket.addEventListener('open', () => { if (!closed) onOpen() })
  socket.addEventListener('message', ({ data }) => { if (!closed && isPoke(data)) onPoke() })
  socket.addEventListener('close', end)
  socket.addEventListener('error', end)
  return { close: () => { closed = true; socket.close() } }
}

function isPoke(data: unknown): boolean {
  if (typeof data !== 'string' || data.length > 100_000) return false
  try {
    return pokeMessage.safeParse(JSON.parse(data)).success
  } catch {
    return false
  }
}
