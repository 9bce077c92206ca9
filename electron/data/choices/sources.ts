import type { OptionSource, OptionSources } from '#core/contract/choices.ts'
import { yearOf } from '#core/figures/period.ts'
import { addDays } from '#core/text/days.ts'
import type { DataContext } from '../context.ts'
import { figureAreas, listFigures } from '../figures/list.ts'
import { wijkOf } from '../meetings/meetings.ts'
import { meetingOf, today } from '../meetings/shared.ts'
import { signalCounts } from '../signals/list.ts'

/** Signals of the year before the meeting count. */
const DAYS = 365
const MOST = 5
/** Options are read from the back of the hall. */
const LETTERS = 60
const short = (text: string): string => (text.length <= LETTERS ? text : `${text.slice(0, LETTERS - 1).toWellFormed().trimEnd()}…`)

export function sourcesOf(context: DataContext, meetingId: string): OptionSources {
  const { store } = context
  const meeting = meetingOf(context, meetingId)
  const wijk = wijkOf(context, meeting), to = meeting.startsAt?.slice(0, 10) ?? today(context), from = addDays(to, -DAYS)
  const heard = signalCounts(context, { gebieden: [meeting.gebied], ...(wijk === '' ? {} : { wijkCode: wijk }), from, to }).themes
    .slice(0, MOST).map(({ id, name, count }): OptionSource => ({ title: short(name), themeId: id, figure: null, heard: count }))
  const area = figureAreas(store).areas.find(({ code }) => code === wijk)
  return {
    areaName: (wijk === '' ? undefined : store.rows('wijk', 'code = ?', [wijk])[0]?.name) ?? store.read('gebied', meeting.gebied)?.name ?? '', since: from,
    heard, figures: area ? standingOut(context, area.code) : [],
  }
}

function standingOut({ store }: DataContext, wijkCode: string): OptionSource[] {
  const { lines, standOut } = listFigures(store, wijkCode)
  const byId = new Map(lines.map((line) => [line.id, line]))
  return standOut.flatMap((id) => byId.get(id) ?? []).slice(0, MOST).map((line): OptionSource => ({ title: short(line.name), themeId: line.themeId, figure: { indicatorId: line.id, wijkCode, year: yearOf(line.period) }, heard: null }))
}
