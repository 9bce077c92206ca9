import { ref, shallowRef } from 'vue'
import { isPhoto, safeFileName } from '#core/attachments/types.ts'
import type { AttachmentItem } from '#core/contract/attachments.ts'
import type { Row } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'
import { useUndo } from '../../undo.ts'
import { prepare } from './prepare.ts'

interface Subject { readonly subjectKind: Row<'attachment'>['subjectKind']; readonly subjectId: string }

/** What can be done with photos and files: adding several after one another, saving, removing, trying again. */
export function useAttachmentDeeds() {
  const { data, shell } = useDesktop()
  const { withUndo, orSay, say } = useUndo()
  const busy = ref('')
  const problems = shallowRef<readonly string[]>([])

  /** One at a time: a laptop of ten years old has to stay usable while twenty photos are made smaller. */
  async function add(files: readonly File[], subject: Subject, keepPlace: boolean): Promise<void> {
    if (busy.value !== '' || files.length === 0) return
    const failed: string[] = []
    let added = 0
    problems.value = []
    try {
      for (const [i, file] of files.entries()) {
        busy.value = files.length === 1 ? 'Bezig met toevoegen …' : `${i + 1} van ${files.length} toevoegen …`
        const ready = await prepare(file, keepPlace)
        const answer = ready.ok ? await data['attachments.add']({ ...subject, ...ready.value }) : ready
        if (!answer.ok) { failed.push(`${file.name || 'Dit bestand'}: ${answer.error.message}`); continue }
        added += 1
        if (files.length === 1 && ready.ok) withUndo(answer, isPhoto(ready.value.mimeType) ? 'Foto toegevoegd' : 'Bestand toegevoegd')
      }
    } finally {
      busy.value = ''
      problems.value = failed
    }
    if (files.length > 1 && added > 0) say(`${added} foto’s en bestanden toegevoegd`)
  }

  async function save(item: AttachmentItem): Promise<void> {
    const name = safeFileName(item.name, item.mimeType)
    const place = orSay(await shell.saveFile({ title: 'Bewaren als', name, filters: [] }))
    if (place && orSay(await data['attachments.saveAs']({ id: item.id, path: place.path }))) say(`Bewaard als ${place.name}`)
  }
  const remove = async (item: AttachmentItem): Promise<boolean> => withUndo(await data['attachments.remove']({ id: item.id }), item.photo ? 'Foto verwijderd' : 'Bestand verwijderd')
  const setCaption = async (item: AttachmentItem, caption: string): Promise<void> => { if (caption.trim() !== item.caption) orSay(await data['attachments.update']({ id: item.id, caption: caption.slice(0, 300) })) }
  const clearPlace = async (item: AttachmentItem): Promise<void> => { withUndo(await data['attachments.update']({ id: item.id, location: '' }), 'Plaats van de foto gewist') }
  const transfer = async (item: AttachmentItem): Promise<void> => { orSay(await data['attachments.transfer']({ id: item.id })) }

  return { busy, problems, add, save, remove, setCaption, clearPlace, transfer }
}
