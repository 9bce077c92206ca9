import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What the network between a laptop and its server does. */
export interface Weather {
  /** `silent`: connections are accepted, also those there are, and nothing comes back. `portal` and `login`: the wifi answers instead of the server. */
  readonly kind: 'open' | 'refused' | 'silent' | 'portal' | 'login'
  /** In each direction. */
  readonly latencyMs: number
  /** Of answers. */
  readonly bytesPerSecond: number
  /** Every connection is reset after so many bytes of questions, or of answers. */
  readonly cutUp: number
  readonly cutDown: number
}
export const fine: Weather = { kind: 'open', latencyMs: 0, bytesPerSecond: Infinity, cutUp: Infinity, cutDown: Infinity }

export interface BadNetwork {
  /** What the laptop knows as the address of the server. */
  readonly address: string
  /** From now on; what is under way is hit too. */
  change(weather: Partial<Weather>): void
  close(): Promise<void>
}

interface Options {
  readonly port: number
  /** Sees every piece before it goes on; `up` is towards the server. */
  readonly tap?: (direction: 'up' | 'down', piece: Buffer, connection: number) => void
}

const page = '<!doctype html><html><title>Gratis wifi</title><body>Meld u aan om verder te gaan</body></html>'
const answers = {
  portal: `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`,
  login: 'HTTP/1.1 302 Found\r\nlocation: http://wifi.example/aanmelden\r\ncontent-length: 0\r\n\r\n',
} as const
/** A slow line brings its bytes in so many pieces per second. */
const PIECES = 50

/** A network on loopback that behaves as badly as it is told. */
export async function badNetwork({ port, tap }: Options): Promise<BadNetwork> {
  let weather = fine, count = 0
  const lines = new Set<Line>()
  const server = createServer((laptop) => {
    lines.add(new Line(laptop, port, () => weather, ++count, tap, (line) => lines.delete(line)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change: (next) => {
      weather = { ...fine, ...next }
      for (const line of lines) line.meet(weather)
    },
    close: () => new Promise((resolve) => {
      for (const line of lines) line.end()
      server.close(() => resolve())
    }),
  }
}

/** One connection of the laptop, and its other half to the server. */
class Line {
  private readonly laptop: Socket
  private readonly beyond: Socket | undefined
  private readonly weather: () => Weather
  private readonly number: number
  private readonly tap: Options['tap']
  /** Bytes were swallowed: nothing sensible can follow. */
  private dead = false
  private ended = false
  private readonly moved = { up: 0, down: 0 }
  private readonly queue: Record<'up' | 'down', Promise<void>> = { up: Promise.resolve(), down: Promise.resolve() }
  private readonly gone: (line: Line) => void

  constructor(laptop: Socket, port: number, weather: () => Weather, number: number, tap: Options['tap'], gone: (line: Line) => void) {
    this.laptop = laptop
    this.weather = weather
    this.number = number
    this.tap = tap
    this.gone = gone
    this.listen(laptop)
    const { kind } = weather()
    if (kind === 'refused') { this.end(); return }
    if (kind === 'portal' || kind === 'login') { laptop.on('data', () => laptop.end(answers[kind])); return }
    if (kind === 'silent') { this.dead = true; return }
    this.beyond = connect(port, '127.0.0.1')
    this.listen(this.beyond)
    laptop.on('data', (piece: Buffer) => this.pass('up', piece))
    this.beyond.on('data', (piece: Buffer) => this.pass('down', piece))
  }

  meet({ kind }: Weather): void {
    if (kind === 'silent') this.dead = true
    else if (kind !== 'open') this.end()
  }

  /** Ends both halves as a broken cable or a killed program does: without goodbye. */
  end(): void {
    if (this.ended) return
    this.ended = true
    this.laptop.resetAndDestroy()
    this.beyond?.resetAndDestroy()
    this.gone(this)
  }

  private listen(socket: Socket): void {
    socket.on('error', () => this.end())
    socket.on('close', () => { if (!this.dead) this.end() })
  }

  private pass(direction: 'up' | 'down', piece: Buffer): void {
    this.queue[direction] = this.queue[direction].then(() => this.carry(direction, piece))
  }

  private async carry(direction: 'up' | 'down', piece: Buffer): Promise<void> {
    this.tap?.(direction, piece, this.number)
    const { latencyMs, bytesPerSecond, cutUp, cutDown } = this.weather()
    if (latencyMs > 0) await pause(latencyMs)
    const room = (direction === 'up' ? cutUp : cutDown) - this.moved[direction]
    const step = direction === 'down' && bytesPerSecond !== Infinity ? Math.max(1, Math.round(bytesPerSecond / PIECES)) : piece.length
    for (let at = 0; at < piece.length && !this.dead && !this.ended; at += step) {
      const part = piece.subarray(at, Math.min(at + step, room))
      if (part.length > 0) (direction === 'up' ? this.beyond! : this.laptop).write(part)
      this.moved[direction] += part.length
      if (at + step > room) { await flushed(); this.end() }
      if (step < piece.length) await pause(1000 / PIECES)
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms) })
/** What was written just now gets onto the wire first. */
const flushed = () => new Promise<void>((resolve) => { setImmediate(resolve) })
