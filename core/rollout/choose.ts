import type { RolloutSet } from './set.ts'

/** Names of what can be left out: `m0` a meeting, `m0.invitation`, `m0.room`, `m0.i2` an item, `m0.c0` a choice, `m0.c0.options` what can be chosen in it, `m0.a1` an action, `t0` a theme. */
export type RolloutKey = string

/** The set without what was left out. An item that stays away takes its place with it: choices and actions then belong to the meeting. */
export function chosenOf(set: RolloutSet, out: ReadonlySet<RolloutKey>): RolloutSet {
  const meetings = set.meetings.flatMap((meeting, m) => {
    if (out.has(`m${m}`)) return []
    const stays = <T>(list: readonly T[], letter: string): { value: T; at: number }[] => list.map((value, at) => ({ value, at })).filter(({ at }) => !out.has(`m${m}.${letter}${at}`))
    const items = stays(meeting.items, 'i')
    const moved = new Map(items.map(({ at }, now) => [at, now]))
    const placed = <T extends { readonly item: number | null }>({ value }: { readonly value: T }): T => ({ ...value, item: value.item === null ? null : (moved.get(value.item) ?? null) })
    return [{
      ...meeting, invitation: out.has(`m${m}.invitation`) ? '' : meeting.invitation, ...(out.has(`m${m}.room`) ? { room: '', bring: '' } : {}),
      items: items.map(({ value }) => value), choices: stays(meeting.choices, 'c').map(({ value, at }) => ({ ...placed({ value }), options: out.has(`m${m}.c${at}.options`) ? [] : value.options })), actions: stays(meeting.actions, 'a').map(placed),
    }]
  })
  return { ...set, meetings, themes: set.themes.filter((_, t) => !out.has(`t${t}`)) }
}
