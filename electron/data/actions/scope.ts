import { CommandFailure } from '#core/contract/command.ts'
import { dayIn, endOfWeek } from '#core/actions/typed-day.ts'
import { addDays } from '#core/text/days.ts'
import { NEAR_DAYS } from '#core/actions/states.ts'
import type { DataContext } from '../context.ts'

/** The gebieden asked for, as far as the user has them; null means no restriction. */
export function gebiedenOf(context: DataContext, asked: 'all' | readonly string[]): readonly string[] | null {
  const mine = context.session().gebieden
  if (asked === 'all') return mine === 'all' ? null : mine
  return mine === 'all' ? asked : asked.filter((id) => mine.includes(id))
}

/** @throws CommandFailure `NoAccess` when the user does not work in this gebied. */
export function requireGebied(context: DataContext, gebied: string): void {
  const mine = context.session().gebieden
  if (mine !== 'all' && !mine.includes(gebied)) throw new CommandFailure('NoAccess', 'U werkt niet in dit gebied. Vraag de functioneel beheerder om toegang.')
}

/** The days that group actions: today, the Sunday of this week, and until when a terugkoppeling is near. */
export interface Days { readonly today: string; readonly weekEnd: string; readonly near: string }

export function daysOf(context: DataContext): Days {
  const today = dayIn(context.now())
  return { today, weekEnd: endOfWeek(today), near: addDays(today, NEAR_DAYS) }
}
