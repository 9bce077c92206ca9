/** One end of a two-way message channel, whichever process it is in. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

interface EmittingPort {
  postMessage(message: unknown): void
  /** Node's and Electron's `on` are overloaded in their own ways; both know 'message' and 'close'. */
  on(event: never, listener: never): unknown
  start?(): void
  close(): void
}

/** Node's MessagePort: listeners hear the message itself. */
export function nodePort(port: EmittingPort): Port {
  return emittingPort(port, (message) => message)
}

/** Electron's MessagePortMain, in main and in utility processes: listeners hear `{ data }`. */
export function electronPort(port: EmittingPort): Port {
  return emittingPort(port, (message) => (message as { data: unknown }).data)
}

function emittingPort(port: EmittingPort, unwrap: (message: unknown) => unknown): Port {
  const emitter = port as unknown as { on(event: 'message' | 'close', listener: (message: unknown) => void): unknown }
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      emitter.on('message', (message) => listener(unwrap(message)))
      port.start?.()
    },
    onClose: (listener) => void emitter.on('close', listener),
    close: () => port.close(),
  }
}

interface EventPort {
  postMessage(message: unknown): void
  addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(event: 'close', listener: () => void): void
  start(): void
  close(): void
}

/** The browser's MessagePort. */
export function webPort(port: EventPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close(),
  }
}

/** Two connected ends in one process, for tests and for running without a second process. Messages arrive later, in order, uncopied. */
export function portPair(): readonly [Port, Port] {
  const left = memoryEnd()
  const right = memoryEnd()
  const closeBoth = () => { left.shut(); right.shut() }
  return [left.port(right.deliver, closeBoth), right.port(left.deliver, closeBoth)]
}

function memoryEnd() {
  const messages = new Set<(message: unknown) => void>()
  const closings = new Set<() => void>()
  let open = true
  return {
    deliver: (message: unknown) => void Promise.resolve().then(() => { if (open) for (const hear of messages) hear(message) }),
    shut: () => {
      if (!open) return
      open = false
      for (const hear of closings) hear()
    },
    port: (deliver: (message: unknown) => void, closeBoth: () => void): Port => ({
      post: (message) => { if (open) deliver(message) },
      onMessage: (listener) => void messages.add(listener),
      onClose: (listener) => void closings.add(listener),
      close: closeBoth,
    }),
  }
}
