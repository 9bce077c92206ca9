import type { AttachmentItem, AttachmentView } from '#core/contract/attachments.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { isPhoto } from '#core/attachments/types.ts'
import { mayWrite } from '#core/model/may.ts'
import { isKindName, type Row } from '#core/model/kinds.ts'
import { requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import type { Transfers } from '../sync/transfers.ts'

export interface Subject { readonly subjectKind: Row<'attachment'>['subjectKind']; readonly subjectId: string }

/** The gebied of what an attachment belongs to. @throws CommandFailure `NotFound`, `NoAccess` */
export function gebiedOfSubject(context: DataContext, { subjectKind, subjectId }: Subject): string {
  const row = isKindName(subjectKind) ? context.store.tables[subjectKind].find(subjectId) : undefined
  if (row?.['deleted'] !== 0) throw new CommandFailure('NotFound', 'Waar deze bijlage bij hoort, is er niet meer. Misschien heeft een collega het verwijderd.')
  requireGebied(context, row['gebied'] as string)
  return row['gebied'] as string
}

/** @throws CommandFailure `NotFound`, `NoAccess` */
export function requireAttachment(context: DataContext, id: string): Row<'attachment'> {
  const row = context.store.read('attachment', id)
  if (!row) throw new CommandFailure('NotFound', 'Deze bijlage is er niet meer. Misschien heeft een collega haar verwijderd.')
  requireGebied(context, row.gebied)
  return row
}

/** @throws CommandFailure `NoRight` */
export function requireMayWrite(context: DataContext): void {
  if (!mayWrite(context.session().role, 'attachment')) throw new CommandFailure('NoRight', 'Met uw rol kunt u geen bijlagen toevoegen of wijzigen.')
}

/** Everything that hangs on one subject, oldest first. */
export function listAttachments(context: DataContext, transfers: Transfers, subject: Subject): AttachmentView {
  const rows = context.store.rows('attachment', 'subjectKind = ? AND subjectId = ?', [subject.subjectKind, subject.subjectId], 'addedAt, id')
  return { items: rows.map((row) => itemOf(context, transfers, row)), editable: mayWrite(context.session().role, 'attachment') }
}

function itemOf({ store }: DataContext, transfers: Transfers, { sha256, ...row }: Row<'attachment'>): AttachmentItem {
  const addedByName = (row.addedBy === null ? undefined : store.read('teamMember', row.addedBy)?.name) ?? ''
  return { ...row, addedByName, photo: isPhoto(row.mimeType), here: store.bytes.isWhole(sha256), state: transfers.stateOf({ gebied: row.gebied, sha256 }) }
}
