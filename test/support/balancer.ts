import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A load balancer as plain as can be: each new connection goes to the next server, and past those that do not answer. */
export interface Balancer {
  readonly port: number
  /** How many connections each server got, by its port. */
  readonly given: ReadonlyMap<number, number>
  close(): Promise<void>
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const given = new Map(ports.map((p) => [p, 0]))
  const open = new Set<Socket>()
  let turn = 0
  const join = (client: Socket, tries: number): void => {
    if (tries === ports.length) { client.destroy(); return }
    const port = ports[turn++ % ports.length]!
    const server = connect({ port, host: '127.0.0.1' })
    let through = false
    server.once('connect', () => { through = true; given.set(port, given.get(port)! + 1); client.pipe(server); server.pipe(client) })
    server.once('error', () => { if (through) client.destroy(); else join(client, tries + 1) })
    server.once('close', () => { if (through) client.destroy() })
    client.once('close', () => server.destroy())
  }
  const listener = createServer((client) => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.once('close', () => open.delete(client))
    join(client, 0)
  })
  await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve) })
  return {
    port: (listener.address() as AddressInfo).port, given,
    close: () => new Promise((resolve) => {
      for (const client of open) client.destroy()
      listener.close(() => resolve())
    }),
  }
}
