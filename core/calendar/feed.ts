import type { CalendarEvent } from '../export/ics.ts'
import { meetingKindNames, type MeetingKind } from '../meetings/words.ts'

/** A meeting or an open action as the calendar file needs it. */
export interface FeedMeeting { readonly id: string; readonly kind: MeetingKind; readonly title: string; readonly startsAt: string; readonly endsAt: string | null; readonly place: string; readonly address: string; readonly sequence: number; readonly cancelled: boolean; readonly gebiedName: string }
export interface FeedAction { readonly id: string; readonly title: string; readonly dueOn: string | null; readonly terugkoppelingOn: string | null; /** how often these dates were changed */ readonly dueChanges: number; readonly tellChanges: number; readonly told: boolean; readonly gebiedName: string }

/**
 * The events of the file. `clean` takes out what points at a person; null where that cannot be known on this laptop: then titles say
 * no more than what kind of thing it is.
 */
export function feedEvents(meetings: readonly FeedMeeting[], actions: readonly FeedAction[], clean: ((text: string) => string) | null): CalendarEvent[] {
  const named = (title: string, instead: string): string => (clean === null ? instead : clean(title) || instead)
  const about = (gebiedName: string): string => `${gebiedName === '' ? '' : `${gebiedName}. `}Uit Gebiedsboek: wijzig het daar.`
  return [
    ...meetings.map(({ id, kind, title, startsAt, endsAt, place, address, sequence, cancelled, gebiedName }): CalendarEvent => ({
      uid: `${id}@gebiedsboek`, sequence, startsAt, endsAt, cancelled, title: `${cancelled ? 'Gaat niet door: ' : ''}${named(title, meetingKindNames[kind])}`, place: [place, address].filter((part) => part.trim() !== '').join(', '), description: about(gebiedName),
    })),
    ...actions.flatMap(({ id, title, dueOn, terugkoppelingOn, dueChanges, tellChanges, told, gebiedName }): CalendarEvent[] => [
      ...(dueOn === null ? [] : [{ uid: `${id}-uiterste-datum@gebiedsboek`, sequence: dueChanges, startsAt: dueOn, endsAt: null, title: `Uiterste datum: ${named(title, 'een actie')}`, description: about(gebiedName) }]),
      ...(terugkoppelingOn === null || told ? [] : [{ uid: `${id}-terugkoppeling@gebiedsboek`, sequence: tellChanges, startsAt: terugkoppelingOn, endsAt: null, title: `Terugkoppelen: ${named(title, 'een belofte')}`, description: about(gebiedName) }]),
    ]),
  ]
}
