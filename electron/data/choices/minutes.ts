import { howToChoose, rankText, unitText } from '#core/choices/words.ts'
import type { MinutesChoice } from '#core/minutes/minutes.ts'
import { priorityId } from '#core/model/ids.ts'
import { plural } from '#core/text/numbers.ts'
import type { DataContext } from '../context.ts'
import { choicesOf } from './choices.ts'

/** What was chosen at a meeting, as the minutes tell it: closed choices only. */
export const minutesChoices = (context: DataContext, meetingId: string): MinutesChoice[] =>
  choicesOf(context, meetingId).filter(({ choice }) => choice.state === 'gesloten').map(({ choice, result, voters }) => ({
    question: choice.question, how: howToChoose(choice.method, choice.perVoter), agendaItemId: choice.agendaItemId, reason: choice.reason,
    counted: `${unitText(result.points, choice.method)} van ${plural(voters, 'persoon', 'personen')}${result.blanks > 0 ? `, ${result.blanks} blanco` : ''}`,
    lines: result.lines.map((line) => ({ title: line.title, rank: rankText(line.rank, line.shared), points: line.points, chosen: context.store.read('priority', priorityId(choice.id, line.optionId)) !== undefined })),
  }))
