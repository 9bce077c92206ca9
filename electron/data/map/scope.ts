import { gebiedenOf } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'

interface ScopedArea { readonly id: string; readonly code: string; readonly name: string; /** the start of an outline is there */ readonly drawn: boolean; readonly wijkCode: string }
/** The wijken of some gebieden and the buurten in them, by name. */
export interface MapScope { readonly wijken: readonly ScopedArea[]; readonly buurten: readonly ScopedArea[] }

type SqlArea = Omit<ScopedArea, 'drawn'> & { readonly drawn: number; readonly gebiedId?: string | null }
const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name, 'nl', { numeric: true })
const drawn = `geometry IS NOT NULL AND geometry <> 'null' AS drawn`

/** Asked for everything, whoever works in all gebieden also sees the wijken that are in none. */
export function mapScope(context: DataContext, asked: 'all' | readonly string[]): MapScope {
  const gebieden = gebiedenOf(context, asked)
  const { db } = context.store
  const all = db.prepare(`SELECT id, code, name, code AS wijkCode, gebiedId, ${drawn} FROM wijk WHERE deleted = 0 AND code <> ''`).all() as SqlArea[]
  const wijken = all.filter(({ gebiedId }) => gebieden === null || (typeof gebiedId === 'string' && gebieden.includes(gebiedId)))
  const codes = new Set(wijken.map(({ code }) => code))
  const buurten = (db.prepare(`SELECT id, code, name, wijkCode, ${drawn} FROM buurt WHERE deleted = 0 AND code <> ''`).all() as SqlArea[]).filter(({ wijkCode }) => codes.has(wijkCode))
  const areas = (rows: readonly SqlArea[]): ScopedArea[] => rows.map(({ id, code, name, wijkCode, drawn: has }) => ({ id, code, name, wijkCode, drawn: has === 1 })).sort(byName)
  return { wijken: areas(wijken), buurten: areas(buurten) }
}
