import type { WebSocket } from '@fastify/websocket'
import { kinds } from '#core/model/kinds.ts'
import { mayWrite } from '#core/model/may.ts'
import { hereMessage, type Here, type Poke, type Present } from '#core/sync/wire.ts'
import { scopeOf, type Scope } from '../auth/scope.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import type { Presence } from '../store/contract.ts'
import { inScope } from '../sync/run.ts'

/** An open line to one laptop. */
export interface Line {
  /** Names this connection to others. */
  readonly id: string
  readonly session: string
  readonly accountId: string
  alive: boolean
  /** The note this laptop is in. */
  here: (Here & Pick<Present, 'member'>) | null
  /** What it wants to be told of: a later wish overtakes an earlier one that is still being looked at. */
  wish: Here | null
  /** Messages since the last ping. */
  said: number
}

/** A cursor moves some eight times a second at most; who talks much more is no app of ours. */
export const MAX_SAID = 600

export interface PresenceTold {
  /** What a laptop said; false when it was nonsense, and the line should end. */
  said(socket: WebSocket, line: Line, text: string): boolean
  left(line: Line): void
  /** From this or another instance. */
  hear(presence: Presence): void
  /** Rights may have changed: who lost theirs is no longer there. */
  recheck(): Promise<void>
}

/**
 * [K2] Who is in which note. A laptop hears of others only in the note where it says to be itself, of a gebied and kind that its account may see;
 * gebied and note are looked at together, so that naming a note of another gebied leads nowhere. Held in memory alone, by the line that said it.
 */
export function presenceOf(deps: Deps, open: ReadonlyMap<WebSocket, Line>): PresenceTold {
  const tell = (what: Presence['what'], { id, here }: Line): void => {
    if (here) deps.store.tell({ gebieden: [], presence: { what, line: id, gebied: here.gebied, note: here.note, member: here.member, cursor: what === 'gone' ? null : here.cursor } })
  }
  const leave = (line: Line): void => { tell('gone', line); line.here = null }

  async function arrive(socket: WebSocket, line: Line, wish: Here): Promise<void> {
    const scope = await scopeFor(deps, line)
    if (line.wish !== wish || !open.has(socket)) return
    if (!scope || !maySee(scope, wish.gebied)) { leave(line); return }
    const { gebied, note, cursor } = wish
    if (line.here && !sameNote(line.here, wish)) leave(line)
    const what = line.here ? 'here' : 'arrived'
    line.here = { gebied, note, member: scope.account.memberId, cursor: mayWrite(scope.account.role, 'note') ? cursor : null }
    tell(what, line)
  }

  return {
    said(socket, line, text) {
      const message = messageOf(text)
      if (!message || ++line.said > MAX_SAID) return false
      line.wish = message.here
      if (!message.here) leave(line)
      else arrive(socket, line, message.here).catch(deps.report)
      return true
    },
    left(line) {
      line.wish = null
      leave(line)
    },
    hear(presence) {
      const { what, line, note, member, cursor } = presence
      const poke: Poke = what === 'gone' ? { gebieden: [], gone: [line] } : { gebieden: [], present: [{ line, note, member, cursor }] }
      const text = JSON.stringify(poke)
      for (const [socket, other] of open) {
        if (other.id === line || !other.here || !sameNote(other.here, presence)) continue
        socket.send(text)
        // Who comes in hears who is there, also from other instances.
        if (what === 'arrived') tell('here', other)
      }
    },
    async recheck() {
      for (const line of open.values()) {
        const { here } = line
        if (!here) continue
        const scope = await scopeFor(deps, line)
        if (line.here === here && (!scope || !maySee(scope, here.gebied))) leave(line)
      }
    },
  }
}

const sameNote = (a: Pick<Here, 'gebied' | 'note'>, b: Pick<Here, 'gebied' | 'note'>): boolean => a.note === b.note && a.gebied === b.gebied
const maySee = (scope: Scope, gebied: string): boolean => inScope(scope, gebied) && scope.audiences.includes(kinds.note.audience)

/** Undefined for a session or an account that ended. */
const scopeFor = (deps: Deps, { session, accountId }: Line): Promise<Scope | undefined> => deps.store.read(async (tx) => {
  if (!await tx.session(session)) return undefined
  return scopeOf(tx, accountId).catch((error: unknown) => { if (error instanceof WireFailure) return undefined; throw error })
})

function messageOf(text: string): { readonly here: Here | null } | undefined {
  try {
    return hereMessage.safeParse(JSON.parse(text)).data
  } catch {
    // No JSON: no message of ours.
    return undefined
  }
}
