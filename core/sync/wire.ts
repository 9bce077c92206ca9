import { z } from 'zod'
import { roles, type Role } from '../model/access.ts'
import type { Json } from '../model/field.ts'
import { base64Length, MAX_UPDATE_BYTES } from '../notes/limits.ts'
import { devicePattern, stampPattern, type Stamp } from './clock.ts'

/** Raised whenever a message below changes shape; a test holds the hash of these schemas. */
export const PROTOCOL = 1
/** [V1] The oldest protocol this server still speaks. */
export const OLDEST_PROTOCOL = 1

const stamp = z.string().regex(stampPattern)
/** Made by clients, so kept to characters that are plain in JSON, SQL and logs. */
export const idPattern = /^[\w.:-]{1,64}$/
export const fieldNamePattern = /^[a-z][A-Za-z0-9]{0,59}$/
export const kindPattern = /^[a-z][A-Za-z0-9]{0,39}$/
const id = z.string().regex(idPattern)
const gebied = id
const fieldName = z.string().regex(fieldNamePattern)
const fields = z.record(fieldName, z.json())
const base64 = z.base64().max(base64Length(MAX_UPDATE_BYTES))

/** A change as pushed; see `Change` in row.ts. */
export const changeSchema = z.strictObject({
  kind: z.string().regex(kindPattern), id, gebied, stamp,
  stamps: z.record(fieldName, stamp).optional(), bases: z.record(fieldName, stamp).optional(), fields,
})
/** [N1] Yjs update (v2 encoding) of one generation of a note body. */
export const noteUpdateSchema = z.strictObject({ id, gebied, generation: z.int().min(0), update: base64 })
/** [E1] Wipe of a person: id of a contact. Stronger than any stamp. */
export const eraseSchema = z.strictObject({ contactId: id, gebied })

export const handshakeRequest = z.strictObject({ name: z.string().min(1).max(200), password: z.string().min(1).max(1000), device: z.string().regex(devicePattern), deviceName: z.string().max(100), protocol: z.int() })
export interface Account { readonly id: string; readonly name: string; readonly role: Role; readonly gebieden: readonly string[]; readonly memberId: string | null }
export const accountSchema: z.ZodType<Account> = z.object({ id, name: z.string(), role: z.enum(roles), gebieden: z.array(gebied), memberId: id.nullable() })
/** Answer to signing in. `epoch` names the server's data: after a restore it is another one. `now` is the server's clock in ms. */
export const handshakeAnswer = z.object({ token: z.string(), account: accountSchema, epoch: z.string(), now: z.number(), protocol: z.int(), /** the number of this device's last push */ pushes: z.int() })

export const MAX_PUSH_CHANGES = 1000
/** [P1] `push` counts up per device; a push that is not above the last one the server finished is a repeat and makes no new conflicts. */
export const pushRequest = z.strictObject({
  device: z.string().regex(devicePattern), push: z.int().min(1), epoch: z.string(),
  changes: z.array(changeSchema).max(MAX_PUSH_CHANGES), notes: z.array(noteUpdateSchema).max(MAX_PUSH_CHANGES), erase: z.array(eraseSchema).max(MAX_PUSH_CHANGES),
})
/** [P2] One receipt per change, in the order sent. */
export const receiptSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), /** fields that lost to a later value */ superseded: z.array(z.string()).optional(), /** [C4] the stamps that the server gave instead, by field: the client takes them over where its own is still the one it sent */ restamped: z.record(z.string(), stamp).optional() }),
  z.object({ status: z.literal('refused'), reason: z.enum(['noAccess', 'invalid', 'tooLarge', 'oldGeneration', 'appendOnly']), message: z.string() }),
  z.object({ status: z.literal('erased') }),
])
export type Receipt = z.infer<typeof receiptSchema>
export const pushAnswer = z.object({
  now: z.number(), epoch: z.string(), changes: z.array(receiptSchema), notes: z.array(receiptSchema), erase: z.array(receiptSchema), /** conflicts the server kept: the user is asked */ asked: z.int(),
  /** [L4] By gebied, first and last number that these rows have in the feed; only where they lie there exactly as they were sent. */
  own: z.record(gebied, z.tuple([z.int(), z.int()])).optional(),
})

/** [N3] `settled`: the last cursor of a feed that came without `more`. Updates of notes after it are sent apart, older notes whole. */
export const pullRequest = z.strictObject({ device: z.string().regex(devicePattern), epoch: z.string(), cursors: z.record(gebied, z.int().min(0)), settled: z.record(gebied, z.int().min(0)).optional(), limit: z.int().min(1).max(10_000) })

/**
 * One item of a feed page, as an array to stay small on the wire:
 * - row: `['r', seq, kind, id, { s: stamp, o?: overrides, f: fields }]`
 * - note body: `['n', seq, id, generation, [update, …] in base64 v2, complete: 1 if these are the whole document else 0]`
 * - moved or no longer yours: `['g', seq, kind, id]`
 * - erased: `['e', seq, kind, id]`
 */
export const feedItem = z.union([
  z.tuple([z.literal('r'), z.int(), z.string(), z.string(), z.object({ s: z.string(), o: z.record(z.string(), z.string()).optional(), f: z.record(z.string(), z.json()) })]),
  z.tuple([z.literal('n'), z.int(), z.string(), z.int(), z.array(z.string()), z.literal([0, 1])]),
  z.tuple([z.literal('g'), z.int(), z.string(), z.string()]),
  z.tuple([z.literal('e'), z.int(), z.string(), z.string()]),
])
export type FeedRow = ['r', number, string, string, { s: Stamp; o?: Record<string, Stamp>; f: Record<string, Json> }]
export type FeedNote = ['n', number, string, number, string[], 0 | 1]
export type FeedGone = ['g', number, string, string]
export type FeedErased = ['e', number, string, string]
export type FeedItem = FeedRow | FeedNote | FeedGone | FeedErased

/** One page of one gebied. `cursor` is to be committed together with the items. `total` is how many items lie after the request's cursor. [L5] An item with a number beyond `cursor` came ahead; it comes by again in its place. `reset`: the cursor was below the floor, drop what is not in the snapshot. [R3] `copied`: up to this number the feed comes from a copy to which the server went back; what lies after it was sent since. */
export const feedPage = z.object({ items: z.array(feedItem), cursor: z.int(), more: z.boolean(), total: z.int(), reset: z.boolean().optional(), copied: z.int().optional() })
export interface FeedPage { readonly items: readonly FeedItem[]; readonly cursor: number; readonly more: boolean; readonly total: number; readonly reset?: boolean | undefined; readonly copied?: number | undefined }
/** `gebieden` is what the account may see now, `MUNICIPALITY` included; a gebied that is no longer in it leaves the laptop. Digests only for feeds without `more`. */
export const pullAnswer = z.object({ now: z.number(), epoch: z.string(), account: accountSchema, gebieden: z.array(gebied), feeds: z.record(gebied, feedPage), digests: z.record(gebied, z.string()) })

export type PushRequest = z.infer<typeof pushRequest>
export type PushAnswer = z.infer<typeof pushAnswer>
export type PullRequest = z.infer<typeof pullRequest>
export interface PullAnswer { readonly now: number; readonly epoch: string; readonly account: Account; readonly gebieden: readonly string[]; readonly feeds: Readonly<Record<string, FeedPage>>; readonly digests: Readonly<Record<string, string>> }

/** [A3] Bytes of attachments are asked for by the id of a row: of those that the account may see, how many the server has. `complete`: all, and their fingerprint is right. */
export const MAX_FILES_ASKED = 500
export const filesRequest = z.strictObject({ ids: z.array(id).max(MAX_FILES_ASKED) })
const fileProgress = z.object({ received: z.int(), complete: z.boolean() })
export const filesAnswer = z.object({ files: z.record(id, fileProgress) })
/** [A2] `PUT …/:id?from=N` with bytes: they are taken where `from` is what was received. The answer says where to go on; 0 when the whole turned out to be something else. */
export const partAnswer = fileProgress
export type FileProgress = z.infer<typeof fileProgress>

/** Every failed request answers this; `message` is Dutch and may be shown. */
export const wireError = z.object({ error: z.object({ type: z.enum(['unauthorized', 'forbidden', 'tooOld', 'tooNew', 'epochChanged', 'invalid', 'tooMany', 'tooLarge', 'notFound', 'unavailable']), message: z.string() }) })
export type WireError = z.infer<typeof wireError>['error']

/** Paths of the server, said once. `hello` (GET, no account) answers `{ app: 'gebiedsboek', protocol, oldest, now, epoch }` so that a client can tell a server from anything else. */
export const paths = { hello: '/hello', session: '/session', push: '/sync/push', pull: '/sync/pull', poke: '/sync/poke', accounts: '/accounts', attachments: '/attachments' } as const
export const helloAnswer = z.object({ app: z.literal('gebiedsboek'), protocol: z.int(), oldest: z.int(), now: z.number(), epoch: z.string() })

/** [K2] One end of a selection in a note: a Yjs relative position, encoded, in base64. */
const cursorEnd = z.base64().min(1).max(120)
export const cursorSchema = z.strictObject({ anchor: cursorEnd, head: cursorEnd })
export type Cursor = z.infer<typeof cursorSchema>
/** [K2] Client to server over the WebSocket at `paths.poke`, once the server said `presence`: in which note it is, and where; null: in none any more. */
export const hereMessage = z.strictObject({ here: z.strictObject({ gebied, note: id, cursor: cursorSchema.nullable() }).nullable() })
export type Here = NonNullable<z.infer<typeof hereMessage>['here']>
/** Somebody else in the note that this laptop is in. `line` names the connection, `member` the team member; no names travel. */
export const presentSchema = z.object({ line: id, note: id, member: id.nullable(), cursor: cursorSchema.nullable() })
export type Present = z.infer<typeof presentSchema>
/**
 * Server to client over the WebSocket at `paths.poke`: these gebieden have news. `presence`: this server tells who is in which note,
 * and may be told. `present`: who is there; `gone`: which lines no longer are.
 */
export const pokeMessage = z.object({ gebieden: z.array(gebied), presence: z.boolean().optional(), present: z.array(presentSchema).max(1000).optional(), gone: z.array(id).max(1000).optional() })
export type Poke = z.infer<typeof pokeMessage>
