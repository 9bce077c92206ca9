import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { choiceResult, type Vote } from '#core/choices/result.ts'
import type { ChoiceView } from '#core/contract/choices.ts'
import { ok } from '#core/contract/command.ts'
import ChoiceGrid from '../../../../renderer/components/meetings/ChoiceGrid.vue'
import { desktopKey, type Desktop } from '../../../../renderer/desktop.ts'

const options = [{ id: 'a', title: 'Licht', position: 'a', themeId: null, figure: null }, { id: 'b', title: 'Afval', position: 'b', themeId: null, figure: null }]
const view = (votes: readonly Vote[]): ChoiceView => ({
  choice: { id: 'k', gebied: 'g', meetingId: 'v', agendaItemId: null, question: 'Wat eerst?', method: 'stickers', perVoter: 3, counting: 'tafels', tables: 2, voters: 0, state: 'open', closedOn: null, reason: '' },
  options, votes, stacks: ['1', '2'], voters: 4, result: choiceResult(options, votes), over: 0, warnings: [], taken: 0,
})

it('keeps what is being typed while a count comes in, and saves it at Enter', async () => {
  const sent: unknown[] = []
  const desktop = { data: { 'votes.enter': (input: unknown) => { sent.push(input); return Promise.resolve(ok({ undo: null })) } } } as unknown as Desktop
  const grid = mount(ChoiceGrid, { attachTo: document.body, props: { view: view([]), disabled: false }, global: { plugins: [createPinia()], provide: { [desktopKey as symbol]: desktop } } })
  const cell = (name: string) => grid.get<HTMLInputElement>(`input[aria-label="${name}"]`)
  await cell('Licht, tafel 1').setValue('3')
  await cell('Licht, tafel 1').trigger('keydown', { key: 'Enter' })
  await nextTick()
  expect(document.activeElement).toBe(cell('Afval, tafel 1').element)
  await cell('Afval, tafel 1').setValue('12')
  await grid.setProps({ view: view([{ stack: '1', optionId: 'a', count: 3 }]) })
  expect([cell('Licht, tafel 1').element.value, cell('Afval, tafel 1').element.value]).toEqual(['3', '12'])
  await cell('Afval, tafel 1').trigger('keydown', { key: 'Enter' })
  await cell('Blanco, tafel 1').setValue('x')
  await cell('Blanco, tafel 1').trigger('keydown', { key: 'Enter' })
  await nextTick()
  expect(document.activeElement).toBe(cell('Licht, tafel 2').element)
  expect(cell('Blanco, tafel 1').element.value).toBe('')
  expect(grid.text()).toContain('‘x’ is geen aantal')
  expect(sent).toEqual([{ choiceId: 'k', stack: '1', optionId: 'a', count: 3 }, { choiceId: 'k', stack: '1', optionId: 'b', count: 12 }])
  // Somebody else changes the cell afterwards: theirs shows.
  await grid.setProps({ view: view([{ stack: '1', optionId: 'a', count: 3 }, { stack: '1', optionId: 'b', count: 9 }]) })
  expect(cell('Afval, tafel 1').element.value).toBe('9')
  grid.unmount()
})
