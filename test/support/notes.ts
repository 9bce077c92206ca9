import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { callData } from './bridge.ts'

async function ask<T>(page: Page, command: string, input: unknown): Promise<T> {
  const answer = await callData(page, command, input)
  if (!answer.ok) throw new Error(`${command}: ${answer.error.type} ${answer.error.message}`)
  return answer.value as T
}

/** A gebied with a team member, a theme and a meeting with one agenda item. Answers the ids; the note of the item has its id. */
export async function makeMeeting(page: Page): Promise<{ readonly gebied: string; readonly meetingId: string; readonly noteId: string }> {
  const { id: gebied } = await ask<{ id: string }>(page, 'areas.save', { kind: 'gebied', id: null, fields: { name: 'Overdie' } })
  await ask(page, 'areas.save', { kind: 'teamMember', id: null, fields: { name: 'Fatima Voorbeeld', role: 'boa', gebiedIds: [gebied] } })
  const { id: meetingId } = await ask<{ id: string }>(page, 'meetings.create', { gebied, kind: 'wijkpanel', title: 'Panelavond Overdie', startsAt: '2026-11-26T19:30' })
  const { id: noteId } = await ask<{ id: string }>(page, 'agenda.add', { meetingId, title: 'Verlichting in de steeg' })
  return { gebied, meetingId, noteId }
}

/** Opens a note over the whole window and puts the cursor in it. */
export async function openNote(page: Page, noteId: string) {
  await page.evaluate((id) => { location.hash = `#/notities/${id}` }, noteId)
  const text = page.getByRole('textbox', { name: /^Notitie bij/ })
  await expect(text).toHaveAttribute('contenteditable', 'true')
  await text.click()
  return text
}

export const expectSaved = (page: Page): Promise<void> => expect(page.getByTestId('note-state')).toHaveAttribute('data-phase', 'saved')
export { ask }
