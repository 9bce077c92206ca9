import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { MUNICIPALITY } from '#core/model/define.ts'
import { OLDEST_PROTOCOL, PROTOCOL, type handshakeAnswer, type handshakeRequest } from '#core/sync/wire.ts'
import { WireFailure } from '../failure.ts'
import type { ServerStore, StoredSession } from '../store/contract.ts'
import type { Passwords } from './password.ts'
import { publicAccount, scopeOf } from './scope.ts'

const DAY = 86_400_000
/** A session that was not used for so long ends; the app then asks for the password again, and nothing is lost. */
const MAX_IDLE_MS = 60 * DAY
/** Being seen is written down at most this often. */
const SEEN_EVERY_MS = 3_600_000

/** How a token is kept: who reads the database cannot sign in with it. */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('base64url')

/** [V1] Both sides say what they speak before anything else. */
export function checkProtocol(protocol: number): void {
  if (protocol < OLDEST_PROTOCOL) throw new WireFailure('tooOld', 'Deze versie van Gebiedsboek is te oud voor de server. Werk de app bij; u kunt intussen gewoon doorwerken.')
  if (protocol > PROTOCOL) throw new WireFailure('tooNew', 'De server is ouder dan deze versie van Gebiedsboek. Vraag de beheerder de server bij te werken; u kunt intussen gewoon doorwerken.')
}

export async function signIn(store: ServerStore, passwords: Passwords, request: z.infer<typeof handshakeRequest>, nowMs: number): Promise<z.infer<typeof handshakeAnswer>> {
  checkProtocol(request.protocol)
  const found = await store.read((tx) => tx.accountByName(request.name.trim()))
  const right = await passwords.matches(request.password, found?.password)
  if (!found || !right || found.disabled) throw new WireFailure('unauthorized', 'De naam of het wachtwoord klopt niet')
  const token = randomBytes(32).toString('base64url')
  return store.write(async (tx) => {
    // After a change of the account that is under way, not beside it: a new password ends every session.
    await tx.claim([MUNICIPALITY], [])
    const scope = await scopeOf(tx, found.id)
    if (scope.account.password !== found.password) throw new WireFailure('unauthorized', 'De naam of het wachtwoord klopt niet')
    const device = await tx.device(request.device, found.id)
    await tx.putDevice({ id: request.device, accountId: found.id, name: request.deviceName, lastPush: device?.lastPush ?? 0, lastAnswer: device?.lastAnswer ?? '' }, nowMs)
    await tx.putSession({ hash: tokenHash(token), accountId: found.id, device: request.device, seenAt: nowMs })
    return { token, account: publicAccount(scope), epoch: await tx.epoch(), now: nowMs, protocol: PROTOCOL, pushes: device?.lastPush ?? 0 }
  })
}

/** The session of a request, by its `Authorization: Bearer` header. */
export async function sessionOf(store: ServerStore, header: string | undefined, nowMs: number): Promise<StoredSession> {
  const token = /^Bearer ([\w-]{20,100})$/.exec(header ?? '')?.[1]
  const session = token === undefined ? undefined : await store.read((tx) => tx.session(tokenHash(token)))
  if (!session || session.seenAt < nowMs - MAX_IDLE_MS) throw new WireFailure('unauthorized', 'U bent niet meer aangemeld bij de server. Meld u opnieuw aan.')
  if (session.seenAt < nowMs - SEEN_EVERY_MS) await store.write(async (tx) => { if (await tx.session(session.hash)) await tx.putSession({ ...session, seenAt: nowMs }) })
  return session
}

export const signOut = (store: ServerStore, session: StoredSession): Promise<void> => store.write((tx) => tx.endSessions({ hash: session.hash }))
