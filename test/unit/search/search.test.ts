import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { SearchKind } from '#core/search/kinds.ts'
import { actionHandlers } from '../../../electron/data/actions/handlers.ts'
import { searchHandlers } from '../../../electron/data/search/handlers.ts'
import { describeSharedData, sharedText } from '../../support/shared-data.ts'
import { area, fillArea } from '../../support/area.ts'
import { testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const { overdie, mare } = area
beforeEach(() => { context = testContext(); fillArea(context) })
const find = async (text: string, gebieden: 'all' | string[] = 'all', limit = 6) => (await searchHandlers(context)['search.query']({ text, gebieden, limit })).groups
const ids = async (text: string, kind: SearchKind) => (await find(text)).find((g) => g.kind === kind)?.hits.map((h) => h.id) ?? []

describe('search', () => {
  it('finds every kind of thing and says what opens it', async () => {
    const { id } = await actionHandlers(context)['actions.create']({ gebied: overdie, title: 'Zonsondergang filmen', description: 'achter de school' })
    await actionHandlers(context)['actions.tell']({ id, terugkoppeling: { told: true, toWhom: 'Bewoners Zonsweg', how: 'Brief', what: 'Gezien', toldOn: '2026-11-20' } })
    context.store.commit([
      { kind: 'contact', id: 'c-2', gebied: overdie, fields: { firstName: 'Zonnie', lastName: 'Voorbeeld' } },
      { kind: 'panel', id: 'p-2', gebied: overdie, fields: { name: 'Zonnepanel' } },
      { kind: 'meeting', id: 'v-2', gebied: overdie, fields: { title: 'Buurtbakkie', place: 'Zonnehof' } },
      { kind: 'agendaItem', id: 'i-2', gebied: overdie, fields: { meetingId: area.meeting, title: 'Zonwering' } },
      { kind: 'note', id: area.agendaItem, gebied: overdie, fields: { meetingId: area.meeting, agendaItemId: area.agendaItem } },
      { kind: 'decision', id: 'd-1', gebied: overdie, fields: { meetingId: area.meeting, text: 'Er komt een zonnescherm' } },
    ])
    context.store.setNoteText(area.agendaItem, 'Verlichting in de steeg', 'De bewoners missen de zon in de steeg')
    const groups = await find('zon')
    expect(groups.map((g) => g.kind)).toEqual(['contact', 'panel', 'meeting', 'agendaItem', 'note', 'action', 'decision', 'terugkoppeling'])
    const [note] = groups.find((g) => g.kind === 'note')!.hits
    expect(note).toMatchObject({ meetingId: area.meeting, agendaItemId: area.agendaItem, title: [{ text: 'Verlichting in de steeg', hit: false }] })
    expect(note!.snippet.filter((p) => p.hit).map((p) => p.text)).toEqual(['zon'])
    expect(groups.find((g) => g.kind === 'terugkoppeling')!.hits[0]).toMatchObject({ actionId: id })
    expect(groups.find((g) => g.kind === 'action')!.hits[0]!.title[0]).toEqual({ text: 'Zonsondergang', hit: true })
  })

  it('folds diacritics and needs every word, in any order', async () => {
    context.store.commit([{ kind: 'contact', id: 'c-2', gebied: overdie, fields: { firstName: 'Renée', prefix: 'de', lastName: 'Café' } }])
    expect(await ids('renee', 'contact')).toEqual(['c-2'])
    expect(await ids('CAFÉ ren', 'contact')).toEqual(['c-2'])
    expect(await ids('cafe jan', 'contact')).toEqual([])
  })

  it('finds a contact by its details and does not show them', async () => {
    const [group] = await find('jan@voorbeeld.example')
    expect(group!.hits[0]!.id).toBe(area.contact)
    expect(JSON.stringify(await find('verzonnenstraat'))).not.toContain('Verzonnenstraat')
    expect((await find('1823'))[0]!.hits[0]!.snippet).toEqual([{ text: 'Gevonden in de gegevens van dit contact', hit: false }])
  })

  it('puts a surname before another hit, and recent things before old ones', async () => {
    context.store.commit([
      { kind: 'contact', id: 'c-2', gebied: overdie, fields: { firstName: 'Berend', lastName: 'Ander' } }, { kind: 'contact', id: 'c-3', gebied: overdie, fields: { firstName: 'Els', lastName: 'Berenburg' } },
      { kind: 'meeting', id: 'oud', gebied: overdie, fields: { title: 'Parkoverleg', startsAt: '2020-01-01T19:30' } }, { kind: 'meeting', id: 'nieuw', gebied: overdie, fields: { title: 'Parkoverleg', startsAt: '2026-11-30T19:30' } },
    ])
    expect(await ids('beren', 'contact')).toEqual(['c-3', 'c-2'])
    expect(await ids('parkoverleg', 'meeting')).toEqual(['nieuw', 'oud'])
  })

  it('keeps to the gebieden asked for, and says when there is more', async () => {
    context.store.commit(Array.from({ length: 9 }, (_, i) => ({ kind: 'panel' as const, id: `p-${i}`, gebied: i === 0 ? mare : overdie, fields: { name: `Fietspanel ${i}` } })))
    const [all] = await find('fiets')
    expect([all!.hits.length, all!.more]).toEqual([6, true])
    const [one] = await find('fiets', [mare])
    expect([one!.hits.map((h) => h.id), one!.more]).toEqual([['p-0'], false])
  })

  it('forgets what was deleted', async () => {
    context.store.commit([{ kind: 'contact', id: area.contact, gebied: overdie, fields: { deleted: true } }, { kind: 'meeting', id: area.meeting, gebied: overdie, fields: { deleted: true } }])
    expect(await find('voorbeeldberg')).toEqual([])
    expect(await find('verlichting')).toEqual([])
  })

  it('never throws, whatever is typed', async () => {
    const hostile = ['"', '""', '*', '^', 'a AND', 'NOT', 'NEAR(a b)', 'title:x', '{title}:x', 'a*b', '(', ')', '-', '+a', "'", ';--', '\0', '\uD800', 'a\u0301', '‮', '٣', 'ก็', '🙂👨‍👩‍👧', 'ſ', 'İ', 'a'.repeat(1000), '" OR 1=1 --', '\u0001\u0002', 'x '.repeat(400)]
    for (const text of hostile) await find(text)
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => { await find(text) }), { numRuns: 300 })
    expect(await find('jan')).not.toEqual([])
  })
})

describeSharedData('search for the list of naughty strings', () => {
  it('never throws', async () => {
    const naughty = JSON.parse(sharedText('07-vijandige-tekst/blns.json')) as string[]
    for (const text of naughty) await find(text.slice(0, 1000))
    expect(naughty.length).toBeGreaterThan(100)
  })
})
