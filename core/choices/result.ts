import { byPosition } from '../meetings/position.ts'
import { plural } from '../text/numbers.ts'
import { unitText, type ChoiceCounting, type ChoiceMethod } from './words.ts'

/** What the whole room is called where tables and papers have a number or an id. */
export const ROOM = 'zaal'

export interface Option { readonly id: string; readonly title: string; readonly position: string }
/** One cell: how often `optionId` (null: blank) was counted in one stack. */
export interface Vote { readonly stack: string; readonly optionId: string | null; readonly count: number }
export interface ResultLine { readonly optionId: string; readonly title: string; readonly points: number; /** null: nobody chose it */ readonly rank: number | null; readonly shared: boolean }
export interface ChoiceResult {
  /** Most points first. */
  readonly lines: readonly ResultLine[]
  readonly points: number
  readonly blanks: number
  /** Stacks of which something was counted. */
  readonly stacks: number
}

/**
 * The outcome. The rule for ties: options with as many points share the best rank, and the next one gets the rank it would
 * have had (1, gedeeld 2, gedeeld 2, 4). What nobody chose has no rank. Equal options stand in the order of the list, so that
 * every laptop shows the same. Blank votes count as cast and go to no option; votes on an option that was taken away do not count.
 */
export function choiceResult(options: readonly Option[], votes: readonly Vote[]): ChoiceResult {
  const ordered = [...options].sort(byPosition)
  const points = new Map(ordered.map((option) => [option.id, 0]))
  for (const { optionId, count } of votes) if (optionId !== null && points.has(optionId)) points.set(optionId, (points.get(optionId) ?? 0) + count)
  const of = (id: string): number => points.get(id) ?? 0
  const counted = votes.filter((vote) => vote.optionId === null || points.has(vote.optionId))
  return {
    lines: ordered.map(({ id, title }) => ({
      optionId: id, title, points: of(id), rank: of(id) === 0 ? null : 1 + ordered.filter((other) => of(other.id) > of(id)).length, shared: of(id) > 0 && ordered.some((other) => other.id !== id && of(other.id) === of(id)),
    })).sort((a, b) => b.points - a.points),
    points: [...points.values()].reduce((sum, each) => sum + each, 0),
    blanks: votes.reduce((sum, vote) => sum + (vote.optionId === null ? vote.count : 0), 0),
    stacks: new Set(counted.map((vote) => vote.stack)).size,
  }
}

export interface Rules { readonly method: ChoiceMethod; readonly perVoter: number; readonly counting: ChoiceCounting; /** how many may choose */ readonly voters: number }

/** How many stickers, points or votes there can be. */
export const capacity = ({ method, perVoter, voters }: Rules): number => voters * (method === 'stem' ? 1 : perVoter)

export interface Checks {
  /** How many more were counted than there can be; 0 when it fits. Closing then needs a reason. */
  readonly over: number
  /** Dutch, for who counts. */
  readonly warnings: readonly string[]
}

/** What does not fit, as a warning: at a real table a sticker too many happens, and the count stays what it is. */
export function checkChoice(rules: Rules, result: ChoiceResult, votes: readonly Vote[]): Checks {
  const { method, counting, voters, perVoter } = rules
  const over = Math.max(0, result.points + result.blanks - capacity(rules))
  const warnings: string[] = []
  if (over > 0) {
    const each = method === 'stem' ? 'één stem' : unitText(perVoter, method)
    warnings.push(voters === 0 ? `Er is nog niemand als aanwezig genoteerd. Vul in hoeveel mensen kiezen.` : `Er zijn ${unitText(over, method)} meer geteld dan ${plural(voters, 'persoon', 'personen')} met ${each} kunnen hebben.`)
  }
  if (counting === 'briefjes') {
    const most = method === 'stem' ? 1 : perVoter
    const perPaper = Map.groupBy(votes, (vote) => vote.stack)
    const full = [...perPaper.values()].filter((paper) => paper.reduce((sum, vote) => sum + vote.count, 0) > most).length
    if (full > 0) warnings.push(`${plural(full, 'briefje heeft', 'briefjes hebben')} meer dan ${unitText(most, method)}.`)
  }
  return { over, warnings }
}

/** The options that a panel takes over as priorities when the best `count` are asked for: shared ranks go along or stay out together. */
export const bestOf = (result: ChoiceResult, count: number): readonly ResultLine[] => result.lines.filter((line) => line.rank !== null && line.rank <= count)
