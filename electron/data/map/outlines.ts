import type { MapOutline, MapOutlines } from '#core/contract/map.ts'
import { cleanGeometry } from '#core/geo/geometry.ts'
import { labelPoint } from '#core/geo/label.ts'
import type { Json } from '#core/model/field.ts'
import type { MapScope } from './scope.ts'
import type { Store } from '../store/store.ts'

/** The borders of the areas that have one, and who made them. What cannot be drawn is left out: any laptop may have written it. */
export function outlinesOf(store: Store, { wijken, buurten }: MapScope): MapOutlines {
  const list: MapOutline[] = [], sources = new Set<string>()
  for (const [level, areas] of [['wijk', wijken], ['buurt', buurten]] as const) {
    const geometryOf = store.db.prepare(`SELECT geometry FROM ${level} WHERE id = ?`).pluck()
    for (const { id, code } of areas) {
      const kept = geometryOf.get(id) as string | null
      const stored = kept === null ? null : (JSON.parse(kept) as Json)
      const { geometry } = cleanGeometry(stored)
      if (geometry === null) continue
      list.push({ code, level, geometry, label: labelPoint(geometry) })
      const source = (stored as { readonly source?: Json }).source
      if (typeof source === 'string' && source !== '') sources.add(source.slice(0, 100))
    }
  }
  return { list, sources: [...sources].sort() }
}
