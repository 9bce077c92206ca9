import { CommandFailure } from '#core/contract/command.ts'
import { positionsAfter } from '#core/meetings/position.ts'
import { readItems } from '#core/meetings/template.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange } from '../store/store.ts'

/** @throws CommandFailure `NotFound` */
export function templateOf({ store }: DataContext, id: string): Row<'agendaTemplate'> {
  const template = store.read('agendaTemplate', id)
  if (!template) throw new CommandFailure('NotFound', 'Dit agendasjabloon is er niet meer.')
  return template
}

/** The items of a template as rows of a meeting, after the ones that are `there`. @throws CommandFailure `NotFound` */
export function templateAgenda(context: DataContext, templateId: string, { id: meetingId, gebied }: Pick<Row<'meeting'>, 'id' | 'gebied'>, there: readonly { readonly position: string }[]): LocalChange[] {
  const items = readItems(templateOf(context, templateId).items)
  const positions = positionsAfter(there, items.length)
  return items.map((item, index): LocalChange => ({ kind: 'agendaItem', id: context.newId(), gebied, fields: { meetingId, ...item, position: positions[index] ?? '' } }))
}
