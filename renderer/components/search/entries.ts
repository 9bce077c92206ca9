import type { RouteLocationRaw } from 'vue-router'
import type { SearchAnswer, SearchHit } from '#core/contract/search.ts'
import { searchKindNames, type SearchKind } from '#core/search/kinds.ts'
import { markWords, searchWords, type Part } from '#core/search/match.ts'
import { fold } from '#core/text/fold.ts'
import type { Key } from '../../keys.ts'

/** One line of the palette. */
export interface Entry {
  readonly id: string
  readonly icon: string
  readonly title: readonly Part[]
  readonly snippet: readonly Part[]
  readonly detail: string
  /** Shortcut that does the same. */
  readonly key?: string
  readonly run: () => void
}
export interface EntryGroup { readonly name: string; readonly more: boolean; readonly entries: readonly Entry[] }

const icons: Record<SearchKind, string> = {
  contact: 'i-lucide-user', panel: 'i-lucide-users', meeting: 'i-lucide-calendar-days', agendaItem: 'i-lucide-list-ordered', note: 'i-lucide-notebook-pen', action: 'i-lucide-square-check', signal: 'i-lucide-radio-tower', priority: 'i-lucide-flag', decision: 'i-lucide-gavel', choice: 'i-lucide-vote', terugkoppeling: 'i-lucide-megaphone', indicator: 'i-lucide-chart-no-axes-column', attachment: 'i-lucide-paperclip',
}

/** The page that shows what was found. */
export function placeOf(hit: SearchHit): RouteLocationRaw {
  if (hit.kind === 'contact') return `/contacten/${hit.id}`
  if (hit.kind === 'panel') return `/contacten/panels/${hit.id}`
  if (hit.actionId !== null) return { name: 'acties', params: { id: hit.actionId } }
  if (hit.kind === 'priority') return `/rode-draad/${hit.id}`
  if (hit.kind === 'choice' && hit.meetingId !== null) return `/bijeenkomsten/${hit.meetingId}/houden?keuze=${hit.id}`
  if (hit.signalId !== null) return { name: 'signalen', params: { id: hit.signalId } }
  if (hit.kind === 'signal') return { name: 'signalen', params: { id: hit.id } }
  if (hit.kind === 'indicator') return { name: 'cijfers', params: { id: hit.id } }
  if (hit.kind === 'note') return `/notities/${hit.id}`
  return hit.meetingId === null ? '/bijeenkomsten' : `/bijeenkomsten/${hit.meetingId}`
}

export const foundGroups = (answer: SearchAnswer, open: (to: RouteLocationRaw, gebied: string) => void): EntryGroup[] =>
  answer.groups.map((group) => ({
    name: searchKindNames[group.kind], more: group.more,
    entries: group.hits.map((hit) => ({ id: `${hit.kind}-${hit.id}`, icon: icons[hit.kind], title: hit.title, snippet: hit.snippet, detail: hit.detail, run: () => open(placeOf(hit), hit.gebied) })),
  }))

export interface Command { readonly label: string; readonly group: string; readonly icon?: string; readonly key?: string; readonly run: () => void }

/** Shortcuts that work here, as commands; later layers hide what they replace. */
export function keyCommands(keys: readonly Key[]): Command[] {
  const seen = new Set<string>()
  const out: Command[] = []
  for (const key of keys.toReversed()) {
    if (key.hidden || seen.has(key.key) || key.key === 'escape' || key.key === 'ctrl+k' || !(key.when?.() ?? true)) continue
    seen.add(key.key)
    out.push({ label: key.label, group: key.group, key: key.key, run: key.run })
  }
  return out.reverse()
}

/** Commands whose words begin with what was typed; all of them when nothing was. */
export function commandGroup(commands: readonly Command[], text: string, limit: number): EntryGroup | null {
  const words = searchWords(text).map(fold)
  const fits = ({ label, group }: Command) => { const own = fold(`${label} ${group}`).split(/[^\p{L}\p{N}]+/u); return words.every((word) => own.some((o) => o.startsWith(word))) }
  const found = commands.filter(fits)
  if (found.length === 0) return null
  return {
    name: 'Opdrachten', more: found.length > limit,
    entries: found.slice(0, limit).map((c) => ({ id: `command-${c.group}-${c.label}`, icon: c.icon ?? 'i-lucide-chevron-right', title: markWords(c.label, text), snippet: [], detail: c.group, ...(c.key === undefined ? {} : { key: c.key }), run: c.run })),
  }
}
