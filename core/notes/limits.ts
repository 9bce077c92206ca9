/**
 * How large a note can get, in bytes of its Yjs document. Thirty pages with tables are some 0.2 MB, and 100,000 keystrokes some 1 MB;
 * beyond 10 MB, about three thousand pages, every laptop that opens it is slow. The rest is room for what people add without seeing each other,
 * and for taking something out of a note that is full.
 */
export const MAX_NOTE_BYTES = 10_000_000
/** No single update is larger than this: one push with it stays below what the server reads at once. */
export const MAX_UPDATE_BYTES = 15_000_000
/** What waits goes to the server in parts of about this size: a weak connection gets through some of it. */
export const PART_BYTES = 4_000_000

/** As it travels. */
export const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4
