import type { ContactDraft } from '#core/import/draft.ts'
import { kinds } from '#core/model/kinds.ts'

/** The fields of a contact draft that the model keeps, with what the model says fits in them. */
export const fields = Object.entries({ ...kinds.contact.fields, ...kinds.contactDetails.fields })
  .map(([name, field]) => [name as keyof ContactDraft, field.schema] as const)
