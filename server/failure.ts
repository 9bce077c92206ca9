import type { WireError } from '#core/sync/wire.ts'

const statuses: Record<WireError['type'], number> = { unauthorized: 401, forbidden: 403, tooOld: 426, tooNew: 409, epochChanged: 409, invalid: 400, tooMany: 429, tooLarge: 413, notFound: 404, unavailable: 503 }

/** An expected failure of a request; the message is Dutch and may be shown. */
export class WireFailure extends Error {
  readonly type: WireError['type']
  constructor(type: WireError['type'], message: string) {
    super(message)
    this.type = type
  }
  get status(): number { return statuses[this.type] }
  get body(): { error: WireError } { return { error: { type: this.type, message: this.message } } }
}
