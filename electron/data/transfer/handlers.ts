import { basename } from 'node:path'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { transferCommands } from '#core/contract/transfer.ts'
import { ContactFinder } from '../contacts/list.ts'
import { maySeeDetails, requireWrite } from '../contacts/rights.ts'
import type { DataContext } from '../context.ts'
import { exportContacts } from './export.ts'
import { bytesOf } from './files.ts'
import { importHistory, runImport } from './run.ts'
import { ImportSession } from './session.ts'

/** Contacts into and out of the app as files. */
export function transferHandlers(context: DataContext, finder = new ContactFinder(context.store, () => maySeeDetails(context))): Handlers<typeof transferCommands> {
  const sessions = new Map<string, ImportSession>()
  const session = (token: string): ImportSession => {
    const found = sessions.get(token)
    if (!found) throw new CommandFailure('ImportGone', 'Dit bestand is niet meer geopend. Kies het opnieuw.')
    return found
  }
  return {
    'import.read': async ({ name, path, bytes }) => {
      requireWrite(context, 'contact')
      const read = await ImportSession.read(context, path === undefined ? name : basename(path), path === undefined ? Buffer.from(bytes ?? '', 'base64') : await bytesOf(path))
      sessions.clear() // one file at a time: a list of residents does not linger in memory
      sessions.set(read.token, read)
      return read.describe()
    },
    'import.table': ({ token, sheet, headerRow }) => session(token).open(sheet, headerRow),
    'import.preview': ({ token, mapping, choices }) => session(token).look(mapping, choices),
    'import.rows': ({ token, show, offset, limit }) => session(token).rows(show, offset, limit),
    'import.run': ({ token, ...options }) => runImport(context, session(token), options),
    'import.cancel': ({ token }) => { session(token).signal.aborted = true; return null },
    'import.close': ({ token }) => { sessions.delete(token); return null },
    'import.history': () => importHistory(context),
    'import.undo': ({ token }) => context.work.takeBack(token, 'import.undo'),
    'export.contacts': async ({ path, format, purpose, filter, ids }) => {
      const chosen = ids ?? finder.ids({ ...filter, from: 0 })
      return exportContacts(context, { ids: chosen, path, format, purpose })
    },
  }
}
