import type { MeetingKind } from '#core/meetings/words.ts'

/** What a template needs to know of the meeting that it comes from. */
export interface Meeting { readonly id: string; readonly kind: MeetingKind }
