import type { Handlers } from '#core/contract/command.ts'
import type { promiseCommands } from '#core/contract/promises.ts'
import type { DataContext } from '../context.ts'
import { askedPage } from './asked.ts'
import { threadPage } from './pages.ts'
import { reportPage, reportXlsx } from './report.ts'
import { listThreads, threadOf } from './thread.ts'

/** The rode draad, and what residents and the council hear of promises. */
export const promiseHandlers = (context: DataContext): Handlers<typeof promiseCommands> => ({
  'threads.list': ({ gebieden }) => listThreads(context, gebieden),
  'threads.get': ({ id }) => threadOf(context, id),
  'threads.page': ({ id, edition, ...choices }) => threadPage(context, id, edition, choices),
  'asked.page': ({ panelId, from, to, ...choices }) => askedPage(context, panelId, { from, to }, choices),
  'report.page': (input) => reportPage(context, input),
  'report.xlsx': (input) => reportXlsx(context, input),
})
