import { paths, pokeMessage, PROTOCOL, type Poke } from '#core/sync/wire.ts'

export interface PokeOptions {
  readonly address: string
  readonly token: string
  /** The server says something at least every half minute; after so much silence the line is dead, whatever the system thinks of it. */
  readonly silenceMs: number
  readonly onOpen: () => void
  readonly onPoke: (poke: Poke) => void
  readonly onClose: () => void
}

/** Node's WebSocket takes headers; the DOM's, which the tests' types know, does not. Naming it loads Node's whole HTTP client: not before it is needed. */
type NodeSocket = new (url: string, options: { readonly headers: Readonly<Record<string, string>> }) => WebSocket

export interface PokeLine { say(text: string): void; close(): void }

/** [K1] The open line over which the server says that there is news. Losing it costs time, never data. */
export function openPoke({ address, token, silenceMs, onOpen, onPoke, onClose }: PokeOptions): PokeLine {
  const socket = new (WebSocket as unknown as NodeSocket)(`${address.replace(/^http/, 'ws')}${paths.poke}`, { headers: { authorization: `Bearer ${token}`, 'x-gebiedsboek-protocol': String(PROTOCOL) } })
  let closed = false
  const stop = () => { closed = true; clearTimeout(silence); socket.close() }
  const end = () => { if (!closed) { stop(); onClose() } }
  const silence = setTimeout(end, silenceMs).unref()
  socket.addEventListener('open', () => { if (!closed) { silence.refresh(); onOpen() } })
  socket.addEventListener('message', ({ data }) => {
    if (closed) return
    silence.refresh()
    const poke = pokeOf(data)
    if (poke) onPoke(poke)
  })
  socket.addEventListener('close', end)
  socket.addEventListener('error', end)
  return { say: (text) => { if (!closed && socket.readyState === WebSocket.OPEN) socket.send(text) }, close: stop }
}

/** Undefined for what is no message of ours. One without gebieden is a sign of life. */
function pokeOf(data: unknown): Poke | undefined {
  if (typeof data !== 'string' || data.length > 100_000) return undefined
  try {
    return pokeMessage.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}
