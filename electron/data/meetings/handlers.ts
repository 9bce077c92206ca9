import type { Handlers } from '#core/contract/command.ts'
import type { meetingCommands } from '#core/contract/meetings.ts'
import type { DataContext } from '../context.ts'
import { agendaHandlers } from './agenda.ts'
import { attendanceHandlers } from './attendance.ts'
import { invitationHandlers } from './invitations.ts'
import { meetingRowHandlers } from './meetings.ts'
import { minutesHandlers, type NoteHtml } from './minutes.ts'

/** Meetings, agendas, attendance, invitations and minutes. `noteHtml` gives the body of a note as safe HTML, '' when it is empty. */
export const meetingHandlers = (context: DataContext, noteHtml: NoteHtml): Handlers<typeof meetingCommands> => ({
  ...meetingRowHandlers(context),
  ...agendaHandlers(context),
  ...attendanceHandlers(context),
  ...invitationHandlers(context),
  ...minutesHandlers(context, noteHtml),
})
