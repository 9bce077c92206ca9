import { randomBytes } from 'node:crypto'
import type { DataContext, Session } from '../../electron/data/context.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { LongWork } from '../../electron/data/work.ts'
import { Store, type StoreOptions } from '../../electron/data/store/store.ts'
import { uuidv7 } from '#core/model/ids.ts'

let devices = 0
const randomDevice = () => (++devices).toString(36).padStart(8, 'd')

/** A store in memory (or in a file) with a clock that tests can set. */
export function testStore(options: Partial<StoreOptions> = {}): { store: Store; clock: { ms: number } } {
  const clock = { ms: Date.UTC(2026, 10, 23, 12) }
  const store = new Store({
    file: ':memory:', nowMs: () => clock.ms, newId: () => uuidv7(clock.ms, (b) => { b.set(randomBytes(b.length)); return b }), newDevice: randomDevice, ...options,
  })
  return { store, clock }
}

export const GEBIED = 'g-overdie'

/** A context as handlers get it: a regisseur on a laptop of their own unless told otherwise. */
export function testContext(session: Partial<Session> = {}, options: Partial<StoreOptions> = {}): DataContext & { readonly events: { event: string; payload: unknown }[]; readonly clock: { ms: number } } {
  const { store, clock } = testStore({ migrations, ...options })
  const events: { event: string; payload: unknown }[] = []
  const emit: DataContext['emit'] = (event, payload) => { events.push({ event, payload }) }
  return {
    store, work: new LongWork(store, emit), clock, events, emit, tempFolder: '',
    session: () => ({ memberId: 'm-1', userId: '', name: 'Rita Voorbeeld', role: 'regisseur', gebieden: 'all', standalone: true, sample: false, ...session }),
    now: () => new Date(clock.ms), newId: store.options.newId,
  }
}
