import type { FastifyRequest } from 'fastify'
import { checkProtocol, sessionOf } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import type { StoredSession } from '../store/contract.ts'

/** The session, after checking that both sides speak the same language. */
export async function deviceSession(deps: Deps, request: FastifyRequest): Promise<StoredSession> {
  const spoken = request.headers['x-gebiedsboek-protocol']
  checkProtocol(typeof spoken === 'string' && /^\d{1,6}$/.test(spoken) ? Number(spoken) : 0)
  return sessionOf(deps.store, request.headers.authorization, deps.now())
}
