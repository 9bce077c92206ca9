import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { AgendaTemplate, templateCommands } from '#core/contract/templates.ts'
import { readItems, type TemplateItem } from '#core/meetings/template.ts'
import type { Removal } from '#core/minutes/public.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { agendaOf } from '../meetings/meetings.ts'
import { may, meetingOf, requireRight } from '../meetings/shared.ts'
import { withoutPersons } from '../rollout/clean.ts'
import { templateAgenda, templateOf } from './agenda.ts'
import { openPointHandlers } from './open-points.ts'

/** Agenda templates of the municipality, and what moves on from one meeting to the next. */
export function templateHandlers(context: DataContext): Handlers<typeof templateCommands> {
  const { store } = context
  return {
    'templates.list': ({ kind }) => ({ templates: store.rows('agendaTemplate').map(viewOf).sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind) || a.name.localeCompare(b.name, 'nl')), editable: may(context, 'agendaTemplate') }),
    'templates.preview': ({ meetingId, ...wording }) => cleanItems(context, meetingId, wording),
    'templates.save': ({ meetingId, name, kind, ...wording }) => {
      requireRight(context, 'agendaTemplate')
      const { items } = cleanItems(context, meetingId, wording)
      if (items.length === 0) throw new CommandFailure('NoAgenda', 'Deze bijeenkomst heeft nog geen agendapunten. Maak eerst de agenda.')
      const id = context.newId()
      return { id, ...store.commit([{ kind: 'agendaTemplate', id, gebied: MUNICIPALITY, fields: { name: freeName(context, name), kind, items } }], { label: 'Agendasjabloon gemaakt' }) }
    },
    'templates.update': ({ id, fields: { name, kind } }) => {
      requireRight(context, 'agendaTemplate')
      templateOf(context, id)
      return store.commit([{ kind: 'agendaTemplate', id, gebied: MUNICIPALITY, fields: { ...(name === undefined ? {} : { name: freeName(context, name, id) }), ...(kind === undefined ? {} : { kind }) } }], { label: 'Agendasjabloon gewijzigd' })
    },
    'templates.remove': ({ id }) => {
      requireRight(context, 'agendaTemplate')
      templateOf(context, id)
      return store.commit([{ kind: 'agendaTemplate', id, gebied: MUNICIPALITY, fields: { deleted: true } }], { label: 'Agendasjabloon verwijderd' })
    },
    'templates.use': ({ id, meetingId }) => {
      requireRight(context, 'agendaItem')
      const changes = templateAgenda(context, id, meetingOf(context, meetingId), agendaOf(context, meetingId))
      return { ...store.commit(changes, { label: 'Agenda van sjabloon gemaakt' }), count: changes.length }
    },
    ...openPointHandlers(context),
  }
}

function viewOf({ id, name, kind, items }: Row<'agendaTemplate'>): AgendaTemplate {
  const read = readItems(items)
  return { id, name, kind, items: read, minutes: read.reduce((sum, item) => sum + item.minutes, 0) }
}

/** Two templates of one name cannot be told apart. @throws CommandFailure `NameTaken` */
function freeName({ store }: DataContext, name: string, own?: string): string {
  const same = store.rows('agendaTemplate').some((row) => row.id !== own && row.name.localeCompare(name, 'nl', { sensitivity: 'base' }) === 0)
  if (same) throw new CommandFailure('NameTaken', `Er is al een sjabloon met de naam '${name}'. Kies een andere naam.`)
  return name
}

function cleanItems(context: DataContext, meetingId: string, wording: { readonly keep: readonly string[]; readonly also: readonly string[] }): { items: TemplateItem[]; removals: readonly Removal[] } {
  const meeting = meetingOf(context, meetingId)
  const agenda = agendaOf(context, meeting.id).filter((item) => item.title.trim() !== '')
  const { made, removals } = withoutPersons(context, { gebieden: [meeting.gebied], model: agenda, choices: wording }, (text) => agenda.map(({ title, minutes, intro }): TemplateItem => ({ title: text(title).slice(0, 300), minutes, intro: text(intro) })))
  return { items: made, removals }
}
