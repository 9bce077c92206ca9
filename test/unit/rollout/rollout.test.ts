import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import { chosenOf } from '#core/rollout/choose.ts'
import { renamed } from '#core/rollout/apply.ts'
import { readRollout, type RolloutSet } from '#core/rollout/set.ts'
import { rolloutHandlers } from '../../../electron/data/rollout/handlers.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const OTHER = 'g-demare'
let context: ReturnType<typeof testContext>
let rollout: ReturnType<typeof rolloutHandlers>
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uitrolset-'))
  context = testContext()
  rollout = rolloutHandlers(context)
  context.store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Zuid' } }, { kind: 'gebied', id: OTHER, gebied: 'gemeente', fields: { name: 'De Mare' } },
    { kind: 'wijk', id: 'w-1', gebied: 'gemeente', fields: { code: 'WK1', name: 'Overdie', gebiedId: GEBIED } }, { kind: 'wijk', id: 'w-2', gebied: 'gemeente', fields: { code: 'WK2', name: 'Proefwijk', gebiedId: OTHER } },
    { kind: 'panel', id: 'p-1', gebied: GEBIED, fields: { name: 'Wijkpanel Overdie', wijkCode: 'WK1' } }, { kind: 'panel', id: 'p-2', gebied: OTHER, fields: { name: 'Wijkpanel Proefwijk', wijkCode: 'WK2' } },
    { kind: 'theme', id: 't-1', gebied: 'gemeente', fields: { name: 'Verkeer' } }, { kind: 'theme', id: 't-2', gebied: 'gemeente', fields: { name: 'Hard rijden', parentId: 't-1' } },
    { kind: 'contact', id: 'c-1', gebied: GEBIED, fields: { firstName: 'Jantje', lastName: 'Voorbeeldberg' } },
    { kind: 'teamMember', id: 'm-1', gebied: 'gemeente', fields: { name: 'Rita Voorbeeld', gebiedIds: [GEBIED, OTHER] } },
    { kind: 'meeting', id: 'b-1', gebied: GEBIED, fields: { kind: 'wijkpanel', title: 'Eerste panel Overdie', startsAt: '2026-03-01T19:30', endsAt: '2026-03-01T21:30', place: 'Geheim Buurthuis', address: 'Straat 1', panelId: 'p-1', state: 'afgerond', invitation: 'Beste bewoner van Overdie', room: 'In een kring' } },
    { kind: 'meeting', id: 'b-2', gebied: GEBIED, fields: { kind: 'wijkpanel', title: 'Tweede panel Overdie', startsAt: '2026-04-12T20:00', panelId: 'p-1' } },
    { kind: 'agendaItem', id: 'i-1', gebied: GEBIED, fields: { meetingId: 'b-1', title: 'Welkom in Overdie', position: 'a', minutes: 5, ownerId: 'm-1' } }, { kind: 'agendaItem', id: 'i-2', gebied: GEBIED, fields: { meetingId: 'b-1', title: 'Te hard rijden', position: 'b', minutes: 25 } }, { kind: 'agendaItem', id: 'i-3', gebied: GEBIED, fields: { meetingId: 'b-2', title: 'Terugblik', position: 'a' } },
    { kind: 'note', id: 'i-2', gebied: GEBIED, fields: { meetingId: 'b-1', agendaItemId: 'i-2' } }, { kind: 'decision', id: 'd-1', gebied: GEBIED, fields: { meetingId: 'b-1', text: 'Geheim besluit' } },
    { kind: 'choice', id: 'k-1', gebied: GEBIED, fields: { meetingId: 'b-1', agendaItemId: 'i-2', question: 'Wat eerst in Overdie?', method: 'punten', perVoter: 5, voters: 31, state: 'gesloten', closedOn: '2026-03-01' } }, { kind: 'choiceOption', id: 'o-1', gebied: GEBIED, fields: { choiceId: 'k-1', title: 'Drempels in Overdie', position: 'b', themeId: 't-1', figure: { indicatorId: 'geheim', wijkCode: 'WK1', year: '2023' } } }, { kind: 'choiceOption', id: 'o-2', gebied: GEBIED, fields: { choiceId: 'k-1', title: 'Het idee van Jantje Voorbeeldberg', position: 'a' } }, { kind: 'vote', id: 's-1', gebied: GEBIED, fields: { choiceId: 'k-1', stack: '1', optionId: 'o-1', count: 77 } },
    { kind: 'action', id: 'a-1', gebied: GEBIED, fields: { meetingId: 'b-1', agendaItemId: 'i-2', title: 'Snelheid meten met Jantje Voorbeeldberg', description: 'BSN 111222333', dueOn: '2026-03-22', terugkoppelingOn: '2026-04-01', promise: true, ownerId: 'm-1', contactIds: ['c-1'], state: 'gedaan', closedOn: '2026-03-20', reason: 'Geheime uitkomst', themeIds: ['t-2'] } },
    { kind: 'attendance', id: 'x-1', gebied: GEBIED, fields: { meetingId: 'b-1', contactId: 'c-1', invitedOn: '2026-02-01' } },
  ])
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const collected = async () => (await rollout['rollout.collect']({ meetingIds: ['b-2', 'b-1'], keep: [], also: [] }))
const apply = (set: RolloutSet, more: object = {}) => rollout['rollout.apply']({ set, gebied: OTHER, wijkCode: 'WK2', panelId: 'p-2', firstDay: '2027-01-10', ...more })
const failure = async (work: () => unknown) => { try { await work() } catch (error) { if (error instanceof CommandFailure) return error.failure; throw error } return undefined }
const of = (kind: 'meeting' | 'agendaItem' | 'action' | 'choice' | 'choiceOption') => context.store.rows(kind, 'gebied = ?', [OTHER])

describe('a rollout set', () => {
  it('holds the approach, and nothing of people, notes, counts, outcomes or places', async () => {
    expect(await rollout['rollout.series']({})).toMatchObject([{ name: 'Wijkpanel Overdie', meetings: [{ id: 'b-1', items: 2, actions: 1 }, { id: 'b-2', items: 1 }] }])
    const { set, removals } = await collected()
    expect(set).toMatchObject({
      name: 'Wijkpanel Overdie', places: ['Overdie', 'Zuid'], themes: [{ name: 'Verkeer', parent: '' }, { name: 'Hard rijden', parent: 'Verkeer' }],
      meetings: [
        { title: 'Eerste panel Overdie', afterDays: 0, from: '19:30', until: '21:30', invitation: 'Beste bewoner van Overdie', room: 'In een kring', items: [{ title: 'Welkom in Overdie', minutes: 5 }, { title: 'Te hard rijden' }], choices: [{ item: 1, question: 'Wat eerst in Overdie?', method: 'punten', perVoter: 5, options: [{ title: 'Het idee van een bewoner', theme: '' }, { title: 'Drempels in Overdie', theme: 'Verkeer' }] }], actions: [{ item: 1, title: 'Snelheid meten met een bewoner', dueAfter: 21, tellAfter: 31, promise: true, themes: ['Hard rijden'] }] },
        { title: 'Tweede panel Overdie', afterDays: 42, until: null },
      ],
    })
    expect(removals.map(({ text }) => text).toSorted()).toEqual(['111222333', 'Jantje Voorbeeldberg'])
    expect(JSON.stringify(set)).not.toMatch(/Voorbeeldberg|Rita|111222333|[Gg]eheim|Straat 1|77|c-1|m-1|2026-03/)
  })

  it('becomes planned meetings with their agenda, choices and actions on relative days, in one undo', async () => {
    const { set } = await collected()
    const done = await apply(set)
    expect(done).toMatchObject({ meetings: 2, actions: 1 })
    expect(of('meeting')).toMatchObject([{ id: done.meetingId, title: 'Eerste panel Proefwijk', startsAt: '2027-01-10T19:30', endsAt: '2027-01-10T21:30', state: 'gepland', panelId: 'p-2', wijkCode: 'WK2', place: '', invitation: 'Beste bewoner van Proefwijk' }, { title: 'Tweede panel Proefwijk', startsAt: '2027-02-21T20:00', endsAt: null }])
    expect(of('agendaItem').map((row) => ('ownerId' in row ? [row.ownerId, 'title' in row ? row.title : ''] : []))).toEqual([[null, 'Welkom in Proefwijk'], [null, 'Te hard rijden'], [null, 'Terugblik']])
    expect(of('choice')).toMatchObject([{ question: 'Wat eerst in Proefwijk?', state: 'concept', voters: 0, closedOn: null }])
    expect(of('choiceOption')).toMatchObject([{ title: 'Het idee van een bewoner', themeId: null, figure: null }, { title: 'Drempels in Proefwijk', themeId: 't-1', figure: null, choiceId: of('choice')[0]?.id }])
    expect(context.store.rows('vote', 'gebied = ?', [OTHER])).toEqual([])
    expect(of('action')).toMatchObject([{ title: 'Snelheid meten met een bewoner', dueOn: '2027-01-31', terugkoppelingOn: '2027-02-10', state: 'open', ownerId: null, contactIds: [], reason: '', themeIds: ['t-2'], promise: true, panelId: 'p-2' }])
    expect(context.store.rows('attendance', 'gebied = ?', [OTHER])).toEqual([])
    context.store.undo(done.undo ?? '')
    expect([...of('meeting'), ...of('agendaItem'), ...of('choice'), ...of('choiceOption'), ...of('action')]).toEqual([])
  })

  it('is read from a file of before options came along', async () => {
    const { set } = await collected()
    const old = { ...set, version: 1, meetings: set.meetings.map((meeting) => ({ ...meeting, choices: meeting.choices.map((choice) => ({ ...choice, options: undefined })) })) }
    const read = readRollout(JSON.stringify(old))
    expect(read.ok && [read.set.version, read.set.meetings[0]?.choices[0]?.options]).toEqual([2, []])
  })

  it('leaves out what was not ticked, and what hung on it belongs to the meeting', async () => {
    const { set } = await collected()
    const less = chosenOf(set, new Set(['m1', 'm0.i1', 'm0.invitation', 't0', 't1', 'm0.c0.options']))
    expect(less).toMatchObject({ themes: [], meetings: [{ invitation: '', room: 'In een kring', items: [{ title: 'Welkom in Overdie' }], choices: [{ item: null, options: [] }], actions: [{ item: null }] }] })
    expect(chosenOf(set, new Set(['m0.i0'])).meetings[0]).toMatchObject({ choices: [{ item: 0 }], actions: [{ item: 0 }] })
    expect(chosenOf(set, new Set(['m0.a0', 'm0.c0'])).meetings[0]).toMatchObject({ choices: [], actions: [] })
  })

  it('goes to a gebied without a wijk or dates, with the themes that are not there yet', async () => {
    const { set } = await collected()
    context.store.commit([{ kind: 'theme', id: 't-1', gebied: 'gemeente', fields: { deleted: true } }, { kind: 'theme', id: 't-2', gebied: 'gemeente', fields: { deleted: true } }])
    await apply({ ...set, themes: [{ name: 'Hard rijden', parent: 'Verkeer' }, { name: 'Verkeer', parent: '' }] }, { wijkCode: '', panelId: null, firstDay: null })
    const themes = context.store.rows('theme')
    expect(themes.map(({ name, parentId }) => [name, themes.find(({ id }) => id === parentId)?.name])).toEqual([['Verkeer', undefined], ['Hard rijden', 'Verkeer']])
    expect(of('meeting')).toMatchObject([{ title: 'Eerste panel De Mare', startsAt: null, panelId: null }, {}])
    expect(of('action')).toMatchObject([{ dueOn: null, terugkoppelingOn: null }])
    expect((await failure(() => apply(set, { panelId: 'p-1' })))?.type).toBe('OtherPanel')
  })

  it('names change only where they stand as a word', () => {
    expect(renamed('Overdie, OVERDIE en Overdiepad bij Overdie-West', ['Overdie', 'Overdie-West'], 'De $& Mare')).toBe('De $& Mare, De $& Mare en Overdiepad bij De $& Mare')
  })
})

describe('the file', () => {
  it('carries the set, and is read with another look for names', async () => {
    const { set } = await collected()
    const path = join(folder, 'Uitrolset.json')
    await rollout['rollout.save']({ set, path })
    expect((await rollout['rollout.read']({ path, keep: [], also: [] })).set).toEqual(set)
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replace('Terugblik', 'Bel Jantje Voorbeeldberg op 072-1234567')}`)
    const read = await rollout['rollout.read']({ path, keep: [], also: [] })
    expect(read.set.meetings[1]?.items[0]?.title).toBe('Bel een bewoner op (telefoonnummer weggelaten)')
    expect(read.removals).toHaveLength(2)
  })

  it('is refused in plain words when it is something else', async () => {
    const { set } = await collected()
    const bad = { ...set, meetings: [set.meetings[0], { ...set.meetings[1], items: [{ title: '', minutes: 10, intro: '' }] }] }
    const texts = { 'tekst.json': 'geen json', 'ander.json': '{"app":"iets"}', 'lijst.json': '[1,2]', 'leeg.json': '', 'nieuwer.json': JSON.stringify({ ...set, version: 3, nieuw: true }), 'kapot.json': JSON.stringify(bad), 'meer.json': JSON.stringify({ ...set, deelnemers: ['Jantje'] }) }
    const why = async (name: string) => { writeFileSync(join(folder, name), texts[name as keyof typeof texts]); return (await failure(() => rollout['rollout.read']({ path: join(folder, name), keep: [], also: [] })))?.detail }
    expect(await Promise.all(Object.keys(texts).map(why))).toEqual(['notJson', 'notOurs', 'notOurs', 'notJson', 'newer', 'damaged', 'damaged'])
    expect((await failure(() => rollout['rollout.read']({ path: join(folder, 'kapot.json'), keep: [], also: [] })))?.message).toContain('bijeenkomst 2, agendapunt 1, title')
    expect((await failure(() => rollout['rollout.read']({ path: join(folder, 'weg.json'), keep: [], also: [] })))?.type).toBe('NotRead')
    expect(readRollout(JSON.stringify({ ...set, meetings: [{ ...set.meetings[0], actions: [{ ...set.meetings[0]?.actions[0], ownerId: 'm-1' }] }] })).ok).toBe(false)
  })
})
