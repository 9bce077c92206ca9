import type { Audience, Writers } from './access.ts'
import type { Field, Json } from './field.ts'

export interface Kind<F extends Record<string, Field> = Record<string, Field>> {
  /** `gebied`: rows belong to one gebied. `municipality`: every laptop gets them (`gebied` is then `MUNICIPALITY`). */
  readonly scope: 'gebied' | 'municipality'
  readonly audience: Audience
  readonly writers: Writers
  /** Rows are written once and never edited (history, logs). */
  readonly appendOnly?: boolean
  /** Dutch, for messages: 'actie', 'acties'. */
  readonly names: readonly [one: string, many: string]
  readonly fields: F
}

export const defineKind = <const F extends Record<string, Field>>(kind: Kind<F>): Kind<F> => kind

export type FieldsOf<K> = K extends Kind<infer F> ? { readonly [N in keyof F]: F[N] extends Field<infer T> ? T : never } : never

/** The gebied of rows that belong to the whole municipality. */
export const MUNICIPALITY = 'gemeente'

export type FieldValues = Readonly<Record<string, Json>>
