import { beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { attendanceId } from '#core/model/ids.ts'
import { choiceHandlers } from '../../../electron/data/choices/handlers.ts'
import type { Session } from '../../../electron/data/context.ts'
import { getAction } from '../../../electron/data/actions/detail.ts'
import { updateAction, createAction } from '../../../electron/data/actions/write.ts'
import { meetingHandlers } from '../../../electron/data/meetings/handlers.ts'
import { searchAll } from '../../../electron/data/search/search.ts'
import { findMentions } from '../../../electron/data/contacts/mentions.ts'
import { mentionFinder } from '#core/contacts/mentions.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
let choices: ReturnType<typeof choiceHandlers>
const meetingId = area.meeting

function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  choices = choiceHandlers(context)
  fillArea(context)
  context.store.commit([
    { kind: 'meeting', id: meetingId, gebied: area.overdie, fields: { panelId: area.panel } },
    ...[1, 2, 3, 4].map((n) => ({ kind: 'attendance' as const, id: attendanceId(meetingId, `c-${n}`), gebied: area.overdie, fields: { meetingId, contactId: `c-${n}`, presence: 'aanwezig' as const } })),
  ])
}
const failing = (work: () => unknown): string => {
  try { work() } catch (error) { if (error instanceof CommandFailure) return error.failure.type; throw error }
  return 'nothing'
}
const make = async (fields: object = {}) => (await choices['choices.create']({ meetingId, question: 'Wat pakken we eerst aan?', options: [{ title: 'Licht', themeId: area.theme }, { title: 'Verkeer', themeId: null }, { title: 'Afval', themeId: null }], ...fields })).id
const view = async () => (await choices['choices.list']({ meetingId })).choices[0]!
const optionIds = async () => (await view()).options.map((option) => option.id)
async function count(...cells: readonly (readonly [stack: string, option: number | null, count: number | null])[]): Promise<void> {
  const { choice, options } = await view()
  for (const [stack, option, n] of cells) await choices['votes.enter']({ choiceId: choice.id, stack, optionId: option === null ? null : options[option]!.id, count: n })
}
beforeEach(() => begin())

describe('a choice', () => {
  it('has its options in order, counts who is present, and is taken back as one', async () => {
    const { undo } = await choices['choices.create']({ meetingId, question: 'Wat eerst?', options: [{ title: 'A', themeId: null }, { title: 'B', themeId: null }] })
    expect(await view()).toMatchObject({ voters: 4, stacks: ['1', '2', '3', '4'], options: [{ title: 'A' }, { title: 'B' }], choice: { state: 'concept', method: 'stickers', perVoter: 3, counting: 'tafels' } })
    context.store.undo(undo ?? '')
    expect(await choices['choices.list']({ meetingId })).toEqual({ choices: [], editable: true, mayCount: true })
    expect(context.store.rows('choiceOption')).toEqual([])
  })

  it('lets options be added, renamed, moved and removed with their count', async () => {
    const id = await make()
    const added = await choices['choiceOptions.add']({ choiceId: id, title: 'Jongeren', themeId: null })
    await choices['choiceOptions.move']({ id: added.id, afterId: null })
    await choices['choiceOptions.rename']({ id: added.id, title: 'Jeugd' })
    expect((await view()).options.map((option) => option.title)).toEqual(['Jeugd', 'Licht', 'Verkeer', 'Afval'])
    await count(['1', 0, 5])
    const { undo } = await choices['choiceOptions.remove']({ id: added.id })
    expect((await view()).result.points).toBe(0)
    context.store.undo(undo ?? '')
    expect((await view()).result.points).toBe(5)
  })

  it('does not take more options than a screen can show', async () => {
    const id = await make({ options: Array.from({ length: 10 }, (_, i) => ({ title: `Nummer ${i}`, themeId: null })) })
    expect(failing(() => choices['choiceOptions.add']({ choiceId: id, title: 'Te veel', themeId: null }))).toBe('TooMany')
  })

  it('keeps empty apart from nil, and gives each cell back with undo', async () => {
    await make()
    await count(['1', 0, 3], ['1', 1, 0], ['2', null, 2])
    expect((await view()).votes).toHaveLength(3)
    expect((await view()).result).toMatchObject({ points: 3, blanks: 2, stacks: 2 })
    const { choice, options } = await view()
    const { undo } = await choices['votes.enter']({ choiceId: choice.id, stack: '1', optionId: options[0]!.id, count: null })
    expect((await view()).votes).toHaveLength(2)
    context.store.undo(undo ?? '')
    expect((await view()).result.points).toBe(3)
    await count(['1', 0, null], ['1', 0, 7])
    expect((await view()).result.points).toBe(7)
  })

  it('counts papers without a name, each a line of its own', async () => {
    const id = await make({ counting: 'briefjes', method: 'punten', perVoter: 5 })
    const [licht, verkeer] = await optionIds()
    await choices['votes.enter']({ choiceId: id, stack: 'paper-b', optionId: licht!, count: 3 })
    await choices['votes.enter']({ choiceId: id, stack: 'paper-b', optionId: verkeer!, count: 3 })
    await choices['votes.enter']({ choiceId: id, stack: 'paper-a', optionId: verkeer!, count: 5 })
    expect(await view()).toMatchObject({ stacks: ['paper-b', 'paper-a'], result: { points: 11 }, warnings: ['1 briefje heeft meer dan 5 punten.'] })
    await choices['votes.removePaper']({ choiceId: id, stack: 'paper-b' })
    expect(await view()).toMatchObject({ stacks: ['paper-a'], result: { points: 5 }, warnings: [] })
  })

  it('closes only with something to choose, something counted, and a reason for what is too much', async () => {
    const empty = await make({ options: [] })
    expect(failing(() => choices['choices.setState']({ id: empty, state: 'gesloten', reason: '' }))).toBe('TooFew')
    await choices['choices.delete']({ id: empty })
    const id = await make()
    expect(failing(() => choices['choices.setState']({ id, state: 'gesloten', reason: '' }))).toBe('NotCounted')
    await count(['1', 0, 13])
    expect(failing(() => choices['choices.setState']({ id, state: 'gesloten', reason: '' }))).toBe('ReasonMissing')
    await choices['choices.setState']({ id, state: 'gesloten', reason: 'Een collega plakte mee.' })
    expect(await view()).toMatchObject({ choice: { state: 'gesloten', reason: 'Een collega plakte mee.', voters: 4, closedOn: '2026-11-23' } })
  })

  it('stays as the room saw it once closed, until it is opened again', async () => {
    const id = await make()
    await count(['1', 0, 2])
    await choices['choices.setState']({ id, state: 'gesloten', reason: '' })
    const [licht] = await optionIds()
    for (const work of [() => choices['votes.enter']({ choiceId: id, stack: '1', optionId: licht!, count: 9 }), () => choices['choiceOptions.rename']({ id: licht!, title: 'x' }), () => choices['choices.update']({ id, fields: { question: 'x' } })]) expect(failing(work)).toBe('Closed')
    context.store.commit([{ kind: 'attendance', id: attendanceId(meetingId, 'c-9'), gebied: area.overdie, fields: { meetingId, contactId: 'c-9', presence: 'laat' } }])
    expect((await view()).voters).toBe(4)
    await choices['choices.setState']({ id, state: 'open', reason: '' })
    await count(['1', 0, 4])
    expect((await view()).result.points).toBe(4)
  })

  it('goes with its meeting, and comes back', async () => {
    await make()
    const { undo } = await meetingHandlers(context, () => '')['meetings.delete']({ id: meetingId })
    expect((await choices['choices.list']({ meetingId })).choices).toEqual([])
    context.store.undo(undo ?? '')
    expect((await view()).options).toHaveLength(3)
  })

  it('is made by a regisseur and counted by the whole team', async () => {
    await make()
    const { store } = context
    choices = choiceHandlers({ ...context, store, session: () => ({ ...context.session(), role: 'boa' }) })
    expect(await choices['choices.list']({ meetingId })).toMatchObject({ editable: false, mayCount: true })
    await count(['2', 1, 4])
    expect((await view()).result.points).toBe(4)
    expect(failing(() => choices['choices.create']({ meetingId, question: 'x', options: [] }))).toBe('NoRight')
  })

  it('holds nobody: neither who chose nor who counted is a field', async () => {
    await make()
    await count(['1', 0, 2])
    const columns = context.store.db.prepare("SELECT name FROM pragma_table_info('vote')").pluck().all()
    expect(columns).toEqual(['rowid', 'id', 'gebied', 'deleted', 'stamp', 'overrides', 'extra', 'choiceId', 'stack', 'optionId', 'count'])
  })
})

describe('priorities', () => {
  async function closed(): Promise<string> {
    const id = await make()
    await count(['1', 0, 3], ['1', 1, 3], ['2', 2, 1])
    await choices['choices.setState']({ id, state: 'gesloten', reason: '' })
    return id
  }

  it('come of a closed choice, with rank, theme and wijk, and go with one undo', async () => {
    const id = await make()
    expect(failing(() => choices['priorities.take']({ choiceId: id, optionIds: ['x'] }))).toBe('StillOpen')
    await count(['1', 0, 3], ['1', 1, 3], ['2', 2, 1])
    await choices['choices.setState']({ id, state: 'gesloten', reason: '' })
    const [licht, verkeer] = await optionIds()
    const { undo, count: taken } = await choices['priorities.take']({ choiceId: id, optionIds: [licht!, verkeer!] })
    expect(taken).toBe(2)
    const list = await choices['priorities.list']({ panelId: area.panel })
    expect(list.map(({ priority: p, themeName, meetingTitle }) => [p.title, p.rank, p.points, p.wijkCode, p.state, themeName, meetingTitle])).toEqual([['Licht', 1, 3, area.wijk, 'gekozen', 'Verlichting', 'Panelavond Overdie'], ['Verkeer', 1, 3, area.wijk, 'gekozen', '', 'Panelavond Overdie']])
    expect((await view()).taken).toBe(2)
    context.store.undo(undo ?? '')
    expect(await choices['priorities.list']({ panelId: area.panel })).toEqual([])
    await choices['priorities.take']({ choiceId: id, optionIds: [licht!] })
    expect(await choices['priorities.list']({ meetingId })).toHaveLength(1)
  })

  it('have actions, and are found', async () => {
    const id = await closed()
    await choices['priorities.take']({ choiceId: id, optionIds: await optionIds() })
    const [first] = await choices['priorities.list']({ panelId: area.panel })
    const action = createAction(context, { gebied: area.overdie, title: 'Lampen nakijken' })
    updateAction(context, action.id, { priorityIds: [first!.priority.id] })
    expect((await choices['priorities.list']({ panelId: area.panel }))[0]).toMatchObject({ actions: [{ title: 'Lampen nakijken', state: 'open' }] })
    expect(getAction(context, action.id)).toMatchObject({ priorities: [{ name: 'Licht' }], history: [{ sentence: 'zette de prioriteiten op Licht' }, { sentence: 'maakte deze actie' }] })
    const found = searchAll(context, { text: 'licht', gebieden: 'all', limit: 6 }).groups
    expect(found.find((group) => group.kind === 'priority')?.hits[0]).toMatchObject({ panelId: area.panel, detail: '1e van Wijkpanel Overdie' })
    expect(searchAll(context, { text: 'pakken eerst', gebieden: 'all', limit: 6 }).groups.find((group) => group.kind === 'choice')?.hits[0]).toMatchObject({ meetingId })
  })

  it('list those that still count first', async () => {
    const id = await closed()
    await choices['priorities.take']({ choiceId: id, optionIds: await optionIds() })
    const [first] = await choices['priorities.list']({ panelId: area.panel })
    await choices['priorities.update']({ id: first!.priority.id, fields: { state: 'bereikt' } })
    expect((await choices['priorities.choices']({ gebied: area.overdie })).map((p) => `${p.name} ${p.state}`)).toEqual(['Verkeer gekozen', 'Afval gekozen', 'Licht bereikt'])
    const { undo } = await choices['priorities.delete']({ id: first!.priority.id })
    expect(await choices['priorities.choices']({ gebied: area.overdie })).toHaveLength(2)
    context.store.undo(undo ?? '')
    expect(await choices['priorities.choices']({ gebied: area.overdie })).toHaveLength(3)
  })
})

it('a name typed in a question, an option or a priority is found when that person is erased', async () => {
  await make({ question: 'Wat vindt Jan van der Voorbeeldberg?', options: [{ title: 'Idee van J. van der Voorbeeldberg', themeId: null }, { title: 'B', themeId: null }] })
  const find = mentionFinder({ initials: 'J.', firstName: 'Jan', prefix: 'van der', lastName: 'Voorbeeldberg', organisation: '' })
  expect(findMentions(context.store, find, []).map((m) => `${m.kind}.${m.field}`).sort()).toEqual(['choice.question', 'choiceOption.title'])
})
