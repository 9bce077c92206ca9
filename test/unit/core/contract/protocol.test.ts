import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { command, CommandFailure, type Handlers } from '#core/contract/command.ts'
import { nodePort, portPair, type Port } from '#core/contract/port.ts'
import { createClient, serve } from '#core/contract/protocol.ts'

const commands = {
  double: command(z.object({ n: z.number() })).answers<number>(),
  fails: command(z.object({})).answers<null>(),
  breaks: command(z.object({})).answers<null>(),
  unsendable: command(z.object({})).answers<unknown>(),
  later: command(z.object({})).answers<string>(),
}
interface Events {
  readonly changed: { readonly kinds: readonly string[] }
}

function setUp([near, far]: readonly [Port, Port], over: Partial<Handlers<typeof commands>> = {}) {
  const logged: string[] = []
  let time = 0
  const handlers: Handlers<typeof commands> = {
    double: ({ n }) => n * 2,
    fails: () => { throw new CommandFailure('Expected', 'Dit mag niet.') },
    breaks: () => { throw new TypeError('secret Jansen') },
    unsendable: () => () => 1,
    later: async () => { time += 250; return 'done' },
    ...over,
  }
  const service = serve<typeof commands, Events>(commands, handlers, far, { log: (line) => logged.push(line), now: () => time })
  return { client: createClient<typeof commands, Events>(near), service, logged }
}

const channel = (): readonly [Port, Port] => {
  const { port1, port2 } = new MessageChannel()
  return [nodePort(port1), nodePort(port2)]
}

describe.each([['in memory', portPair], ['over a Node MessagePort', channel]])('calls %s', (_name, pair) => {
  it('take a reactive object, which is a proxy and cannot be cloned', async () => {
    const { client } = setUp(pair())
    expect(await client.call.double(new Proxy({ n: 21 }, {}))).toEqual({ ok: true, value: 42 })
  })

  it('answer values, expected failures and bugs as results', async () => {
    const { client, service, logged } = setUp(pair())
    expect(await Promise.all([client.call.double({ n: 4 }), client.call.double({ n: 5 })])).toEqual([{ ok: true, value: 8 }, { ok: true, value: 10 }])
    expect(await client.call.fails({})).toEqual({ ok: false, error: { type: 'Expected', message: 'Dit mag niet.' } })
    expect(await client.call.breaks({})).toMatchObject({ ok: false, error: { type: 'Bug' } })
    expect(logged.join()).toContain('bug in breaks: TypeError')
    expect(logged.join()).not.toContain('Jansen')
    service.close()
  })

  it('refuse input that does not fit the schema, without naming values', async () => {
    const { client, service, logged } = setUp(pair())
    expect(await client.call.double({ n: 'Jansen' as never })).toMatchObject({ ok: false, error: { type: 'InvalidInput', detail: 'n invalid_type' } })
    expect(logged.join()).not.toContain('Jansen')
    service.close()
  })

  it('bring events until nobody listens any more', async () => {
    const { client, service } = setUp(pair())
    const heard: unknown[] = []
    const off = client.on('changed', (payload) => heard.push(payload))
    service.emit('changed', { kinds: ['contact'] })
    await client.call.double({ n: 1 })
    off()
    service.emit('changed', { kinds: ['meeting'] })
    await client.call.double({ n: 1 })
    expect(heard).toEqual([{ kinds: ['contact'] }])
    service.close()
  })
})

describe('a connection', () => {
  it('names slow calls', async () => {
    const { client, logged } = setUp(portPair())
    await client.call.later({})
    expect(logged).toEqual(['slow: later 250 ms'])
  })

  it('answers a bug when an answer cannot be sent', async () => {
    const { client, service } = setUp(channel())
    expect(await client.call.unsendable({})).toMatchObject({ ok: false, error: { type: 'Bug' } })
    service.close()
  })

  it('ends open calls when the other side dies and goes on over the next port', async () => {
    const [near, far] = portPair()
    const { client } = setUp([near, far], { later: () => new Promise(() => undefined) })
    const open = client.call.later({})
    const restarts: string[] = []
    client.onReattach(() => restarts.push('again'))
    far.close()
    expect(await open).toMatchObject({ ok: false, error: { type: 'Disconnected' } })

    const waiting = client.call.double({ n: 3 })
    const [nextNear, nextFar] = portPair()
    serve<typeof commands, Events>(commands, { double: ({ n }) => n * 2 } as Handlers<typeof commands>, nextFar, { log: () => undefined, now: () => 0 })
    client.attach(nextNear)
    expect(await waiting).toEqual({ ok: true, value: 6 })
    expect(restarts).toEqual(['again'])
  })

  it('does not answer to names that are not commands', async () => {
    const [near, far] = portPair()
    const { logged } = setUp([portPair()[0], far])
    const answers: unknown[] = []
    near.onMessage((message) => answers.push(message))
    near.post({ id: 1, command: 'constructor', input: {} })
    near.post('nonsense')
    near.post(null)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(answers).toMatchObject([{ id: 1, result: { ok: false, error: { type: 'Bug' } } }])
    expect(logged).toEqual(['unknown command "constructor"'])
  })
})
