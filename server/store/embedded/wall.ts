/** Which gebieden the transaction that now runs on a connection is about; see `within` in the contract. */
export interface Wall {
  around(gebieden: Iterable<string>): void
  /** True for what may be seen and written. */
  has(gebied: string): boolean
  /** Throws: whoever writes outside the wall made a mistake. */
  check(gebied: string): void
}

export function buildWall(): Wall {
  let inside: ReadonlySet<string> = new Set()
  return {
    around(gebieden) { inside = new Set(gebieden) },
    has: (gebied) => inside.has(gebied),
    check(gebied) { if (!inside.has(gebied)) throw new Error('written outside the gebieden of the transaction') },
  }
}
