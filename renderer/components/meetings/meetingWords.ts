import type { MeetingSummary } from '#core/contract/meetings.ts'
import { dayPart, timePart } from '#core/meetings/times.ts'
import type { MeetingState } from '#core/meetings/words.ts'
import { spokenDay } from '#core/text/days.ts'

/** 'morgen, 19:30–21:30' */
export function whenText({ startsAt, endsAt }: { readonly startsAt: string | null; readonly endsAt: string | null }, today: string): string {
  if (startsAt === null) return 'Nog geen datum'
  return `${spokenDay(dayPart(startsAt), today)}, ${timePart(startsAt)}${endsAt === null ? '' : `–${timePart(endsAt)}`}`
}

/** What became of the people, in the words that matter at this moment. */
export function peopleText(meeting: Pick<MeetingSummary, 'state' | 'invited' | 'present' | 'coming' | 'apologies'>): string {
  if (meeting.state === 'afgerond' || meeting.state === 'bezig') return `${meeting.present} aanwezig`
  if (meeting.invited === 0) return 'Nog niemand uitgenodigd'
  return [`${meeting.invited} uitgenodigd`, ...(meeting.coming > 0 ? [`${meeting.coming} ${meeting.coming === 1 ? 'komt' : 'komen'}`] : []), ...(meeting.apologies > 0 ? [`${meeting.apologies} afgemeld`] : [])].join(' · ')
}

/** Shape before colour: every state has an icon of its own. */
export const stateIcons: Readonly<Record<MeetingState, string>> = { gepland: 'i-lucide-calendar', bezig: 'i-lucide-circle-play', afgerond: 'i-lucide-circle-check', geannuleerd: 'i-lucide-circle-x' }
export const kindIcons = { wijkpanel: 'i-lucide-users-round', buurtbakkie: 'i-lucide-coffee', bewonersinitiatief: 'i-lucide-lightbulb', raadsinformatie: 'i-lucide-landmark', teamoverleg: 'i-lucide-messages-square' } as const
