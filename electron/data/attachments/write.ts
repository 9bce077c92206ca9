import { isAsNamed, isPhoto, sniff } from '#core/attachments/types.ts'
import { CommandFailure, type ParsedOf } from '#core/contract/command.ts'
import type { attachmentCommands } from '#core/contract/attachments.ts'
import type { Row } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { writeUserFile } from '../user-file.ts'
import { gebiedOfSubject, requireAttachment, requireMayWrite } from './items.ts'

type Undo = { readonly undo: string | null }
export type AddInput = ParsedOf<(typeof attachmentCommands)['attachments.add']>

/** Bytes first, then the row: after a crash in between there are bytes that nobody points at, and those are cleaned up. */
export function addAttachment(context: DataContext, input: AddInput): { readonly id: string } & Undo {
  requireMayWrite(context)
  const gebied = gebiedOfSubject(context, input)
  const { subjectKind, subjectId, name, mimeType, bytes, width, height, takenOn, location, thumb } = input
  requireAsSaid(name, mimeType, bytes)
  const { store } = context
  const sha256 = store.bytes.keep(bytes)
  if (thumb) store.bytes.keepThumb(sha256, thumb)
  const id = context.newId()
  const { undo } = store.commit([{
    kind: 'attachment', id, gebied,
    fields: { subjectKind, subjectId, name: name.toWellFormed().replaceAll('\0', ''), mimeType, byteSize: bytes.length, sha256, width, height, takenOn: takenOn as string | null, location, addedBy: context.session().memberId || null, addedAt: context.now().toISOString() },
  }], { label: isPhoto(mimeType) ? 'Foto toegevoegd' : 'Bestand toegevoegd' })
  return { id, undo }
}

/** The page looked already; here it is decided. */
function requireAsSaid(name: string, mimeType: Row<'attachment'>['mimeType'], bytes: Uint8Array): void {
  const found = isPhoto(mimeType) ? undefined : sniff(name, bytes)
  if (found?.what === 'refused') throw new CommandFailure('Refused', found.message)
  if ((found && (found.what !== 'document' || found.type !== mimeType)) || !isAsNamed(mimeType, bytes)) throw new CommandFailure('Refused', 'De inhoud van dit bestand past niet bij zijn naam. Sla het opnieuw op in het programma waarin het gemaakt is.')
}

export function updateAttachment(context: DataContext, { id, caption, location }: { readonly id: string; readonly caption?: string | undefined; readonly location?: '' | undefined }): Undo {
  requireMayWrite(context)
  const row = requireAttachment(context, id)
  const fields = { ...(caption === undefined ? {} : { caption }), ...(location === undefined ? {} : { location }) }
  return context.store.commit([{ kind: 'attachment', id, gebied: row.gebied, fields }], { label: location === undefined ? 'Bijschrift gewijzigd' : 'Plaats van de foto gewist' })
}

export function removeAttachment(context: DataContext, id: string): Undo {
  requireMayWrite(context)
  const row = requireAttachment(context, id)
  return context.store.commit([{ kind: 'attachment', id, gebied: row.gebied, fields: { deleted: true } }], { label: isPhoto(row.mimeType) ? 'Foto verwijderd' : 'Bestand verwijderd' })
}

/** @throws CommandFailure `NotHere`; `Refused` for bytes that are not what their row says: those are shown and opened nowhere. */
export function bytesOf(context: DataContext, id: string): { readonly bytes: Uint8Array; readonly mimeType: string } {
  const { sha256, mimeType } = requireAttachment(context, id)
  const bytes = context.store.bytes.read(sha256)
  if (!bytes) throw new CommandFailure('NotHere', 'Dit bestand is nog niet op deze laptop.')
  if (!isAsNamed(mimeType, bytes)) throw new CommandFailure('Refused', 'De inhoud van dit bestand past niet bij zijn naam. Het wordt daarom niet getoond of bewaard.')
  return { bytes, mimeType }
}

export async function saveAs(context: DataContext, id: string, path: string): Promise<{ readonly path: string }> {
  await writeUserFile(path, bytesOf(context, id).bytes)
  return { path }
}
