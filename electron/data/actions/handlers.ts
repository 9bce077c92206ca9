import type { actionCommands } from '#core/contract/actions.ts'
import type { Handlers } from '#core/contract/command.ts'
import type { DataContext } from '../context.ts'
import { actionChoices } from './choices.ts'
import { getAction } from './detail.ts'
import { boardActions, listActions } from './items.ts'
import { closeAction, createAction, deleteActions, tellAction, updateAction } from './write.ts'

/** Carries out the commands about actions. */
export const actionHandlers = (context: DataContext): Handlers<typeof actionCommands> => ({
  'actions.create': (input) => createAction(context, input),
  'actions.list': ({ filter, offset, limit }) => listActions(context, filter, offset, limit),
  'actions.board': ({ filter, perColumn }) => boardActions(context, filter, perColumn),
  'actions.get': ({ id }) => getAction(context, id),
  'actions.update': ({ id, fields }) => updateAction(context, id, fields),
  'actions.close': ({ id, state, reason, terugkoppeling }) => closeAction(context, id, state, reason, terugkoppeling),
  'actions.tell': ({ id, terugkoppeling }) => tellAction(context, id, terugkoppeling),
  'actions.delete': ({ ids }) => deleteActions(context, ids),
  'actions.choices': ({ gebieden }) => actionChoices(context, gebieden),
})
