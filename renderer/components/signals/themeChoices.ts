import { themeLines, type ThemeLike } from '#core/signals/themes.ts'
import type { LetterChoice } from '../common/matchLetters.ts'

/** Themes to choose from, subthema's under their hoofdthema and told apart by it. */
export const themeChoices = (themes: readonly ThemeLike[]): LetterChoice[] => themeLines(themes).map(({ theme, parent }) => ({ label: theme.name, value: theme.id, ...(parent ? { hint: parent.name } : {}) }))

/** The same as one line of text each, for lists that show no hint. */
export const themeItems = (themes: readonly ThemeLike[]): { label: string; value: string }[] => themeChoices(themes).map(({ label, value, hint }) => ({ label: hint === undefined ? label : `${hint}: ${label}`, value }))
