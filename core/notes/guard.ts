import * as Y from 'yjs'
import { blockTypes, chipKinds, inlineTypes, markTypes, mentionKinds } from './schema.ts'
import { markName } from './document.ts'

const parts = new Set<string>([...blockTypes, ...inlineTypes]), marks = new Set<string>(markTypes), kinds = new Set<unknown>([...chipKinds, ...mentionKinds])

/**
 * Whether an update (Yjs v2) brings a part that this version does not know. Asked before it is applied: an open editor removes what it cannot show,
 * and would do so for everybody.
 */
export function bringsUnknown(update: Uint8Array): boolean {
  return Y.decodeUpdateV2(update).structs.some((struct) => {
    if (!(struct instanceof Y.Item)) return false
    const { content, parentSub } = struct
    if (content instanceof Y.ContentType) return content.type instanceof Y.XmlElement && !parts.has(content.type.nodeName)
    if (content instanceof Y.ContentFormat) return content.value !== null && !marks.has(markName(content.key))
    return parentSub === 'kind' && content.getContent().some((kind) => !kinds.has(kind))
  })
}
