import type { FillRandom } from '#core/model/ids.ts'
import type { Passwords } from './auth/password.ts'
import type { ServerStore } from './store/contract.ts'

/** What a server is made of: everything from outside comes in here. */
export interface Deps {
  readonly store: ServerStore
  readonly passwords: Passwords
  /** The server's wall clock in ms. */
  readonly now: () => number
  readonly random: FillRandom
  /** Where the server writes what went wrong inside; never what users typed. */
  readonly report: (error: unknown) => void
  readonly signInsPerMinute: number
  /** Pages of the digital door that one address may ask for, those of nobody's link included. */
  readonly doorPagesPerMinute: number
  /** A proxy in front takes care of TLS and says who is asking. */
  readonly behindProxy: boolean
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined
}
