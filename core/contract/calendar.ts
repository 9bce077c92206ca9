import { z } from 'zod'
import type { CalendarEntry } from '../calendar/entries.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)

/** How the file for Outlook is written on this laptop. */
export interface CalendarFeed {
  readonly path: string
  /** null: all gebieden of this laptop */
  readonly gebied: string | null
  /** Also due dates of actions and terugkoppelingen, without what was closed. */
  readonly deadlines: boolean
  /** Written again whenever something in it changes. */
  readonly keep: boolean
  /** ISO moment, null before the first time. */
  readonly writtenAt: string | null
  readonly events: number
  /** Why the last attempt failed, in Dutch; '' when it went well. */
  readonly problem: string
}

export const calendarCommands = {
  /** Everything with a day in that year, in order. `gebied: null`: every gebied on this laptop. */
  'calendar.year': command(z.object({ gebied: id.nullable(), year: z.int().min(1900).max(2200) })).answers<{ readonly entries: readonly CalendarEntry[]; readonly today: string }>(),
  /** null: no file was chosen on this laptop. */
  'calendar.feed': command(z.object({})).answers<CalendarFeed | null>(),
  /** Writes the file, and remembers how for the next time. */
  'calendar.writeFeed': command(z.object({ path: z.string().min(1).max(4000), gebied: id.nullable(), deadlines: z.boolean(), keep: z.boolean() })).answers<CalendarFeed>(),
  /** Writes it again as it was chosen. */
  'calendar.rewriteFeed': command(z.object({})).answers<CalendarFeed>(),
  /** No longer kept up to date; the file stays where it is. */
  'calendar.stopFeed': command(z.object({})).answers<null>(),
}
