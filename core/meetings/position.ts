/**
 * Positions in a list that people drag on two laptops at once: text that sorts, with always room between two of them.
 * Moving one item then changes one row. Digits are in ASCII order, so SQLite and JavaScript sort them alike.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A position after `before` and before `after`; '' means the start, null the end of the list. Needs `before` < `after`. */
export function positionBetween(before: string, after: string | null): string {
  if (after !== null) {
    let shared = 0
    while (shared < after.length && (before[shared] ?? '0') === after[shared]) shared++
    if (shared > 0) return after.slice(0, shared) + positionBetween(before.slice(shared), after.slice(shared))
  }
  const low = before === '' ? 0 : DIGITS.indexOf(before.charAt(0))
  const high = after === null || after === '' ? DIGITS.length : DIGITS.indexOf(after.charAt(0))
  if (high - low > 1) return DIGITS.charAt(Math.round((low + high) / 2))
  if (after !== null && after.length > 1) return after.charAt(0)
  return DIGITS.charAt(low) + positionBetween(before.slice(1), null)
}

/** Positions for a fresh list of `count` items, evenly spread and short. */
export function spreadPositions(count: number): string[] {
  const step = (DIGITS.length * DIGITS.length) / (count + 1)
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor(step * (index + 1))
    // A trailing '0' would leave no room directly before it.
    return (DIGITS.charAt(Math.floor(at / DIGITS.length)) + DIGITS.charAt(at % DIGITS.length)).replace(/0$/, '1')
  })
}

/** Positions for so many items behind the ones that are there. */
export function positionsAfter(items: readonly { readonly position: string }[], count: number): string[] {
  const last = items.at(-1)?.position
  if (last === undefined) return spreadPositions(count)
  const positions: string[] = []
  for (let position = last; positions.length < count;) positions.push((position = positionBetween(position, null)))
  return positions
}

export interface Positioned { readonly id: string; readonly position: string }

/** Two laptops may have chosen the same position; the id then decides, everywhere the same. */
export const byPosition = (a: Positioned, b: Positioned): number => (a.position < b.position ? -1 : a.position > b.position ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The rows to write so that `id` comes directly after `afterId` (null: first). Usually one; all of them where two
 * neighbours share a position and nothing fits between.
 */
export function movePosition(items: readonly Positioned[], id: string, afterId: string | null): Positioned[] {
  const others = items.filter((item) => item.id !== id).sort(byPosition)
  const index = afterId === null ? 0 : others.findIndex((item) => item.id === afterId) + 1
  const before = others[index - 1]?.position ?? '', after = others[index]?.position ?? null
  if (isPosition(before, true) && (after === null || (isPosition(after, false) && before < after))) return [{ id, position: positionBetween(before, after) }]
  const order = [...others.slice(0, index).map((item) => item.id), id, ...others.slice(index).map((item) => item.id)]
  const fresh = spreadPositions(order.length)
  return order.map((each, at) => ({ id: each, position: fresh[at] ?? '' }))
}

const isPosition = (text: string, empty: boolean): boolean => (text === '' ? empty : /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(text) && text.length < 90)
