import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** The network cable of one laptop: everything goes on to the server until it is pulled out. */
export interface Cable {
  /** What this laptop knows as the address of the server. */
  readonly address: string
  unplug(): Promise<void>
  plug(): Promise<void>
}

export async function cableTo(serverPort: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const listen = (port: number) => new Promise<void>((resolve, reject) => {
    server = createServer((laptop) => {
      const beyond = connect(serverPort, '127.0.0.1')
      for (const [from, to] of [[laptop, beyond], [beyond, laptop]] as const) {
        sockets.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy())
        from.on('close', () => { sockets.delete(from); to.destroy() })
      }
    })
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  await listen(0)
  const { port } = server!.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    unplug: async () => {
      const closing = server
      server = undefined
      for (const socket of sockets) socket.destroy()
      if (closing) await new Promise((resolve) => closing.close(resolve))
    },
    plug: async () => { if (!server) await listen(port) },
  }
}
