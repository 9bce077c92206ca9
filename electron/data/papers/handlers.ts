import type { Handlers } from '#core/contract/command.ts'
import type { paperCommands } from '#core/contract/papers.ts'
import type { DataContext } from '../context.ts'
import { writeFollowup } from './followup.ts'
import { printPaper } from './print.ts'
import { addNote, markPresent, paperForms, readCodes } from './read-in.ts'

/** The papieren tas: what a meeting needs on paper, and back from it; and the message afterwards. */
export const paperHandlers = (context: DataContext): Handlers<typeof paperCommands> => ({
  'papers.page': ({ meetingId, paper, window, links }) => printPaper(context, meetingId, paper, window, links === true),
  'papers.readCodes': ({ meetingId, text }) => readCodes(context, meetingId, text),
  'papers.markPresent': ({ meetingId, attendanceIds }) => markPresent(context, meetingId, attendanceIds),
  'papers.forms': ({ meetingId }) => paperForms(context, meetingId),
  'papers.addNote': ({ meetingId, noteId, text }) => addNote(context, meetingId, noteId, text),
  'papers.followup': (input) => writeFollowup(context, input),
})
