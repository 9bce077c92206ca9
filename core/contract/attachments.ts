import { z } from 'zod'
import { MAX_ATTACHMENT_BYTES } from '../attachments/limits.ts'
import { attachmentTypes } from '../attachments/types.ts'
import { attachmentSubjects, fieldsOf, type Row } from '../model/kinds.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const fields = fieldsOf('attachment')
const subject = { subjectKind: z.enum(attachmentSubjects), subjectId: id }
const bytes = (most: number) => z.custom<Uint8Array>((b) => b instanceof Uint8Array && b.length <= most)

/**
 * Where the bytes of an attachment are.
 * - `alone`: on this laptop, which has no server
 * - `waiting`, `sending`: not at the server yet; `there`: here and at the server
 * - `absent`, `fetching`: at the server, not here yet; `notSent`: at no server yet, on the laptop of whoever added it
 * - `failed`: tried, and it will not go without somebody doing something; `message` says why
 */
export interface AttachmentState {
  readonly type: 'alone' | 'waiting' | 'sending' | 'there' | 'absent' | 'fetching' | 'notSent' | 'failed'
  /** 0–100 while sending or fetching */
  readonly percent: number
  /** Dutch, for `failed` */
  readonly message: string
}

export type AttachmentItem = Omit<Row<'attachment'>, 'sha256'> & {
  /** '' when nobody knows */
  readonly addedByName: string
  readonly photo: boolean
  /** the bytes are on this laptop */
  readonly here: boolean
  readonly state: AttachmentState
}

export interface AttachmentView {
  /** oldest first */
  readonly items: readonly AttachmentItem[]
  readonly editable: boolean
}

export const attachmentCommands = {
  'attachments.list': command(z.object(subject)).answers<AttachmentView>(),
  /**
   * Adds a photo, which the page made smaller and anew, or a file as it is. The gebied is that of the subject.
   * @throws `TooLarge`, `Refused` (kind of file), `NotFound`, `NoRight`, `NoAccess`
   */
  'attachments.add': command(z.object({
    ...subject, name: z.string().min(1).max(300), mimeType: z.enum(attachmentTypes), bytes: bytes(MAX_ATTACHMENT_BYTES), width: z.int().min(0).max(100_000), height: z.int().min(0).max(100_000),
    takenOn: fields['takenOn']!.schema, location: z.string().max(40), thumb: bytes(500_000).nullable(),
  })).answers<{ readonly id: string; readonly undo: string | null }>(),
  'attachments.update': command(z.object({ id, caption: z.string().trim().max(300).optional(), /** only taken away, never typed */ location: z.literal('').optional() })).answers<{ readonly undo: string | null }>(),
  'attachments.remove': command(z.object({ id })).answers<{ readonly undo: string | null }>(),
  /** Of a photo, when it is here. @throws `NotHere` */
  'attachments.bytes': command(z.object({ id })).answers<{ readonly bytes: Uint8Array; readonly mimeType: string }>(),
  /** The small picture that the page made of a photo before; null when it has to make one. */
  'attachments.thumb': command(z.object({ id })).answers<{ readonly bytes: Uint8Array | null }>(),
  'attachments.keepThumb': command(z.object({ id, bytes: bytes(500_000) })).answers<null>(),
  /** Writes the file to a path that `saveFile` gave. @throws `NotHere`, `NotWritten` */
  'attachments.saveAs': command(z.object({ id, path: z.string().min(1) })).answers<{ readonly path: string }>(),
  /** Sends or fetches this one now: after a failure, or what this laptop does not fetch by itself. */
  'attachments.transfer': command(z.object({ id })).answers<null>(),
}
