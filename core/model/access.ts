/** Roles of DOMAIN.md. The beheerder manages accounts, gebieden and house style. */
export const roles = ['regisseur', 'oov', 'boa', 'wijkagent', 'beheerder'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  regisseur: 'Gebiedsregisseur',
  oov: 'Medewerker OOV',
  boa: 'Wijk BOA',
  wijkagent: 'Wijkagent',
  beheerder: 'Functioneel beheerder',
}

/**
 * Who receives the rows of a kind. Rows outside a user's audience never leave the server, so they cannot be on the laptop either.
 * - `team`: everyone of the gebied
 * - `people`: who works with residents by name (not the wijkagent)
 * - `details`: who may see phone, e-mail, address and consent (not the wijk BOA, not the wijkagent)
 */
export const audiences = {
  team: ['regisseur', 'oov', 'boa', 'wijkagent', 'beheerder'],
  people: ['regisseur', 'oov', 'boa', 'beheerder'],
  details: ['regisseur', 'oov', 'beheerder'],
} as const satisfies Record<string, readonly Role[]>
export type Audience = keyof typeof audiences

/** Who may change rows of a kind; reading is a precondition. */
export const writers = {
  team: ['regisseur', 'oov', 'boa', 'wijkagent', 'beheerder'],
  people: ['regisseur', 'oov', 'beheerder'],
  beheer: ['beheerder', 'regisseur'],
  beheerder: ['beheerder'],
  none: [],
} as const satisfies Record<string, readonly Role[]>
export type Writers = keyof typeof writers
