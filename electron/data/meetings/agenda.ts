import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { meetingCommands } from '#core/contract/meetings.ts'
import { movePosition } from '#core/meetings/position.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'
import { agendaOf } from './meetings.ts'
import { meetingOf, requireRight } from './shared.ts'

type Names = 'agenda.add' | 'agenda.update' | 'agenda.move' | 'agenda.remove'

export function agendaHandlers(context: DataContext): Pick<Handlers<typeof meetingCommands>, Names> {
  const { store } = context
  return {
    'agenda.add': ({ meetingId, title, minutes, afterId }) => {
      requireRight(context, 'agendaItem')
      const { gebied } = meetingOf(context, meetingId)
      const items = agendaOf(context, meetingId)
      const id = context.newId()
      const moves = movePosition([...items, { id, position: '' }], id, afterId === undefined ? (items.at(-1)?.id ?? null) : afterId)
      store.commit(moves.map((move): LocalChange => ({ kind: 'agendaItem', id: move.id, gebied, fields: move.id === id ? { meetingId, title, minutes, position: move.position } : { position: move.position } })), { label: 'Agendapunt gemaakt' })
      return { id }
    },
    'agenda.update': ({ id, fields }) => {
      requireRight(context, 'agendaItem')
      const { gebied } = itemOf(context, id)
      const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Row<'agendaItem'>>
      return store.commit([{ kind: 'agendaItem', id, gebied, fields: known }], { label: 'Agendapunt gewijzigd' })
    },
    'agenda.move': ({ id, afterId }) => {
      requireRight(context, 'agendaItem')
      const { gebied, meetingId } = itemOf(context, id)
      const moves = movePosition(agendaOf(context, meetingId ?? ''), id, afterId)
      return store.commit(moves.map((move): LocalChange => ({ kind: 'agendaItem', id: move.id, gebied, fields: { position: move.position } })), { label: 'Agendapunt verplaatst' })
    },
    'agenda.remove': ({ id }) => {
      requireRight(context, 'agendaItem')
      const { gebied } = itemOf(context, id)
      const note = store.read('note', id)
      return store.commit([{ kind: 'agendaItem', id, gebied, fields: { deleted: true } }, ...(note ? [{ kind: 'note', id, gebied: note.gebied, fields: { deleted: true } } satisfies LocalChange] : [])], { label: 'Agendapunt verwijderd' })
    },
  }
}

function itemOf(context: DataContext, id: string): Row<'agendaItem'> {
  const item = context.store.read('agendaItem', id)
  if (!item) throw new CommandFailure('NotFound', 'Dit agendapunt is er niet meer.')
  return item
}
