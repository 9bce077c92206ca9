import type { Handlers } from '#core/contract/command.ts'
import type { signalCommands } from '#core/contract/signals.ts'
import type { DataContext } from '../context.ts'
import { bakkieOfToday, fieldRound, getSignal } from './detail.ts'
import { exportSignals } from './export.ts'
import { listSignals, signalCounts } from './list.ts'
import { createSignal, deleteSignals, handOver, linkAction, linkSignals, signalToAction, updateSignal } from './write.ts'

/** Carries out the commands about signals. */
export const signalHandlers = (context: DataContext): Handlers<typeof signalCommands> => ({
  'signals.list': ({ filter, offset, limit }) => listSignals(context, filter, offset, limit),
  'signals.counts': ({ filter }) => signalCounts(context, filter),
  'signals.get': ({ id }) => getSignal(context, id),
  'signals.create': (input) => createSignal(context, input),
  'signals.update': ({ id, fields }) => updateSignal(context, id, fields),
  'signals.delete': ({ ids }) => deleteSignals(context, ids),
  'signals.link': ({ id, otherId, linked }) => linkSignals(context, id, otherId, linked),
  'signals.toAction': ({ id }) => signalToAction(context, id),
  'signals.linkAction': ({ id, actionId, linked }) => linkAction(context, id, actionId, linked),
  'signals.handOver': ({ id, number, on }) => handOver(context, id, number, on),
  'signals.round': ({ gebied, buurtCode }) => fieldRound(context, gebied, buurtCode),
  'signals.bakkie': ({ gebied }) => bakkieOfToday(context, gebied),
  'export.signals': (input) => exportSignals(context, input),
})
