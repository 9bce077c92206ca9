import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { AreaImportPreview, Areas } from '#core/contract/areas.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { areaHandlers } from '../../../electron/data/areas/handlers.ts'
import { describeSharedData } from '../../support/shared-data.ts'
import { testContext } from '../../support/store.ts'

const sharedPath = (name: string) => new URL(`../../../../shared/data/${name}`, import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'gebiedsboek-areas-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path }
const failure = (work: () => unknown): string => {
  try { work() } catch (error) { if (error instanceof CommandFailure) return error.failure.message; throw error }
  return ''
}
const csv = 'code;naam;gebied\nWK036101;Overdie;Zuid\n36102;De Mare;\nBU03610100;Overdie-Oost;\n'

describe('gebieden, wijken and buurten', () => {
  it('writes codes one way, links a buurt to its wijk, and refuses a code twice', () => {
    const handlers = areaHandlers(testContext())
    handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: '036101', name: 'Overdie' } })
    handlers['areas.save']({ kind: 'buurt', id: null, fields: { code: 'bu03610100', name: 'Overdie-Oost' } })
    const all = handlers['areas.all']({}) as Awaited<ReturnType<(typeof handlers)['areas.all']>>
    expect(all.wijken[0]).toMatchObject({ code: 'WK036101' })
    expect(all.buurten[0]).toMatchObject({ code: 'BU03610100', wijkCode: 'WK036101' })
    expect(failure(() => handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: 'WK036101', name: 'Nog eens' } }))).toContain('al van Overdie')
    expect(failure(() => handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: 'onzin', name: 'X' } }))).toContain('WK036101')
    expect(failure(() => handlers['areas.save']({ kind: 'gebied', id: null, fields: { name: '  ' } }))).toBe('Vul een naam in.')
  })

  it('does not let go of a gebied that still holds something, and undoes a removal', () => {
    const context = testContext()
    const handlers = areaHandlers(context)
    const { id } = handlers['areas.save']({ kind: 'gebied', id: null, fields: { name: 'Zuid' } }) as { id: string }
    context.store.commit([{ kind: 'action', id: 'a-1', gebied: id, fields: { title: 'Iets' } }, { kind: 'meeting', id: 'm-1', gebied: id, fields: {} }, { kind: 'meeting', id: 'm-2', gebied: id, fields: {} }])
    expect(failure(() => handlers['areas.remove']({ kind: 'gebied', id }))).toContain('2 bijeenkomsten en 1 actie')
    context.store.commit([{ kind: 'action', id: 'a-1', gebied: id, fields: { deleted: true } }, { kind: 'meeting', id: 'm-1', gebied: id, fields: { deleted: true } }, { kind: 'meeting', id: 'm-2', gebied: id, fields: { deleted: true } }])
    const { undo } = handlers['areas.remove']({ kind: 'gebied', id }) as { undo: string }
    expect(context.store.read('gebied', id)).toBeUndefined()
    context.store.undo(undo)
    expect(context.store.read('gebied', id)?.name).toBe('Zuid')
  })

  it('a BOA may not change them', () => {
    const handlers = areaHandlers(testContext({ role: 'boa' }))
    expect(failure(() => handlers['areas.save']({ kind: 'gebied', id: null, fields: { name: 'Zuid' } }))).toContain('Alleen de gebiedsregisseur')
  })

  it('keeps a consent text that somebody agreed to', () => {
    const context = testContext()
    const handlers = areaHandlers(context)
    const { id } = handlers['areas.save']({ kind: 'consentText', id: null, fields: { version: '2', text: 'Tekst' } }) as { id: string }
    context.store.commit([{ kind: 'consent', id: 'c-1', gebied: 'g', fields: { contactId: 'x', textVersion: '2' } }])
    expect(failure(() => handlers['areas.remove']({ kind: 'consentText', id }))).toContain('nieuwe versie')
  })
})

describe('importing a list', () => {
  it('shows first, writes after, matches by code, and is undone with one click', () => {
    const context = testContext()
    const handlers = areaHandlers(context)
    handlers['areas.save']({ kind: 'gebied', id: null, fields: { name: 'Zuid' } })
    handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: 'WK036102', name: 'Mare oud' } })
    const path = file('lijst.csv', csv)
    const preview = handlers['areas.importPreview']({ path }) as AreaImportPreview
    expect(preview.lines.map((l) => [l.code, l.state, l.oldName])).toEqual([['WK036101', 'new', null], ['WK036102', 'renamed', 'Mare oud'], ['BU03610100', 'new', null]])
    expect(context.store.rows('buurt')).toHaveLength(0)
    const { undo, written } = handlers['areas.import']({ path }) as { undo: string; written: number }
    expect(written).toBe(3)
    expect(context.store.rows('wijk', 'code = ?', ['WK036101'])[0]).toMatchObject({ name: 'Overdie', gebiedId: context.store.rows('gebied')[0]!.id })
    expect(context.store.rows('buurt')[0]).toMatchObject({ wijkCode: 'WK036101' })
    expect((handlers['areas.import']({ path }) as { written: number }).written).toBe(0)
    context.store.undo(undo)
    expect(context.store.rows('wijk').map((w) => w.name)).toEqual(['Mare oud'])
    expect(context.store.rows('buurt')).toHaveLength(0)
  })

  it('keeps themes to two levels', () => {
    const handlers = areaHandlers(testContext())
    const save = (id: string | null, fields: object) => (handlers['areas.save']({ kind: 'theme', id, fields: fields as never }) as { id: string }).id
    const afval = save(null, { name: 'Afval' }), jeugd = save(null, { name: 'Jeugd' })
    const zwerf = save(null, { name: 'Zwerfvuil', parentId: afval })
    expect(failure(() => save(null, { name: 'Peuken', parentId: zwerf }))).toContain('Kies een hoofdthema')
    expect(failure(() => save(afval, { parentId: jeugd }))).toContain('heeft zelf subthema')
    expect(failure(() => save(jeugd, { parentId: jeugd }))).toContain('Kies een hoofdthema')
    expect(failure(() => handlers['areas.remove']({ kind: 'theme', id: afval }))).toContain('Zwerfvuil')
    save(zwerf, { parentId: null })
    handlers['areas.remove']({ kind: 'theme', id: afval })
    expect((handlers['areas.all']({}) as Areas).themes.map((t) => t.name)).toEqual(['Jeugd', 'Zwerfvuil'])
  })

  it('answers one clear sentence for a file that is no list', () => {
    const handlers = areaHandlers(testContext())
    expect(failure(() => handlers['areas.importPreview']({ path: file('leeg.csv', 'naam;iets\nOverdie;3\n') }))).toContain('CBS-codes')
    expect(failure(() => handlers['areas.importPreview']({ path: join(folder, 'bestaat-niet.csv') }))).toBe('Dit bestand kan niet worden gelezen.')
  })
})

describeSharedData('the real wijken of Alkmaar', () => {
  it('are new the first time and unchanged the second', () => {
    const handlers = areaHandlers(testContext())
    const path = sharedPath('01-geo/alkmaar-wijken-2024.geojson')
    expect((handlers['areas.import']({ path }) as { written: number }).written).toBe(8)
    const again = handlers['areas.importPreview']({ path }) as AreaImportPreview
    expect(again.lines.map((line) => line.state)).toEqual(Array.from({ length: 8 }, () => 'same'))
    expect(again.lines.map((line) => line.name)).toContain('Daalmeer/Koedijk')
  })
})

describe('a list of more than one municipality', () => {
  const rows = (gemeenten: readonly string[]) => `buurtcode;buurtnaam\n${gemeenten.map((code) => `BU${code}0000;Buurt ${code}`).join('\n')}\n`
  const country = Array.from({ length: 30 }, (_, i) => String(361 + i).padStart(4, '0'))

  it('of the whole country gives only what lies in the municipality of the wijken that are here', () => {
    const handlers = areaHandlers(testContext())
    handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: 'WK036101', name: 'Overdie' } })
    const { lines, problems } = handlers['areas.importPreview']({ path: file('land.csv', rows(country)) }) as AreaImportPreview
    expect(lines.map(({ code }) => code)).toEqual(['BU03610000'])
    expect(problems).toEqual([expect.stringMatching(/^Dit bestand bevat 30 gemeenten: GM0361, .* en meer\.$/), 'Alleen de wijken en buurten van uw gemeente (GM0361) worden overgenomen.'])
  })

  it('of the whole country is refused while it is not known which municipality it is', () => {
    expect(failure(() => areaHandlers(testContext())['areas.importPreview']({ path: file('land.csv', rows(country)) }))).toBe('Dit bestand bevat 30 gemeenten. Kies een bestand met alleen de wijken en buurten van uw gemeente.')
  })

  it('of a merger is taken whole, and says so', () => {
    const handlers = areaHandlers(testContext())
    handlers['areas.save']({ kind: 'wijk', id: null, fields: { code: 'WK036101', name: 'Overdie' } })
    const { lines, problems } = handlers['areas.importPreview']({ path: file('fusie.csv', rows(['0361', '0365', '0458'])) }) as AreaImportPreview
    expect([lines.length, problems]).toEqual([3, ['Dit bestand bevat 3 gemeenten: GM0361, GM0365, GM0458.', 'De wijken en buurten van deze 3 gemeenten worden allemaal overgenomen.']])
  })

  it('without a wijk or buurt is refused with the reason', () => {
    expect(failure(() => areaHandlers(testContext())['areas.importPreview']({ path: file('gemeenten.csv', 'Gemeentecode;Gemeentenaam\nGM0361;Alkmaar\nGM0362;Amstelveen\n') }))).toBe('In dit bestand staan alleen gemeenten. Kies een bestand met wijken of buurten.')
  })
})
