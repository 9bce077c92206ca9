import type { Areas, BuurtItem, WijkItem } from '#core/contract/areas.ts'
import type { Store } from '../store/store.ts'

const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name, 'nl', { numeric: true })

/** Everything of the municipality but the outlines, which are large and only the map needs. */
export function allAreas(store: Store): Areas {
  return {
    gebieden: store.rows('gebied').sort((a, b) => a.position - b.position || byName(a, b)),
    wijken: (store.db.prepare('SELECT id, gebied, code, name, gebiedId FROM wijk WHERE deleted = 0').all() as WijkItem[]).sort(byName),
    buurten: (store.db.prepare('SELECT id, gebied, code, name, wijkCode FROM buurt WHERE deleted = 0').all() as BuurtItem[]).sort(byName),
    members: store.rows('teamMember').sort(byName),
    themes: store.rows('theme').sort(byName),
    consentTexts: store.rows('consentText').sort((a, b) => (b.validFrom ?? '').localeCompare(a.validFrom ?? '') || b.version.localeCompare(a.version, 'nl', { numeric: true })),
  }
}

const count = (store: Store, table: 'contact' | 'meeting' | 'action' | 'signal' | 'panel', gebied: string): number =>
  store.db.prepare(`SELECT count(*) FROM ${table} WHERE gebied = ? AND deleted = 0`).pluck().get(gebied) as number

const words = { panel: ['panel', 'panels'], contact: ['contact', 'contacten'], meeting: ['bijeenkomst', 'bijeenkomsten'], action: ['actie', 'acties'], signal: ['signaal', 'signalen'] } as const

/** What still belongs to a gebied, as words: '3 contacten en 1 actie'; '' when nothing does. */
export function belongings(store: Store, gebied: string): string {
  const parts = (Object.keys(words) as (keyof typeof words)[]).map((table) => [table, count(store, table, gebied)] as const).filter(([, n]) => n > 0).map(([table, n]) => `${n} ${words[table][n === 1 ? 0 : 1]}`)
  const last = parts.pop()
  return last === undefined ? '' : parts.length === 0 ? last : `${parts.join(', ')} en ${last}`
}
