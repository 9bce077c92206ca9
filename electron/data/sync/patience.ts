import { SILENCE_MS } from './http.ts'

/** How patient the engine is, in milliseconds; tests are less. */
export interface Patience {
  /** After an edit: what is typed in one go travels together. */
  readonly afterEdit: number
  /** Between rounds without any poke. */
  readonly every: number
  /** After the first, second, … failure in a row; the last one for all that follow. */
  readonly backoff: readonly number[]
  /** A connection over which nothing comes. */
  readonly silence: number
  /** A poke line over which nothing comes. */
  readonly pokeSilence: number
}
export const patience: Patience = { afterEdit: 100, every: 60_000, backoff: [2000, 4000, 8000, 15_000, 30_000, 60_000], silence: SILENCE_MS, pokeSilence: 75_000 }
