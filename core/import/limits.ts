/** What an import reads at most. Past it, the user gets a message, not a frozen window. */
export interface Limits {
  readonly fileBytes: number
  /** Rows per sheet. */
  readonly rows: number
  readonly columns: number
  /** Cells of all sheets together, the empty ones between filled ones included. */
  readonly cells: number
  /** Unpacked bytes of one part of a worksheet file. */
  readonly partBytes: number
  /** How many times larger a part may be unpacked than packed, once it is past `freeBytes`. */
  readonly ratio: number
  readonly freeBytes: number
  readonly sharedStrings: number
}

export const defaultLimits: Limits = {
  fileBytes: 100_000_000, rows: 250_000, columns: 1024, cells: 6_000_000, partBytes: 400_000_000, ratio: 200, freeBytes: 10_000_000, sharedStrings: 3_000_000,
}
