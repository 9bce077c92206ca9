import type { calendarCommands } from '#core/contract/calendar.ts'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import { requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { feedOf, keepFeed } from './feed.ts'
import type { FeedKeeper } from './keeper.ts'
import { calendarYear } from './year.ts'

/** The year of the team, and the file of it for other calendars. */
export const calendarHandlers = (context: DataContext, keeper: FeedKeeper): Handlers<typeof calendarCommands> => ({
  'calendar.year': ({ gebied, year }) => calendarYear(context, gebied, year),
  'calendar.feed': () => feedOf(context),
  'calendar.writeFeed': (chosen) => {
    if (chosen.gebied !== null) requireGebied(context, chosen.gebied)
    return keeper.write(chosen)
  },
  'calendar.rewriteFeed': () => {
    const feed = feedOf(context)
    if (feed === null) throw new CommandFailure('NoFeed', 'Er is op deze computer nog geen agendabestand gekozen.')
    const { path, gebied, deadlines, keep } = feed
    return keeper.write({ path, gebied, deadlines, keep })
  },
  'calendar.stopFeed': () => {
    const feed = feedOf(context)
    if (feed !== null) keepFeed(context, { ...feed, keep: false, problem: '' })
    return null
  },
})
