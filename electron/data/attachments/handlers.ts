import type { attachmentCommands } from '#core/contract/attachments.ts'
import type { Handlers } from '#core/contract/command.ts'
import type { DataContext } from '../context.ts'
import type { SyncEngine } from '../sync/engine.ts'
import { listAttachments, requireAttachment } from './items.ts'
import { addAttachment, bytesOf, removeAttachment, saveAs, updateAttachment } from './write.ts'

/** Photos and files. */
export function attachmentHandlers(context: DataContext, engine: SyncEngine): Handlers<typeof attachmentCommands> {
  const { store } = context
  const hashOf = (id: string) => requireAttachment(context, id).sha256
  return {
    'attachments.list': (subject) => listAttachments(context, engine.transfers, subject),
    'attachments.add': (input) => addAttachment(context, input),
    'attachments.update': (input) => updateAttachment(context, input),
    'attachments.remove': ({ id }) => removeAttachment(context, id),
    'attachments.bytes': ({ id }) => bytesOf(context, id),
    'attachments.thumb': ({ id }) => ({ bytes: store.bytes.thumb(hashOf(id)) ?? null }),
    'attachments.keepThumb': ({ id, bytes: small }) => { store.bytes.keepThumb(hashOf(id), small); return null },
    'attachments.saveAs': ({ id, path }) => saveAs(context, id, path),
    'attachments.transfer': ({ id }) => { engine.transferNow(hashOf(id)); return null },
  }
}
