import { CommandFailure } from '#core/contract/command.ts'
import type { AskedPage } from '#core/contract/promises.ts'
import type { PublicChoices } from '#core/minutes/public.ts'
import { askedHtml, askedSlides, publicAsked, type Asked, type AskedAction, type AskedItem } from '#core/promises/asked.ts'
import { figurePointer, storySentences } from '#core/promises/figure.ts'
import { toldOf } from '../actions/items.ts'
import { requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { figureStories } from '../figures/story.ts'
import { senderOf } from '../meetings/minutes.ts'
import { styleOf, withoutNames } from './pages.ts'
import { TOLD_ROW } from './thread.ts'

export interface Period { readonly from: string; readonly to: string }

export function requirePeriod({ from, to }: Period): void {
  if (from > to) throw new CommandFailure('BadPeriod', 'De eerste dag ligt na de laatste. Kies een vroegere eerste dag.')
}

/** What a panel asked and what became of it, as a letter and as slides without names. */
export function askedPage(context: DataContext, panelId: string, period: Period, choices: PublicChoices): AskedPage {
  const panel = context.store.read('panel', panelId)
  if (!panel) throw new CommandFailure('NotFound', 'Dit panel is er niet meer.')
  requireGebied(context, panel.gebied)
  requirePeriod(period)
  const asked: Asked = { panelName: panel.name, gebiedName: context.store.read('gebied', panel.gebied)?.name ?? '', sender: senderOf(context, panel.gebied), ...period, items: askedItems(context, panelId, period) }
  const { made, removals } = withoutNames(context, { gebieden: [panel.gebied], model: asked, choices }, (redactor) => publicAsked(asked, redactor))
  return { html: askedHtml(made, styleOf(context)), slides: askedSlides(made), removals }
}

/** What a priority's figure says; nothing when it has none, or when its figures are no longer there. */
export function sentencesOf(stories: ReturnType<typeof figureStories>, stored: unknown): readonly string[] {
  const pointer = figurePointer(stored), story = pointer && stories(pointer)
  return story ? storySentences(story) : []
}

interface SqlAction extends Omit<AskedAction, 'told'> { promise: number; toldRow: number | null; createdOn: string | null; meetingTitle: string; priorityId: string | null }

/**
 * Priorities of the panel with the actions that came of them, then promises to the panel by themselves. Counted in a period:
 * what was asked in it, what was closed in it, and what was asked before and still open or closed after it.
 */
function askedItems({ store }: DataContext, panelId: string, { from, to }: Period): AskedItem[] {
  const actions = store.db.prepare(`
    WITH chosen AS (SELECT id FROM priority WHERE panelId = @panelId AND deleted = 0)
    SELECT a.id, a.title, a.state, a.reason, a.dueOn, a.terugkoppelingOn, a.closedOn, a.promise, a.createdOn, coalesce(m.title, '') AS meetingTitle, ${TOLD_ROW} AS toldRow,
      (SELECT c.id FROM json_each(a.priorityIds) j JOIN chosen c ON c.id = j.value LIMIT 1) AS priorityId
    FROM action a LEFT JOIN meeting m ON m.id = a.meetingId AND m.deleted = 0
    WHERE a.deleted = 0 AND coalesce(a.createdOn, '') <= @to AND (a.closedOn IS NULL OR a.closedOn >= @from)
      AND (((a.promise = 1 OR a.terugkoppelingOn IS NOT NULL) AND (a.panelId = @panelId OR m.panelId = @panelId)) OR (a.priorityIds <> '[]' AND EXISTS (SELECT 1 FROM json_each(a.priorityIds) j JOIN chosen c ON c.id = j.value)))
    ORDER BY a.createdOn, a.title COLLATE NOCASE, a.id`).all({ panelId, from, to }) as SqlAction[]
  const plain = ({ promise, toldRow, createdOn: _createdOn, meetingTitle: _meeting, priorityId: _priority, ...action }: SqlAction): AskedAction => ({ ...action, told: toldOf(toldRow, { promise: promise === 1, terugkoppelingOn: action.terugkoppelingOn }) })
  const stories = figureStories(store)
  const chosen = store.rows('priority', "panelId = ? AND coalesce(decidedOn, '') <= ?", [panelId, to], 'decidedOn, rank, title, id')
  const priorities = chosen.map((priority): AskedItem => ({
    id: priority.id, kind: 'prioriteit', title: priority.title, askedOn: priority.decidedOn, meetingTitle: priority.meetingId === null ? '' : (store.read('meeting', priority.meetingId)?.title ?? ''),
    actions: actions.filter((action) => action.priorityId === priority.id).map(plain), figure: sentencesOf(stories, priority.figure),
  })).filter((item, i) => item.actions.length > 0 || (item.askedOn ?? '') >= from || ['gekozen', 'loopt'].includes(chosen[i]?.state ?? ''))
  const shown = new Set(priorities.map((item) => item.id))
  const promises = actions.filter((action) => action.priorityId === null || !shown.has(action.priorityId)).map((action): AskedItem => ({ id: action.id, kind: 'belofte', title: action.title, askedOn: action.createdOn, meetingTitle: action.meetingTitle, actions: [plain(action)], figure: [] }))
  return [...priorities, ...promises]
}
