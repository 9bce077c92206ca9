import { paths, pokeMessage, PROTOCOL } from '#core/sync/wire.ts'

export interface PokeOptions {
  readonly address: string
  readonly token: string
  /** The server says something at least every half minute; after so much silence the line is dead, whatever the system thinks of it. */
  readonly silenceMs: number
  readonly onOpen: () => void
  readonly onPoke: () => void
  readonly onClose: () => void
}

/** Node's WebSocket takes headers; the DOM's, which the tests' types know, does not. Naming it loads Node's whole HTTP client: not before it is needed. */
type NodeSocket = new (url: string, options: { readonly headers: Readonly<Record<string, string>> }) => WebSocket

/** [K1] The open line over which the server says that there is news. Losing it costs time, never data. */
export function openPoke({ address, token, silenceMs, onOpen, onPoke, onClose }: PokeOptions): { close(): void } {
  const socket = new (WebSocket as unknown as NodeSocket)(`${address.replace(/^http/, 'ws')}${paths.poke}`, { headers: { authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) } })
  let closed = false
  const stop = () => { closed = true; clearTimeout(silence); socket.close() }
  const end = () => { if (!closed) { stop(); onClose() } }
  const silence = setTimeout(end, silenceMs).unref()
  socket.addEventListener('open', () => { if (!closed) { silence.refresh(); onOpen() } })
  socket.addEventListener('message', ({ data }) => {
    if (closed) return
    silence.refresh()
    if (hasNews(data)) onPoke()
  })
  socket.addEventListener('close', end)
  socket.addEventListener('error', end)
  return { close: stop }
}

/** A poke without gebieden is a sign of life. */
function hasNews(data: unknown): boolean {
  if (typeof data !== 'string' || data.length > 100_000) return false
  try {
    const poke = pokeMessage.safeParse(JSON.parse(data))
    return poke.success && poke.data.gebieden.length > 0
  } catch {
    return false
  }
}
