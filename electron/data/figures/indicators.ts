import { directionOf } from '#core/figures/words.ts'
import type { DraftIndicator } from '#core/figures/draft.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { indicatorId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import { fold, foldTight } from '#core/text/fold.ts'
import type { LocalChange, Store } from '../store/store.ts'

/** The indicators that are there, for finding the one that a file means: by name and unit, or by name alone where one of the two has no unit. */
export function knownIndicators(store: Store): { readonly find: (name: string, unit: string) => Row<'indicator'> | undefined } {
  const byName = Map.groupBy(store.rows('indicator'), ({ name }) => fold(name))
  return {
    find: (name, unit) => {
      const same = byName.get(fold(name)) ?? []
      return same.find((row) => foldTight(row.unit) === foldTight(unit)) ?? (same.length === 1 && (unit === '' || same[0]!.unit === '') ? same[0] : undefined)
    },
  }
}

/** The row for an indicator of a file: new, or the one that is there with the breaks of method that were given. */
export function indicatorChange(store: Store, known: ReturnType<typeof knownIndicators>, { name, unit, group }: DraftIndicator, breaks: readonly string[]): { readonly id: string; readonly change: LocalChange | undefined } {
  const held = known.find(name, unit)
  if (held) {
    const all = [...new Set([...held.breaks, ...breaks])].sort()
    return { id: held.id, change: all.length === held.breaks.length ? undefined : { kind: 'indicator', id: held.id, gebied: MUNICIPALITY, fields: { breaks: all } } }
  }
  const id = indicatorId(fold(name), foldTight(unit) + (unit.includes('%') ? '%' : ''))
  return { id, change: { kind: 'indicator', id, gebied: MUNICIPALITY, fields: { name, unit, group, direction: directionOf(name), themeId: themeOf(store, `${group} ${name}`), breaks: [...breaks], deleted: false } } }
}

/** The theme of which a word of some length stands in the name; null when there is none. */
function themeOf(store: Store, text: string): string | null {
  const words = fold(text)
  const theme = store.rows('theme').find(({ name }) => fold(name).split(/[^\p{L}]+/u).some((word) => word.length > 4 && words.includes(word.replace(/(?:en|s)$/, ''))))
  return theme?.id ?? null
}
