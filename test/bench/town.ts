import type { Json } from '#core/model/field.ts'
import { signalSources, signalStates, signalWeights } from '#core/model/kinds.ts'
import { addDays } from '#core/text/days.ts'
import type { DataContext } from '../../electron/data/context.ts'
import { figureHandlers } from '../../electron/data/figures/handlers.ts'
import type { LocalChange } from '../../electron/data/store/store.ts'
import { takeFigures, yearTable } from './figures.ts'

/** An invented town in the sea: ten wijken of ten buurten, each two kilometres across. */
const WIJKEN = 10, BUURTEN = 10, west = 4.02, south = 52.86, WIDTH = 0.13, HEIGHT = 0.09
/** So many steps of a border between two corners: real borders of buurten have some hundred points. */
const STEPS = 24
export const ACTIONS = 2000
const TODAY = '2026-11-30'

/** Always the same for the same numbers, 0–1. */
const chance = (a: number, b: number, of: number): number => { const n = Math.sin(a * 12.9898 + b * 78.233 + of * 37.719) * 43_758.5453; return n - Math.floor(n) }
/** A step on the grid of all borders: neighbours share theirs. */
function corner(x: number, y: number): readonly [number, number] {
  const lon = west + (x / STEPS / BUURTEN) * WIDTH + Math.sin(y / 7) * 0.0012 + (chance(x, y, 1) - 0.5) * 0.0006
  const lat = south + (y / STEPS / WIJKEN) * HEIGHT + Math.sin(x / 9) * 0.0010 + (chance(x, y, 2) - 0.5) * 0.0004
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}
function ring(left: number, right: number, bottom: number, top: number): Json {
  const steps = (from: number, to: number) => Array.from({ length: Math.abs(to - from) * STEPS }, (_, i) => from * STEPS + (to > from ? i : -i))
  const around = [...steps(left, right).map((x) => corner(x, bottom * STEPS)), ...steps(bottom, top).map((y) => corner(right * STEPS, y)), ...steps(right, left).map((x) => corner(x, top * STEPS)), ...steps(top, bottom).map((y) => corner(left * STEPS, y))]
  return { type: 'Polygon', coordinates: [[...around, around[0]!]], source: 'verzonnen voor deze meting' } as unknown as Json
}
const wijkCode = (w: number) => `WK0361${String(81 + w)}`
const buurtCode = (w: number, b: number) => `BU0361${String(81 + w)}0${String(b)}`

function* places(gebied: string): Generator<LocalChange> {
  const town = (kind: 'gebied' | 'wijk' | 'buurt' | 'theme', id: string, fields: object) => ({ kind, id, gebied: 'gemeente', fields }) as LocalChange
  yield town('gebied', gebied, { name: 'Meetgebied' })
  for (let n = 0; n < 24; n++) yield town('theme', `t${String(n)}`, { name: `Thema ${String(n)}`, parentId: n < 8 ? null : `t${String(n % 8)}` })
  for (let w = 0; w < WIJKEN; w++) {
    yield town('wijk', `w${String(w)}`, { code: wijkCode(w), name: `Wijk ${String(w)}`, gebiedId: gebied, geometry: ring(0, BUURTEN, w, w + 1) })
    for (let b = 0; b < BUURTEN; b++) yield town('buurt', `b${String(w)}-${String(b)}`, { code: buurtCode(w, b), name: `Voorbeeldbuurt ${String(w)}-${String(b)}`, wijkCode: wijkCode(w), geometry: ring(b, b + 1, w, w + 1) })
  }
  for (let n = 0; n < ACTIONS; n++) yield { kind: 'action', id: `x${String(n)}`, gebied, fields: { title: `Actie ${String(n)}`, state: n % 3 === 0 ? 'gedaan' : 'open', wijkCode: wijkCode(n % WIJKEN), buurtCode: buurtCode(n % WIJKEN, n % 7), createdOn: TODAY } }
}

const what = ['lantaarn', 'zwerfvuil', 'fiets', 'hard rijden', 'jongeren', 'hondenpoep', 'parkeren', 'geluid', 'tegel', 'container', 'brommer', 'heg'], where = ['bij de brug', 'voor de school', 'op het plein', 'achter de flat', 'in het park', 'langs de vaart', 'bij de bushalte']

/** Around a few spots in every buurt, as signals are; one in ten is known by its buurt alone. */
function signal(n: number, id: string, gebied: string): LocalChange {
  const w = n % WIJKEN, b = Math.floor(n / WIJKEN) % BUURTEN, spot = Math.floor(chance(n, 3, 4) * 6)
  const [lon, lat] = corner((b + 0.15 + 0.7 * chance(b, spot, w)) * STEPS, (w + 0.15 + 0.7 * chance(spot, w, b)) * STEPS)
  const off = (of: number) => (chance(n, of, 5) + chance(n, of, 6) - 1) * 0.0012
  return { kind: 'signal', id, gebied, fields: {
    text: `${what[n % 12]!} ${where[n % 7]!} (${String(n)})`, themeIds: [`t${String(n % 24)}`], buurtCode: buurtCode(w, b), wijkCode: wijkCode(w), place: `Voorbeeldstraat ${String(n % 200)}`,
    occurredAt: `${addDays(TODAY, -(n * 7919) % 3650)}T${String(n % 24).padStart(2, '0')}:30`, source: signalSources[n % 6]!, weight: signalWeights[n % 3]!, state: signalStates[n % 5]!, ...(n % 10 === 9 ? {} : { lon: lon + off(7), lat: lat + off(8) }),
  } }
}

/** The town with so many signals, and 20 years of 100 figures for its 100 buurten. */
export const fillTown = (signals: number) => async (context: DataContext): Promise<void> => {
  const { store, newId } = context
  const gebied = newId()
  store.commit([...places(gebied)])
  for (let from = 0; from < signals; from += 5000) store.commit(Array.from({ length: Math.min(5000, signals - from) }, (_, i) => signal(from + i, newId(), gebied)))
  const call = figureHandlers(context)
  for (let year = 2004; year < 2024; year++) await takeFigures(call, yearTable(year))
}
