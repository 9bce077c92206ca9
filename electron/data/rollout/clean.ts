import { findPrivate, withoutFinding, findingWords } from '#core/privacy/detect.ts'
import type { PublicChoices, Removal } from '#core/minutes/public.ts'
import type { DataContext } from '../context.ts'
import { withoutNames } from '../promises/pages.ts'

/**
 * Texts that leave their gebied, without what points at a person: what the public minutes leave out, and numbers that belong to
 * one person. `model` is all text that `write` will see. @throws CommandFailure `NoRight` for roles that do not know the residents
 */
export function withoutPersons<T>(context: DataContext, of: { readonly gebieden: readonly string[] | null; readonly model: unknown; readonly choices: PublicChoices }, write: (text: (value: string) => string) => T): { readonly made: T; readonly removals: readonly Removal[] } {
  const numbers = new Map<string, Removal>()
  const kept = new Set(of.choices.keep.map((text) => text.toLowerCase()))
  const withoutNumbers = (value: string): string => findPrivate(value).reduceRight((text, finding) => {
    const stays = kept.has(finding.text.toLowerCase()), known = numbers.get(finding.text)
    numbers.set(finding.text, { text: finding.text, instead: findingWords[finding.kind].instead, times: (known?.times ?? 0) + 1, kept: stays })
    return stays ? text : withoutFinding(text, finding)
  }, value)
  const { made, removals } = withoutNames(context, of, (redactor) => write((value) => withoutNumbers(redactor.text(value))))
  return { made, removals: [...removals, ...numbers.values()] }
}
