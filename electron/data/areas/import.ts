import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { AreaImportPreview, AreaLine } from '#core/contract/areas.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { keptAreas, readAreas, type Area } from '#core/geo/areas.ts'
import { municipalityOf } from '#core/figures/regions.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { sameJson } from '#core/sync/row.ts'
import type { Json } from '#core/model/field.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange, Store } from '../store/store.ts'

interface Plan {
  readonly preview: AreaImportPreview
  readonly changes: readonly LocalChange[]
}

/** Reads a list and works out what it would change here. Matched by CBS code; a name only ever follows its code. */
export function planImport({ store, newId }: DataContext, path: string): Plan {
  const read = readAreas(fileBytes(path), basename(path))
  const kept = read.ok ? keptAreas(read.value, gemeentenOf(store)) : read
  if (!kept.ok) throw new CommandFailure(kept.error.type, kept.error.message, kept.error.detail)
  const areas = [...kept.value.areas].sort((a, b) => (a.kind === b.kind ? (a.code < b.code ? -1 : 1) : a.kind === 'wijk' ? -1 : 1))
  const gebieden = new Map(store.rows('gebied').map((g) => [g.name.toLowerCase(), g.id]))
  const changes: LocalChange[] = []
  const lines = areas.map((area) => {
    const { line, change } = planArea(store, area, gebieden, newId)
    if (change) changes.push(change)
    return line
  })
  return { preview: { fileName: basename(path), lines, problems: kept.value.problems }, changes }
}

/** The municipalities of the wijken and buurten that are here. */
const gemeentenOf = (store: Store): ReadonlySet<string> => new Set([...store.rows('wijk'), ...store.rows('buurt')].map(({ code }) => municipalityOf(code)).filter((code) => code !== ''))

function planArea(store: Store, area: Area, gebieden: ReadonlyMap<string, string>, newId: () => string): { readonly line: AreaLine; readonly change: LocalChange | undefined } {
  const kind = area.kind === 'buurt' ? 'buurt' : 'wijk'
  const held = store.rows(kind, 'code = ?', [area.code])[0]
  // GeoJSON lets a geometry carry more members: the map names who made the border.
  const geometry = (area.geometry === null || area.source === '' ? area.geometry : { ...area.geometry, source: area.source }) as Json
  const name = area.name === '' ? (held?.name ?? area.code) : area.name
  const renamed = held !== undefined && held.name !== name
  // A list without outlines does not take away the one that is here.
  const outline = geometry !== null && !sameJson(held?.geometry ?? null, geometry)
  const state = held === undefined ? 'new' : renamed ? 'renamed' : outline ? 'outline' : 'same'
  const line: AreaLine = { kind, code: area.code, name, state, oldName: renamed ? held.name : null }
  if (state === 'same') return { line, change: undefined }
  const id = held?.id ?? newId()
  const fields = { name, ...(held ? {} : { code: area.code }), ...(outline ? { geometry } : {}) }
  if (kind === 'buurt') return { line, change: { kind, id, gebied: MUNICIPALITY, fields: { ...fields, ...(held ? {} : { wijkCode: area.wijkCode ?? '' }) } } }
  const gebiedId = held ? undefined : gebieden.get(area.gebied.trim().toLowerCase())
  return { line, change: { kind, id, gebied: MUNICIPALITY, fields: { ...fields, ...(gebiedId === undefined ? {} : { gebiedId }) } } }
}

function fileBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new CommandFailure('FileUnreadable', 'Dit bestand kan niet worden gelezen.', error instanceof Error && 'code' in error ? String(error.code) : '')
  }
}
