import { beforeEach, describe, expect, it } from 'vitest'
import { CommandFailure } from '#core/contract/command.ts'
import type { Session } from '../../../electron/data/context.ts'
import { agendaOf } from '../../../electron/data/meetings/meetings.ts'
import { meetingHandlers } from '../../../electron/data/meetings/handlers.ts'
import { templateHandlers } from '../../../electron/data/templates/handlers.ts'
import { GEBIED, testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
let templates: ReturnType<typeof templateHandlers>
const item = (id: string, meetingId: string, fields: object = {}) => ({ kind: 'agendaItem', id, gebied: GEBIED, fields: { meetingId, title: id, position: id, minutes: 10, ...fields } }) as const

function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  templates = templateHandlers(context)
  const meeting = (id: string, fields: object) => ({ kind: 'meeting', id, gebied: GEBIED, fields: { kind: 'wijkpanel', title: id, panelId: 'p-1', ...fields } }) as const
  context.store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } }, { kind: 'panel', id: 'p-1', gebied: GEBIED, fields: { name: 'Wijkpanel Overdie' } },
    { kind: 'contact', id: 'c-1', gebied: GEBIED, fields: { firstName: 'Jantje', lastName: 'Voorbeeldberg' } },
    { kind: 'teamMember', id: 'm-1', gebied: 'gemeente', fields: { name: 'Rita Voorbeeld', role: 'regisseur', gebiedIds: [GEBIED] } },
    meeting('eerste', { startsAt: '2026-11-03T19:30', state: 'afgerond' }), meeting('tweede', { startsAt: '2026-12-10T19:30' }), meeting('derde', { startsAt: '2027-02-10T19:30' }), meeting('ander', { panelId: null, startsAt: '2026-12-01T10:00' }),
    item('a1', 'eerste', { title: 'Welkom', minutes: 5 }), item('a2', 'eerste', { title: 'Vraag van Jantje Voorbeeldberg', intro: 'Bel 06-12345678', ownerId: 'm-1', minutes: 25, outcome: 'blijftOpen' }), item('a3', 'eerste', { outcome: 'behandeld' }), item('a4', 'eerste'),
    { kind: 'decision', id: 'd-1', gebied: GEBIED, fields: { meetingId: 'eerste', agendaItemId: 'a4', text: 'Besloten' } },
    { kind: 'action', id: 'late', gebied: GEBIED, fields: { meetingId: 'eerste', title: 'Heg snoeien', dueOn: '2026-11-10', ownerId: 'm-1' } }, { kind: 'action', id: 'later', gebied: GEBIED, fields: { meetingId: 'eerste', title: 'Bord lenen', dueOn: '2027-01-10' } },
    { kind: 'action', id: 'belofte', gebied: GEBIED, fields: { meetingId: 'eerste', title: 'Lampen maken', promise: true } }, { kind: 'action', id: 'klaar', gebied: GEBIED, fields: { meetingId: 'eerste', title: 'Klaar', state: 'gedaan' } },
    { kind: 'choice', id: 'k-1', gebied: GEBIED, fields: { meetingId: 'eerste', question: 'Wat eerst?', state: 'open' } }, { kind: 'choice', id: 'k-2', gebied: GEBIED, fields: { meetingId: 'eerste', question: 'Gekozen', state: 'gesloten' } },
    { kind: 'conflict', id: 'v-1', gebied: GEBIED, fields: { subjectKind: 'action', subjectId: 'later', field: 'title', value: 'Borden lenen' } },
  ])
}
beforeEach(() => begin())
const failing = async (work: () => unknown): Promise<string> => { try { await work() } catch (error) { if (error instanceof CommandFailure) return error.failure.type; throw error } return 'nothing' }
const save = (name = 'Panel', more: object = {}) => templates['templates.save']({ meetingId: 'eerste', name, kind: 'wijkpanel', keep: [], also: [], ...more })

describe('agenda templates', () => {
  it('hold the agenda in its order, without names and without who leads', async () => {
    const preview = await templates['templates.preview']({ meetingId: 'eerste', keep: [], also: [] })
    expect(preview.removals.map(({ text }) => text).toSorted()).toEqual(['06-12345678', 'Jantje Voorbeeldberg'])
    await save()
    const { templates: [made] } = await templates['templates.list']({ kind: null })
    expect(made).toMatchObject({ name: 'Panel', kind: 'wijkpanel', minutes: 50, items: [{ title: 'Welkom', minutes: 5 }, { title: 'Vraag van een bewoner', minutes: 25, intro: 'Bel (telefoonnummer weggelaten)' }, { title: 'a3' }, { title: 'a4' }] })
    expect(JSON.stringify(context.store.rows('agendaTemplate'))).not.toMatch(/Voorbeeldberg|12345678|m-1/)
    expect(context.store.rows('agendaTemplate')[0]?.gebied).toBe('gemeente')
  })

  it('keep a text that the person wants to keep', async () => {
    await save('Panel', { keep: ['Jantje Voorbeeldberg'] })
    expect((await templates['templates.list']({ kind: null })).templates[0]?.items[1]?.title).toBe('Vraag van Jantje Voorbeeldberg')
  })

  it('begin a meeting, or come after what is there; all of it can be undone', async () => {
    const { id } = await save()
    const meetings = meetingHandlers(context, () => '')
    const made = await meetings['meetings.create']({ gebied: GEBIED, kind: 'wijkpanel', title: 'Nieuw', templateId: id })
    expect(agendaOf(context, made.id).map(({ title }) => title)).toEqual(['Welkom', 'Vraag van een bewoner', 'a3', 'a4'])
    context.store.commit([item('b1', 'tweede')])
    const used = await templates['templates.use']({ id, meetingId: 'tweede' })
    expect(agendaOf(context, 'tweede').map(({ title }) => title)).toEqual(['b1', 'Welkom', 'Vraag van een bewoner', 'a3', 'a4'])
    context.store.undo(used.undo ?? '')
    expect(agendaOf(context, 'tweede').map(({ title }) => title)).toEqual(['b1'])
  })

  it('are renamed and deleted with a way back; one name is one template', async () => {
    const { id } = await save()
    expect(await failing(() => save('panel'))).toBe('NameTaken')
    await templates['templates.update']({ id, fields: { name: 'Eerste panel', kind: 'buurtbakkie' } })
    const gone = await templates['templates.remove']({ id })
    expect((await templates['templates.list']({ kind: null })).templates).toEqual([])
    context.store.undo(gone.undo ?? '')
    expect((await templates['templates.list']({ kind: null })).templates).toMatchObject([{ name: 'Eerste panel', kind: 'buurtbakkie' }])
    expect(await failing(() => templates['templates.save']({ meetingId: 'derde', name: 'Leeg', kind: 'wijkpanel', keep: [], also: [] }))).toBe('NoAgenda')
  })

  it('are not for who may not write meetings', async () => {
    begin({ role: 'boa' })
    expect(await failing(() => save())).toBe('NoRight')
    expect((await templates['templates.list']({ kind: null })).editable).toBe(false)
  })
})

describe('open points', () => {
  it('are what was marked, not reached, promised, not done, not chosen or seen differently', async () => {
    const { points, next } = await templates['openPoints.after']({ meetingId: 'eerste' })
    expect(points.map(({ id, type, proposed }) => [type, id, proposed])).toEqual([
      ['agendapunt', 'a2', true], ['belofte', 'belofte', true], ['actie', 'late', true], ['keuze', 'k-1', true], ['agendapunt', 'a1', false], ['actie', 'later', false], ['verschil', 'v-1', false],
    ])
    expect(next.map(({ id }) => id)).toEqual(['tweede', 'derde'])
    expect(await templates['openPoints.before']({ meetingId: 'tweede' })).toMatchObject({ from: { id: 'eerste' }, points })
    expect((await templates['openPoints.before']({ meetingId: 'ander' })).from).toBeNull()
    const { gebied, kind, panelId, startsAt } = context.store.read('meeting', 'tweede')!
    expect(await templates['openPoints.forNew']({ gebied, kind, panelId, startsAt })).toMatchObject({ from: { id: 'eerste' }, points })
    expect((await templates['openPoints.forNew']({ gebied, kind: 'buurtbakkie', panelId: null, startsAt })).from).toBeNull()
  })

  it('become agenda items that say where they come from, once, and can be undone', async () => {
    const points = [{ kind: 'agendaItem', id: 'a2' }, { kind: 'action', id: 'belofte' }, { kind: 'choice', id: 'k-1' }] as const
    const done = await templates['openPoints.take']({ from: 'eerste', to: 'tweede', points: [...points] })
    expect(agendaOf(context, 'tweede')).toMatchObject([
      { title: 'Vraag van Jantje Voorbeeldberg', minutes: 25, ownerId: 'm-1', fromMeetingId: 'eerste' }, { title: 'Wat is er gedaan: Lampen maken', minutes: 5, intro: 'Bleef open bij eerste van 03-11-2026.' }, { title: 'Kiezen: Wat eerst?', minutes: 15 },
    ])
    expect((await templates['openPoints.after']({ meetingId: 'eerste' })).points.map(({ id }) => id)).toEqual(['late', 'a1', 'later', 'v-1'])
    expect(await failing(() => templates['openPoints.take']({ from: 'eerste', to: 'derde', points: [...points] }))).toBe('NothingOpen')
    context.store.undo(done.undo ?? '')
    expect(agendaOf(context, 'tweede')).toEqual([])
    expect((await templates['openPoints.after']({ meetingId: 'eerste' })).points).toHaveLength(7)
  })
})
