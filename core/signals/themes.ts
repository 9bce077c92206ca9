/** A hoofdthema (`parentId` null) or a subthema of one. */
export interface ThemeLike { readonly id: string; readonly name: string; readonly parentId: string | null }

/** One line of the themes in their order, each hoofdthema before its subthema's. */
export interface ThemeLine<T extends ThemeLike> { readonly theme: T; readonly parent: T | null }

/**
 * Every theme in order of name, subthema's under their hoofdthema. A theme whose hoofdthema is gone, or is itself a subthema,
 * stands on its own: there are two levels, whatever two laptops made of it.
 */
export function themeLines<T extends ThemeLike>(themes: readonly T[]): readonly ThemeLine<T>[] {
  const byName = (a: T, b: T) => a.name.localeCompare(b.name, 'nl', { numeric: true })
  const parents = parentOf(themes)
  const roots = themes.filter((theme) => !parents.has(theme.id)).sort(byName)
  const under = Map.groupBy(themes.filter((theme) => parents.has(theme.id)), (theme) => parents.get(theme.id)!.id)
  return roots.flatMap((theme) => [{ theme, parent: null }, ...(under.get(theme.id) ?? []).sort(byName).map((sub) => ({ theme: sub, parent: theme }))])
}

/** The hoofdthema of each theme that really has one. */
function parentOf<T extends ThemeLike>(themes: readonly T[]): ReadonlyMap<string, T> {
  const byId = new Map(themes.map((theme) => [theme.id, theme]))
  const isRoot = (theme: T) => theme.parentId === null || !byId.has(theme.parentId)
  return new Map(themes.flatMap((theme) => {
    const parent = theme.parentId === null ? undefined : byId.get(theme.parentId)
    return parent && parent.id !== theme.id && isRoot(parent) ? [[theme.id, parent] as const] : []
  }))
}

/** The hoofdthema that each theme counts under: its own, or itself. */
export function themeGroups(themes: readonly ThemeLike[]): ReadonlyMap<string, string> {
  const parents = parentOf(themes)
  return new Map(themes.map((theme) => [theme.id, parents.get(theme.id)?.id ?? theme.id]))
}

/** A theme with its subthema's: what a filter on it finds. */
export const themeAndUnder = (themes: readonly ThemeLike[], id: string): readonly string[] => [id, ...[...themeGroups(themes)].filter(([own, group]) => group === id && own !== id).map(([own]) => own)]

/** 'Afval: zwerfvuil' for a subthema, the name alone for a hoofdthema. */
export function themeName(themes: readonly ThemeLike[], id: string): string {
  const theme = themes.find((t) => t.id === id)
  const group = theme && themeGroups(themes).get(id)
  const parent = group === id ? undefined : themes.find((t) => t.id === group)
  return parent ? `${parent.name}: ${theme!.name}` : (theme?.name ?? '')
}
