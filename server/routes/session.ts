import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MUNICIPALITY } from '#core/model/define.ts'
import { accountEdit, newAccount } from '#core/sync/accounts.ts'
import { handshakeRequest, OLDEST_PROTOCOL, paths, PROTOCOL } from '#core/sync/wire.ts'
import { addAccount, changeAccount, listAccounts } from '../auth/accounts.ts'
import { scopeOf } from '../auth/scope.ts'
import { signIn, signOut } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import type { FastifyRequest } from 'fastify'
import { parsed } from './http.ts'
import { deviceSession } from './device.ts'

const MINUTE = 60_000

/** Saying hello, signing in and out. */
export function sessionRoutes(app: FastifyInstance, deps: Deps): void {
  app.get(paths.hello, async () => ({ app: 'gebiedsboek', protocol: PROTOCOL, oldest: OLDEST_PROTOCOL, now: deps.now(), epoch: await deps.store.read((tx) => tx.epoch()) }))
  app.post(paths.session, async (request) => {
    const tried = await deps.store.attempt(`signIn ${request.ip}`, deps.now(), MINUTE)
    if (tried > deps.signInsPerMinute) throw new WireFailure('tooMany', 'Te vaak geprobeerd. Wacht een minuut en probeer het opnieuw.')
    return signIn(deps.store, deps.passwords, parsed(handshakeRequest, request.body), deps.now())
  })
  app.delete(paths.session, async (request, reply) => {
    await signOut(deps.store, await deviceSession(deps, request))
    return reply.code(204).send()
  })
}

/** Accounts, for a beheerder. */
export function accountRoutes(app: FastifyInstance, deps: Deps): void {
  const requireBeheerder = async (request: FastifyRequest) => {
    const session = await deviceSession(deps, request)
    const { account } = await deps.store.read((tx) => scopeOf(tx, session.accountId))
    if (account.role !== 'beheerder') throw new WireFailure('forbidden', 'Alleen een functioneel beheerder kan accounts beheren')
  }
  // Everyone sees the team member that belongs to the account.
  const told = async <T>(answer: T): Promise<T> => {
    deps.store.tell({ gebieden: [MUNICIPALITY, ...await deps.store.read((tx) => tx.gebieden())] })
    return answer
  }
  app.get(paths.accounts, async (request) => { await requireBeheerder(request); return { accounts: await listAccounts(deps) } })
  app.post(paths.accounts, async (request) => { await requireBeheerder(request); return told(await addAccount(deps, parsed(newAccount, request.body))) })
  app.patch(`${paths.accounts}/:id`, async (request) => {
    await requireBeheerder(request)
    const { id } = parsed(z.object({ id: z.string().regex(/^[\w.:-]{1,64}$/) }), request.params)
    return told(await changeAccount(deps, id, parsed(accountEdit, request.body)))
  })
}
