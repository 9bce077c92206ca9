import { CommandFailure } from '#core/contract/command.ts'
import type { CodesRead, PaperForm, PaperPerson } from '#core/contract/papers.ts'
import { readActionLine } from '#core/notes/action-line.ts'
import { chipNode, paragraph } from '#core/notes/compose.ts'
import { appendNodes, noteDoc } from '#core/notes/document.ts'
import type { NoteNode } from '#core/notes/schema.ts'
import { paperCode, typedCodes } from '#core/papers/codes.ts'
import { plural } from '#core/text/numbers.ts'
import { isPresent } from '#core/meetings/words.ts'
import * as Y from 'yjs'
import { createAction } from '../actions/write.ts'
import type { DataContext } from '../context.ts'
import { agendaOf } from '../meetings/meetings.ts'
import { attendees } from '../meetings/people.ts'
import { meetingOf, requireRight, today } from '../meetings/shared.ts'
import { appendNoteUpdate, noteState } from '../notes/bodies.ts'
import type { LocalChange } from '../store/store.ts'

/** Whom the codes of an attendance list stand for. */
export function readCodes(context: DataContext, meetingId: string, text: string): CodesRead {
  requireRight(context, 'attendance')
  const byCode = new Map<string, PaperPerson[]>()
  for (const { id, contactId, memberId, name, presence } of attendees(context, meetingId)) {
    const code = paperCode(id)
    byCode.set(code, [...(byCode.get(code) ?? []), { attendanceId: id, contactId, memberId, name, present: isPresent(presence) }])
  }
  const codes = [...new Set(typedCodes(text))]
  return {
    found: codes.flatMap((code) => { const people = byCode.get(code) ?? []; return people.length === 1 ? people : [] }),
    unknown: codes.filter((code) => !byCode.has(code)),
    shared: codes.flatMap((code) => { const people = byCode.get(code) ?? []; return people.length > 1 ? [{ code, people }] : [] }),
  }
}

/** Being there is stronger than an apology that was sent before. Whoever came late keeps their time. */
export function markPresent(context: DataContext, meetingId: string, attendanceIds: readonly string[]) {
  requireRight(context, 'attendance')
  const wanted = new Set(attendanceIds)
  const { gebied } = meetingOf(context, meetingId)
  const changes = attendees(context, meetingId).filter((person) => wanted.has(person.id) && !isPresent(person.presence))
    .map(({ id }): LocalChange => ({ kind: 'attendance', id, gebied, fields: { presence: 'aanwezig', arrivedAt: null } }))
  if (changes.length === 0) return { undo: null, marked: 0 }
  return { ...context.store.commit(changes, { label: `${plural(changes.length, 'persoon', 'personen')} aanwezig` }), marked: changes.length }
}

export function paperForms(context: DataContext, meetingId: string): PaperForm[] {
  const meeting = meetingOf(context, meetingId)
  return [...agendaOf(context, meetingId).map(({ id, title }, index) => ({ noteId: id, title: `${String(index + 1)}. ${title}` })), { noteId: meeting.id, title: 'Algemeen' }]
    .map((form) => ({ ...form, code: paperCode(form.noteId) }))
}

const line = /^\s*(actie|belofte|besluit)\s*:\s*(.*)$/i

/** The text of a form goes under what is in its note already; rows and text in one transaction. */
export function addNote(context: DataContext, meetingId: string, noteId: string, text: string): { actions: number; decisions: number } {
  requireRight(context, 'note')
  const { store } = context
  const meeting = meetingOf(context, meetingId)
  const item = agendaOf(context, meetingId).find(({ id }) => id === noteId)
  if (!item && noteId !== meetingId) throw new CommandFailure('Gone', 'Dit agendapunt is er niet meer. Kies een ander formulier.')
  const place = { gebied: meeting.gebied, meetingId, agendaItemId: item?.id ?? null }
  const members = store.rows('teamMember').map(({ id, name }) => ({ id, name }))
  const made = { actions: 0, decisions: 0 }
  store.transaction(() => {
    const nodes = text.split(/\r?\n/).map((typed): NoteNode => {
      const [, kind, said = ''] = line.exec(typed) ?? []
      if (kind === undefined || said.trim() === '') return paragraph(typed.trim())
      if (kind.toLowerCase() === 'besluit') {
        const id = context.newId()
        store.commit([{ kind: 'decision', id, gebied: place.gebied, fields: { meetingId, agendaItemId: place.agendaItemId, noteId, text: said.trim(), decidedOn: today(context) } }])
        made.decisions++
        return chipNode('decision', id)
      }
      const { id } = createAction(context, { ...readActionLine(said, members, today(context)), ...place, noteId, promise: kind.toLowerCase() === 'belofte' })
      made.actions++
      return chipNode('action', id)
    })
    const state = noteState(store, noteId)
    const doc = noteDoc(state ? [state.update] : [])
    const before = Y.encodeStateVector(doc)
    appendNodes(doc, nodes)
    appendNoteUpdate(store, { noteId, ...place, generation: state?.generation ?? 0, update: new Uint8Array(Y.encodeStateAsUpdateV2(doc, before)) })
    doc.destroy()
  })
  return made
}
