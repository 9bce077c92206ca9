import { describe, expect, it } from 'vitest'
import { MUNICIPALITY } from '#core/model/define.ts'
import { erasePerson } from '../../electron/data/sync/erase.ts'
import { listRefused } from '../../electron/data/sync/refused.ts'
import { networkLaptop, type NetworkLaptop } from '../support/networkLaptop.ts'
import { serverCommand, type ServerCommand } from '../support/serverCommand.ts'

const PASSWORD = 'lang genoeg 1'

/** A kind of store as its keeper sees it: how the server is started on it, and the commands for a back-up and its return. */
export interface Keeping {
  /** Arguments of the server's command that say where the data are. */
  readonly args: readonly string[]
  backup(): Promise<void>
  /** With the server off: puts the back-up in the place of what is there. */
  restore(): Promise<void>
  remove(): Promise<void>
}

/** [R3] What has to hold after a restore, whatever the data are kept in. Real commands, real server, laptops over the network. */
export function describeRestore(name: string, create: () => Promise<Keeping>): void {
  describe(name, () => {
    it('[R3] [E2] after a restore to an older state laptops notice, send what the server lost, and who was erased stays erased', async () => {
      const keeping = await create()
      const opened: NetworkLaptop[] = []
      let server: ServerCommand | undefined
      const laptop = () => { const l = networkLaptop(); opened.push(l); return l }
      try {
        server = serverCommand([...keeping.args, '--port', '0'])
        const port = await server.port(), address = `http://127.0.0.1:${port}`
        for (const who of ['Anna', 'Bert', 'Cor']) expect(await serverCommand(['account', 'add', '--name', who, '--role', 'regisseur', '--gebied', 'alle', '--password', PASSWORD, ...keeping.args]).said).toContain(`'${who}' is gemaakt`)
        const anna = laptop(), bert = laptop()
        anna.store.commit([
          { kind: 'gebied', id: 'g1', gebied: MUNICIPALITY, fields: { name: 'Overdie' } }, { kind: 'action', id: 'a1', gebied: 'g1', fields: { title: 'voor de kopie' } },
          { kind: 'contact', id: 'c1', gebied: 'g1', fields: { lastName: 'Zandloper' } }, { kind: 'contactDetails', id: 'c1', gebied: 'g1', fields: { phone: '+31612345678' } },
        ])
        await anna.engine.connect(address, 'Anna', PASSWORD)
        await anna.settled()
        await bert.engine.connect(address, 'Bert', PASSWORD)
        await bert.settled()
        expect([bert.store.read('contact', 'c1')?.lastName, bert.store.read('action', 'a1')?.title]).toEqual(['Zandloper', 'voor de kopie'])
        await keeping.backup()
        anna.store.commit([{ kind: 'action', id: 'a2', gebied: 'g1', fields: { title: 'na de kopie' } }, { kind: 'action', id: 'a1', gebied: 'g1', fields: { title: 'gewijzigd na de kopie' } }])
        anna.store.transaction(() => erasePerson(anna.store, 'c1', 'g1'))
        anna.engine.edited()
        await expect.poll(() => [bert.store.read('action', 'a2')?.title, bert.store.read('contact', 'c1')], { timeout: 10_000 }).toEqual(['na de kopie', undefined])

        await server.stop()
        await keeping.restore()
        expect(await serverCommand(['restored', ...keeping.args]).said).toContain('De laptops werken opnieuw bij')
        const back = Date.now()
        server = serverCommand([...keeping.args, '--port', String(port)])
        await server.said
        await anna.settled(back)
        await bert.settled(back)
        const cor = laptop()
        await cor.engine.connect(address, 'Cor', PASSWORD)
        await cor.settled()
        const seen = ({ store }: NetworkLaptop) => [store.read('action', 'a1')?.title, store.read('action', 'a2')?.title, store.read('contact', 'c1'), store.read('contactDetails', 'c1')]
        for (const l of [anna, bert, cor]) expect(seen(l)).toEqual(['gewijzigd na de kopie', 'na de kopie', undefined, undefined])
        expect([...listRefused(anna.store), ...listRefused(bert.store)]).toEqual([])
      } finally {
        for (const l of opened) l.close()
        await server?.stop()
        await keeping.remove()
      }
    }, 60_000)
  })
}
