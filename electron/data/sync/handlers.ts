import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { syncCommands } from '#core/contract/sync.ts'
import { utf8 } from '#core/text/bytes.ts'
import type { DataContext } from '../context.ts'
import { writeUserFile } from '../user-file.ts'
import { countConflicts, listConflicts, resolveAll, resolveConflict } from './conflicts.ts'
import type { SyncEngine } from './engine.ts'
import { readRounds } from './memory.ts'
import { countRefused, dismissRefused, exportRefused, forgetDismissed, listRefused, restoreRefused, retryRefused } from './refused.ts'

/** Commands about the server, what it refused, differences and accounts. */
export function syncHandlers(context: DataContext, engine: SyncEngine): Handlers<typeof syncCommands> {
  const { store } = context
  forgetDismissed(store)
  return {
    'sync.state': () => engine.overview(),
    'sync.connect': async ({ address, name, password }) => {
      if (context.session().sample) throw new CommandFailure('Sample', 'Voorbeeldgegevens horen niet op de server van uw gemeente. Begin eerst met eigen gegevens.')
      return { account: await engine.connect(address, name, password) }
    },
    'sync.signIn': async ({ password }) => ({ account: await engine.signIn(password) }),
    'sync.now': async () => { await engine.now(); return engine.overview() },
    'sync.here': ({ here, left }) => { if (left) engine.leaveNote(here.note); else engine.enterNote(here); return null },
    'sync.check': () => engine.check(),
    'sync.pause': ({ paused }) => { engine.pause(paused); return engine.overview() },
    'sync.history': () => readRounds(store),
    'sync.refused.list': () => listRefused(store),
    'sync.refused.retry': ({ ids }) => retryRefused(store, ids),
    'sync.refused.export': async ({ ids, path }) => { await writeUserFile(path, utf8(exportRefused(store, ids))); return { path } },
    'sync.refused.restore': ({ ids }) => { restoreRefused(store, ids); return { left: countRefused(store) } },
    'sync.refused.dismiss': ({ ids }) => { dismissRefused(store, ids); return { left: countRefused(store) } },
    'conflicts.list': ({ gebied }) => listConflicts(context, gebied),
    'conflicts.count': () => ({ count: countConflicts(store) }),
    'conflicts.resolveAll': ({ ids, whose }) => resolveAll(context, ids, whose),
    'conflicts.resolve': ({ id, keep }) => resolveConflict(context, id, keep),
    'accounts.list': () => engine.ask((api, token) => api.accounts(token)),
    'accounts.add': (wish) => engine.ask((api, token) => api.addAccount(token, wish)),
    'accounts.change': ({ id, edit }) => engine.ask((api, token) => api.changeAccount(token, id, edit)),
  }
}
