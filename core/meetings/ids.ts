import { derivedId } from '../model/ids.ts'

/** One person has one row per meeting, whichever laptop made it. */
export const attendanceId = (meetingId: string, personId: string): string => derivedId('attendance', meetingId, personId)

/** One contact has one membership per panel, whichever laptop made it. */
export const membershipId = (panelId: string, contactId: string): string => derivedId('panelMembership', panelId, contactId)
