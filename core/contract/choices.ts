import { z } from 'zod'
import type { ChoiceResult, Vote } from '../choices/result.ts'
import type { PriorityState } from '../choices/words.ts'
import { choiceCountings, choiceMethods, choiceStates, priorityStates, type Row } from '../model/kinds.ts'
import type { FigurePointer } from '../promises/figure.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'

const id = z.string().min(1).max(64)
const title = z.string().trim().min(1, 'Vul in waaruit mensen kunnen kiezen').max(60, 'Houd het onder de 60 letters: het moet achter in de zaal te lezen zijn')
const question = z.string().trim().min(1, 'Vul de vraag in').max(90, 'Houd de vraag onder de 90 letters: hij moet achter in de zaal te lezen zijn')
const whole = (max: number) => z.int('Vul een heel getal in').min(0).max(max)

/** More do not fit on a screen that is read from the back of the hall. */
export const MAX_OPTIONS = 10
export const MAX_TABLES = 40

export interface OptionView { readonly id: string; readonly title: string; readonly position: string; readonly themeId: string | null; readonly figure: FigurePointer | null }
/** What people could choose from: what was heard most in the wijk lately, and the figures that stand out there. */
export interface OptionSource { readonly title: string; readonly themeId: string | null; readonly figure: FigurePointer | null; /** How often it was heard; null for a figure. */ readonly heard: number | null }
export interface OptionSources { readonly areaName: string; readonly since: string; readonly heard: readonly OptionSource[]; readonly figures: readonly OptionSource[] }

/** A choice with its options, its count and what comes of it. */
export interface ChoiceView {
  readonly choice: Row<'choice'>
  readonly options: readonly OptionView[]
  /** One entry per cell that was counted. */
  readonly votes: readonly Vote[]
  /** Tables, papers or the room, in order. */
  readonly stacks: readonly string[]
  /** How many choose: as filled in, otherwise who is present. */
  readonly voters: number
  readonly result: ChoiceResult
  readonly over: number
  readonly warnings: readonly string[]
  /** How many of its options became priorities. */
  readonly taken: number
}
export interface ChoiceList {
  readonly choices: readonly ChoiceView[]
  /** May this role make and close choices; may it count? */
  readonly editable: boolean
  readonly mayCount: boolean
}

export interface PriorityView {
  readonly priority: Row<'priority'>
  readonly themeName: string
  readonly meetingTitle: string
  readonly actions: readonly { readonly id: string; readonly title: string; readonly state: Row<'action'>['state'] }[]
}
export interface PriorityChoice { readonly id: string; readonly name: string; readonly state: PriorityState; readonly panelName: string }

const rules = { question, method: z.enum(choiceMethods), perVoter: z.int('Vul een heel getal in').min(1, 'Iedereen heeft er ten minste één').max(100), counting: z.enum(choiceCountings), tables: z.int('Vul een heel getal in').min(1).max(MAX_TABLES, `Er kunnen hoogstens ${MAX_TABLES} tafels zijn`), voters: whole(5000), agendaItemId: id.nullable() }
const figure = z.object({ indicatorId: id, wijkCode: z.string().max(80), year: z.int().min(1900).max(2100) })
const option = z.object({ title, themeId: id.nullable().default(null), figure: figure.nullable().optional() })

export const choiceCommands = {
  'choices.sources': command(z.object({ meetingId: id })).answers<OptionSources>(),
  'choices.list': command(z.object({ meetingId: id })).answers<ChoiceList>(),
  'choices.create': command(z.object({ meetingId: id, ...rules, options: z.array(option).max(MAX_OPTIONS) }).partial({ method: true, perVoter: true, counting: true, tables: true, voters: true, agendaItemId: true })).answers<Done & { readonly id: string }>(),
  'choices.update': command(z.object({ id, fields: z.object(rules).partial() })).answers<Done>(),
  /** Closing needs a `reason` when more was counted than can be. Closed choices can be opened again. */
  'choices.setState': command(z.object({ id, state: z.enum(choiceStates), reason: z.string().trim().max(2000).default('') })).answers<Done>(),
  'choices.delete': command(z.object({ id })).answers<Done>(),
  'choiceOptions.add': command(option.extend({ choiceId: id })).answers<Done & { readonly id: string }>(),
  'choiceOptions.rename': command(z.object({ id, title })).answers<Done>(),
  'choiceOptions.move': command(z.object({ id, afterId: id.nullable() })).answers<Done>(),
  'choiceOptions.remove': command(z.object({ id })).answers<Done>(),
  /** `stack`: the number of a table, an id that the page made for a paper, or `ROOM`. `count` null: not counted, which is something else than 0. */
  'votes.enter': command(z.object({ choiceId: id, stack: id, optionId: id.nullable(), count: whole(9999).nullable() })).answers<Done>(),
  'votes.removePaper': command(z.object({ choiceId: id, stack: id })).answers<Done>(),

  'priorities.list': command(z.object({ panelId: id.optional(), meetingId: id.optional() })).answers<readonly PriorityView[]>(),
  /** Of a gebied, for the actions that come of them: those that still count first. */
  'priorities.choices': command(z.object({ gebied: id })).answers<readonly PriorityChoice[]>(),
  'priorities.take': command(z.object({ choiceId: id, optionIds: z.array(id).min(1, 'Kies ten minste één onderwerp').max(MAX_OPTIONS) })).answers<Done & { readonly count: number }>(),
  'priorities.update': command(z.object({ id, fields: z.object({ title, state: z.enum(priorityStates) }).partial() })).answers<Done>(),
  /** The figure that it is about. `year` null: the round that was newest when it was chosen. */
  'priorities.setFigure': command(z.object({ id, figure: figure.extend({ year: figure.shape.year.nullable() }).nullable() })).answers<Done>(),
  'priorities.delete': command(z.object({ id })).answers<Done>(),
}
