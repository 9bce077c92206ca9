/** Of one attachment, as it is kept: more than any photo after it was made smaller, enough for a plan or a letter. */
export const MAX_ATTACHMENT_BYTES = 25_000_000
/** What goes over the network at once: a part that breaks off on a weak connection costs little. */
export const PART_BYTES = 262_144
/** The longest side of a photo as it is kept, in pixels: readable number plates and house numbers, about 1 MB. */
export const LONGEST_SIDE = 2560
export const THUMB_SIDE = 320
/** Bytes that a laptop fetches by itself; beyond that a file comes when somebody asks for it. */
export const LAPTOP_BUDGET = 1_000_000_000
/** So long a removed attachment can be put back: until then its bytes stay. */
export const KEEP_REMOVED_MS = 7 * 86_400_000
/** An upload with which nobody went on for so long is forgotten by the server. */
export const KEEP_UNFINISHED_MS = 7 * 86_400_000
