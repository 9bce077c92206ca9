/** Source of randomness: fills and returns the array, as `crypto.getRandomValues` does. */
export type FillRandom = (bytes: Uint8Array) => Uint8Array

const pairs = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, '0'))
const hex = (bytes: Uint8Array) => { let text = ''; for (const b of bytes) text += pairs[b]!; return text }
const dashed = (h: string) => `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`

/** UUIDv7 (RFC 9562): 48 bits of milliseconds, then random. Sorts by time of making. */
export function uuidv7(nowMs: number, random: FillRandom): string {
  const b = random(new Uint8Array(16))
  let t = nowMs
  for (let i = 5; i >= 0; i--) { b[i] = t % 256; t = Math.floor(t / 256) }
  b[6] = (b[6]! & 0x0f) | 0x70
  b[8] = (b[8]! & 0x3f) | 0x80
  return dashed(hex(b))
}

/**
 * The same id on every laptop for the same parts, as UUIDv8 (RFC 9562): used where two people may make the same row offline,
 * for example the attendance of one contact at one meeting. Not a secret, only well mixed (four FNV-1a lanes with a final avalanche).
 */
export function derivedId(...parts: readonly string[]): string {
  const text = parts.join('\u0001')
  const out = new Uint8Array(16)
  for (let lane = 0; lane < 4; lane++) {
    let h = (0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1)) >>> 0
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0
    h = (h ^ (h >>> 16)) >>> 0
    for (let i = 0; i < 4; i++) out[lane * 4 + i] = (h >>> (8 * i)) & 0xff
  }
  out[6] = (out[6]! & 0x0f) | 0x80
  out[8] = (out[8]! & 0x3f) | 0x80
  return dashed(hex(out))
}

/** The id of a membership: two laptops that add the same resident to the same panel make one row. */
export const membershipId = (panelId: string, contactId: string): string => derivedId('panelMembership', panelId, contactId)
/** The id of an attendance; `personId` is that of a contact or of a team member. */
export const attendanceId = (meetingId: string, personId: string): string => derivedId('attendance', meetingId, personId)
/** The id of one cell of a count; `optionId` is null for blank votes. */
export const voteId = (choiceId: string, stack: string, optionId: string | null): string => derivedId('vote', choiceId, stack, optionId ?? '')
/** The id of what an option of a choice became: two laptops that take the same choice over make one row. */
export const priorityId = (choiceId: string, optionId: string): string => derivedId('priority', choiceId, optionId)
/** The id of an indicator: two laptops that import the same question make one row. `name` and `unit` folded. */
export const indicatorId = (name: string, unit: string): string => derivedId('indicator', name, unit)
/** The id of the results of one import for one area in one period. */
export const surveyResultId = (sourceId: string, period: string, areaCode: string): string => derivedId('surveyResult', sourceId, period, areaCode)
