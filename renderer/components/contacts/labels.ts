/** Labels that are offered before anybody made one. */
export const suggestedLabels = ['wijkambassadeur', 'wijkmoeder', 'initiatiefnemer'] as const

/** Suggested labels and those in use, without doubles, in Dutch order. */
export const labelChoices = (inUse: readonly string[]): string[] => [...new Set([...suggestedLabels, ...inUse])].sort((a, b) => a.localeCompare(b, 'nl'))
