/** What the transaction that now runs on a connection is about; see `within` in the contract. */
export interface Wall {
  around(gebieden: Iterable<string>, kinds?: readonly string[]): void
  /** True for gebieden inside, whatever the kind: for the numbers of a feed. */
  covers(gebied: string): boolean
  /** True for what may be seen and written: rows of a kind or, without one, the texts of notes and the bytes of files. */
  has(gebied: string, kind?: string): boolean
  /** Throws where `has` says no: whoever writes outside the wall made a mistake. */
  check(gebied: string, kind?: string): void
}

export function buildWall(): Wall {
  let inside: ReadonlySet<string> = new Set(), only: ReadonlySet<string> | undefined
  const has: Wall['has'] = (gebied, kind) => inside.has(gebied) && (only === undefined || (kind !== undefined && only.has(kind)))
  return {
    around(gebieden, kinds) { inside = new Set(gebieden); only = kinds && new Set(kinds) },
    covers: (gebied) => inside.has(gebied),
    has,
    check(gebied, kind) { if (!has(gebied, kind)) throw new Error('written outside the gebieden or kinds of the transaction') },
  }
}
