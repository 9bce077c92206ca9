import type { Handlers } from '#core/contract/command.ts'
import type { mapCommands } from '#core/contract/map.ts'
import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { signalItems } from '../signals/list.ts'
import { outlinesOf } from './outlines.ts'
import { readMap } from './read.ts'
import { mapScope } from './scope.ts'

/** Carries out the commands about the map. */
export const mapHandlers = (context: DataContext): Handlers<typeof mapCommands> => ({
  'map.get': (question) => readMap(context, question),
  'map.outlines': ({ gebieden }) => outlinesOf(context.store, mapScope(context, gebieden)),
  'map.signals': ({ ids }) => {
    const mine = gebiedenOf(context, 'all')
    return signalItems(context, ids).filter(({ gebied }) => mine === null || mine.includes(gebied))
  },
})
