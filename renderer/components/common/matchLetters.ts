import { fold } from '#core/text/fold.ts'

export interface LetterChoice { readonly label: string; readonly value: string; readonly hint?: string }

/** What begins with the letters first, then what has a word that does, or stands under something that does. All of it when nothing was typed. */
export function matchLetters<T extends LetterChoice>(items: readonly T[], typed: string): T[] {
  const wanted = fold(typed.trim())
  const rank = (name: string): number => (fold(name).startsWith(wanted) ? 0 : fold(name).split(/[\s/-]/).some((word) => word.startsWith(wanted)) ? 1 : 2)
  return items.map((item) => ({ item, rank: Math.min(rank(item.label), item.hint === undefined ? 2 : rank(item.hint) + 1) })).filter((found) => found.rank < 2).sort((a, b) => a.rank - b.rank).map(({ item }) => item)
}
