import type { SyncState } from '#core/contract/events.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { SyncEngine } from '../../electron/data/sync/engine.ts'
import type { Store } from '../../electron/data/store/store.ts'
import { testStore } from './store.ts'

/** A laptop's real store and engine, for a real server over the network. Less patient than a real one, so that tests are not long. */
export interface NetworkLaptop {
  readonly store: Store
  readonly engine: SyncEngine
  readonly states: SyncState[]
  /** Resolves once everything was sent and the last round went well, after `since` (ms). */
  settled(since?: number, withinMs?: number): Promise<void>
  close(): void
}

const patience = { afterEdit: 20, every: 1000, backoff: [150, 300], silence: 10_000, pokeSilence: 75_000 }

export function networkLaptop(): NetworkLaptop {
  const states: SyncState[] = []
  const { store } = testStore({ migrations, nowMs: Date.now, onChanged: (c) => { if (c.origin !== 'remote') engine.edited() } })
  const engine = new SyncEngine({ store, nowMs: Date.now, deviceName: 'laptop', emitState: (s) => states.push(s), emitNotes: () => undefined, onAccount: () => undefined, log: () => undefined, patience })
  return {
    store, engine, states,
    async settled(since = 0, withinMs = 20_000) {
      for (const until = Date.now() + withinMs; ;) {
        const { phase, pending, lastRound } = engine.state()
        if (phase === 'idle' && pending === 0 && lastRound && Date.parse(lastRound.at) >= since) return
        if (Date.now() > until) throw new Error(`not settled: ${JSON.stringify(engine.state())}`)
        await new Promise((resolve) => { setTimeout(resolve, 20) })
      }
    },
    close() { engine.close(); store.close() },
  }
}
