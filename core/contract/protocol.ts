import { CommandFailure, type Client, type Command, type Handlers, type Result } from './command.ts'
import type { Port } from './port.ts'

/**
 * What travels over the port between the renderer and the data process:
 * a call `{ id, command, input }`, its answer `{ id, result }`, and events `{ event, payload }` the other way.
 */
interface Call {
  readonly id: number
  readonly command: string
  readonly input: unknown
}
interface Answer {
  readonly id: number
  readonly result: Result<unknown>
}
interface Event {
  readonly event: string
  readonly payload: unknown
}

export type Commands = Readonly<Record<string, Command>>
type Listener = (payload: unknown) => void

const slowCallMs = 100

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isCall = (m: unknown): m is Call => isRecord(m) && typeof m['id'] === 'number' && typeof m['command'] === 'string'
const isAnswer = (m: unknown): m is Answer => isRecord(m) && typeof m['id'] === 'number' && 'result' in m
const isEvent = (m: unknown): m is Event => isRecord(m) && typeof m['event'] === 'string'

const bug: Result<never> = {
  ok: false,
  error: { type: 'Bug', message: 'Er ging iets mis in het programma zelf. Wat al bewaard was, is veilig. Probeer het opnieuw.' },
}
const disconnected: Result<never> = {
  ok: false,
  error: { type: 'Disconnected', message: 'De opslag van het programma is opnieuw gestart. Wat al bewaard was, is veilig. Probeer het opnieuw.' },
}

export interface Connection<C extends Commands, Events> {
  /** The commands as functions. A call made while there is no port waits for the next one. */
  readonly call: Client<C>
  /** Hears an event until the returned function is called. */
  on<K extends keyof Events & string>(event: K, listener: (payload: Events[K]) => void): () => void
  /** Goes on over a new port. Calls that were under way answer `Disconnected`: nobody knows whether they were carried out. */
  attach(port: Port): void
  /** Called at every attach after the first: what the other side held in memory is gone. */
  onReattach(listener: () => void): () => void
}

/**
 * The calling side of the commands `C`; `Events` maps event names to payloads. It knows the commands as types alone:
 * their schemas are the answering side's, and would only make the page start later.
 */
export function createClient<C extends Commands, Events = Record<never, never>>(first?: Port): Connection<C, Events> {
  const pending = new Map<number, (result: Result<unknown>) => void>()
  const listeners = new Map<string, Set<Listener>>()
  const reattached = new Set<() => void>()
  let waiting: Call[] = []
  let port: Port | undefined
  let attached = 0
  let lastId = 0

  function receive(message: unknown): void {
    if (isAnswer(message)) {
      pending.get(message.id)?.(message.result)
      pending.delete(message.id)
    } else if (isEvent(message)) {
      for (const listener of listeners.get(message.event) ?? []) listener(message.payload)
    }
  }
  function detach(gone: Port): void {
    if (port !== gone) return
    port = undefined
    const kept = new Set(waiting.map((call) => call.id))
    for (const [id, settle] of pending) {
      if (kept.has(id)) continue
      pending.delete(id)
      settle(disconnected)
    }
  }
  function attach(next: Port): void {
    if (port) detach(port)
    port = next
    next.onMessage((message) => { if (port === next) receive(message) })
    next.onClose(() => detach(next))
    const calls = waiting
    waiting = []
    for (const call of calls) post(next, call)
    if (++attached > 1) for (const listener of reattached) listener()
  }
  function send(command: string, input: unknown): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      const call: Call = { id: ++lastId, command, input }
      pending.set(call.id, resolve)
      if (port) post(port, call)
      else waiting.push(call)
    })
  }
  const call = new Proxy({}, { get: (_nothing, name) => (input: unknown) => send(String(name), input) }) as Client<C>
  if (first) attach(first)
  return {
    call,
    attach,
    on: (event, listener) => listen(listeners, event, listener as Listener),
    onReattach: (listener) => { reattached.add(listener); return () => void reattached.delete(listener) },
  }
}

/** A page's reactive object cannot cross a port, its plain copy can: the input of a command is JSON. */
function post(port: Port, call: Call): void {
  try {
    port.post(call)
  } catch {
    port.post(JSON.parse(JSON.stringify(call)))
  }
}

function listen(listeners: Map<string, Set<Listener>>, event: string, listener: Listener): () => void {
  const heard = listeners.get(event) ?? new Set()
  listeners.set(event, heard.add(listener))
  return () => void heard.delete(listener)
}

export interface ServeOptions {
  /** A line for the log: names and durations, never what a call was about. */
  readonly log: (line: string) => void
  /** Milliseconds; only differences are used. */
  readonly now: () => number
}

export interface Service<Events> {
  emit<K extends keyof Events & string>(event: K, payload: Events[K]): void
  close(): void
}

/** The answering side: checks every input against its schema and answers every call exactly once, whatever the handler does. */
export function serve<C extends Commands, Events = Record<never, never>>(commands: C, handlers: Handlers<C>, port: Port, options: ServeOptions): Service<Events> {
  const handlerOf = handlers as Readonly<Record<string, (input: never) => unknown>>
  port.onMessage((message) => {
    if (!isCall(message)) return
    const { id, command, input } = message
    void carryOut(commands, handlerOf, command, input, options).then((result) => {
      try {
        port.post({ id, result } satisfies Answer)
      } catch (error) {
        options.log(`bug in ${command}: answer cannot be sent: ${withoutData(error)}`)
        port.post({ id, result: bug } satisfies Answer)
      }
    })
  })
  return {
    emit: (event, payload) => port.post({ event, payload } satisfies Event),
    close: () => port.close(),
  }
}

/** Carries out one call: also how the main process answers the shell's commands. */
export async function carryOut(
  commands: Commands,
  handlers: Readonly<Record<string, (input: never) => unknown>>,
  name: string,
  input: unknown,
  { log, now }: ServeOptions,
): Promise<Result<unknown>> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (!command || !handler) {
    log(`unknown command ${JSON.stringify(name.slice(0, 60))}`)
    return bug
  }
  const parsed = command.input.safeParse(input)
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')
    log(`refused input of ${name}: ${where}`)
    return { ok: false, error: { type: 'InvalidInput', message: 'Deze gegevens kloppen niet en zijn niet bewaard.', detail: where } }
  }
  const start = now()
  try {
    return { ok: true, value: await handler(parsed.data as never) }
  } catch (error) {
    if (error instanceof CommandFailure) return { ok: false, error: error.failure }
    log(`bug in ${name}: ${withoutData(error)}`)
    return bug
  } finally {
    const took = now() - start
    if (took > slowCallMs) log(`slow: ${name} ${Math.round(took)} ms`)
  }
}

/** An error's kind and place. Its message is left out: it may quote what a person typed. */
export function withoutData(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8)
  return [`${error.name}${code}`, ...frames].join('\n')
}
