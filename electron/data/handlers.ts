import type { Handlers } from '#core/contract/command.ts'
import type { domainCommands } from '#core/contract/contract.ts'
import { actionHandlers } from './actions/handlers.ts'
import { calendarHandlers } from './calendar/handlers.ts'
import type { FeedKeeper } from './calendar/keeper.ts'
import { choiceHandlers } from './choices/handlers.ts'
import { attachmentHandlers } from './attachments/handlers.ts'
import { contactHandlers } from './contacts/handlers.ts'
import type { DataContext } from './context.ts'
import { transferHandlers } from './transfer/handlers.ts'
import { ContactFinder } from './contacts/list.ts'
import { maySeeDetails } from './contacts/rights.ts'
import type { SyncEngine } from './sync/engine.ts'
import { syncHandlers } from './sync/handlers.ts'
import { doorHandlers } from './door/handlers.ts'
import { documentHandlers } from './documents/handlers.ts'
import { paperHandlers } from './papers/handlers.ts'
import { hallHandlers } from './hall/handlers.ts'
import { promiseHandlers } from './promises/handlers.ts'
import { homeHandlers } from './home/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import { noteHtmlFrom } from './notes/chips.ts'
import { noteHandlers } from './notes/handlers.ts'
import { mapHandlers } from './map/handlers.ts'
import { meetingHandlers } from './meetings/handlers.ts'
import { areaHandlers } from './areas/handlers.ts'
import { privacyHandlers } from './privacy/handlers.ts'
import { signalHandlers } from './signals/handlers.ts'
import { figureHandlers } from './figures/handlers.ts'
import { rolloutHandlers } from './rollout/handlers.ts'
import { templateHandlers } from './templates/handlers.ts'
import { settingsHandlers } from './settings/handlers.ts'

/** All commands that need open data. One line per domain. */
export function domainHandlers(context: DataContext, sync: SyncEngine, feed: FeedKeeper): Handlers<typeof domainCommands> {
  const finder = new ContactFinder(context.store, () => maySeeDetails(context))
  return {
    ...transferHandlers(context, finder),
    ...meetingHandlers(context, noteHtmlFrom(context.store)),
    'session.get': () => context.session(),
    ...areaHandlers(context),
    ...settingsHandlers(context),
    'undo.run': ({ token }) => context.work.takeBack(token, 'undo'),
    'work.stop': () => { context.work.stop(); return null },
    ...actionHandlers(context),
    ...documentHandlers(),
    ...signalHandlers(context),
    ...mapHandlers(context),
    ...privacyHandlers(context),
    ...paperHandlers(context),
    ...homeHandlers(context),
    ...searchHandlers(context),
    ...noteHandlers(context),
    ...syncHandlers(context, sync),
    ...figureHandlers(context),
    ...contactHandlers(context, finder),
    ...choiceHandlers(context),
    ...hallHandlers(context),
    ...promiseHandlers(context),
    ...attachmentHandlers(context, sync),
    ...calendarHandlers(context, feed),
    ...templateHandlers(context),
    ...rolloutHandlers(context),
    ...doorHandlers(context),
  }
}
