import { CommandFailure } from '#core/contract/command.ts'
import type { CalendarFeed } from '#core/contract/calendar.ts'
import type { KindName } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { feedKinds, feedOf, keepFeed, writeFeed } from './feed.ts'

/** So long after the last change: a first sync or an import writes once. */
const QUIET_MS = 1500

export interface FeedKeeper {
  /** Call after every change of rows. */
  changed(kinds: readonly KindName[]): void
  /** Writes now, after a write that is under way. @throws CommandFailure */
  write(chosen: Omit<CalendarFeed, 'writtenAt' | 'events' | 'problem'>): Promise<CalendarFeed>
  close(): void
}

/** Keeps the calendar file as the rows are, where a person asked for that. What a crash or a lock kept from being written is written at the next start. */
export function feedKeeper(context: DataContext, log: (line: string) => void): FeedKeeper {
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  const isOpen = (): boolean => context.store.db.open

  const write: FeedKeeper['write'] = (chosen) => {
    const mine = last.then(() => writeAndKeep(context, chosen))
    last = mine.catch(() => undefined)
    return mine
  }
  const again = async (): Promise<void> => {
    const feed = isOpen() ? feedOf(context) : null
    if (!feed?.keep) return
    const { writtenAt: _at, events: _events, problem: _problem, ...chosen } = feed
    try {
      await write(chosen)
    } catch (error) {
      // What a disk refused is kept for the page to say; anything else is a mistake of ours.
      if (!(error instanceof CommandFailure)) log(`calendar file: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void again(), QUIET_MS).unref()
  }
  later()
  return { changed: (kinds) => { if (kinds.some((kind) => feedKinds.includes(kind))) later() }, write, close: () => clearTimeout(timer) }
}

/** What became of it is kept and told, also when nobody asked for it just now. */
async function writeAndKeep(context: DataContext, chosen: Omit<CalendarFeed, 'writtenAt' | 'events' | 'problem'>): Promise<CalendarFeed> {
  try {
    const written = await writeFeed(context, chosen)
    tell(context, written)
    return written
  } catch (error) {
    if (error instanceof CommandFailure && context.store.db.open) {
      const before = feedOf(context)
      if (before?.path === chosen.path) tell(context, { ...before, problem: error.failure.message })
    }
    throw error
  }
}

function tell(context: DataContext, feed: CalendarFeed): void {
  if (!context.store.db.open) return
  keepFeed(context, feed)
  context.emit('calendarFeed', { problem: feed.problem })
}
