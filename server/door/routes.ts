import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findingWords, findPrivate, withoutFinding, type Finding } from '#core/privacy/detect.ts'
import { askPage, doorPage, refusedPage, stopPage, tooMuchPage, troublePage, waitPage, type DoorFace } from '#core/door/page.ts'
import { doorStyle } from '#core/door/style.ts'
import { doorNotices, type DoorDraft, type DoorView } from '#core/door/view.ts'
import { readWish, signalProblem, type DoorWish, type SignalDraft } from '#core/door/wish.ts'
import type { Deps } from '../deps.ts'
import { WireFailure } from '../failure.ts'
import { doorView } from './read.ts'
import { sharedKeeper, type SharedOf } from './shared.ts'
import { openDoor } from './visit.ts'
import { takeWish, type ReadyWish } from './write.ts'

const MINUTE = 60_000
/** A form with the longest signal, every letter of it escaped. */
const MAX_FORM = 64_000
/** A page for one person, that keeps, loads, runs and tells nothing. */
const headers = {
  'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(doorStyle).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'permissions-policy': 'camera=(), geolocation=(), microphone=()', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
} as const
const noFace: DoorFace = { heading: '', reach: '' }

/**
 * The digital door. A link that is unknown, expired, revoked or malformed, a door that is closed and an address that does not
 * exist all get the same page with the same status. Nothing is logged: not an address, not a token, not a person.
 */
export const doorRoutes = (deps: Deps) => async (door: FastifyInstance): Promise<void> => {
  const sharedOf = sharedKeeper()
  // Forms only: JSON of the laptops has no business here.
  door.removeAllContentTypeParsers()
  door.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MAX_FORM }, (_request, body, done) => done(null, new URLSearchParams(String(body))))
  door.setErrorHandler((error, _request, reply) => answerTrouble(deps, error, reply))
  door.setNotFoundHandler(async (request, reply) => ((await mayAsk(deps, request)) ? refuse(deps, reply) : answerWait(reply)))
  door.get<{ Params: { token: string } }>('/:token', async (request, reply) => {
    if (!await mayAsk(deps, request)) return answerWait(reply)
    const { face, view } = await look(deps, request.params.token, sharedOf)
    if (!view) return answer(reply, 404, refusedPage(face))
    const asked = new URL(request.url, 'http://door').searchParams.get('klaar')
    return answer(reply, 200, doorPage(face, { view, nonce: nonceOf(deps), notice: doorNotices.find((n) => n === asked) ?? null, draft: null, reachProblem: false }))
  })
  door.post<{ Params: { token: string } }>('/:token', async (request, reply) => {
    if (!await mayAsk(deps, request)) return answerWait(reply)
    const { token } = request.params
    const wish = request.body instanceof URLSearchParams ? readWish(request.body) : undefined
    const { ready, page } = wish ? judge(wish) : { ready: undefined, page: undefined }
    if (ready) {
      const taken = await deps.store.write((tx) => takeWish(tx, token, ready, deps.now()))
      if (!taken) return refuse(deps, reply)
      if (taken.news.size > 0) deps.store.tell({ gebieden: [...taken.news] })
      // Back to the page by a GET: loading it again sends nothing twice. Relative, so that a proxy may stand before it.
      return reply.code(303).headers(headers).header('location', `${encodeURIComponent(token)}${taken.notice === null ? '' : `?klaar=${taken.notice}`}`).send('')
    }
    const { face, view } = await look(deps, token, sharedOf)
    if (!view) return answer(reply, 404, refusedPage(face))
    if (!page) return answer(reply, 400, troublePage(face))
    return answer(reply, page.status, page.write(face, view, nonceOf(deps)))
  })
}

/** One address may look often, as a hall full of people behind one address does, and not without end. */
const mayAsk = async (deps: Deps, request: FastifyRequest): Promise<boolean> => (await deps.store.attempt(`door ${request.ip}`, deps.now(), MINUTE)) <= deps.doorPagesPerMinute

interface Look { readonly face: DoorFace; readonly view: DoorView | undefined }
const look = (deps: Deps, token: string, sharedOf: SharedOf): Promise<Look> => deps.store.read(async (tx) => {
  const { face, visit } = await openDoor(tx, token, deps.now())
  return { face, view: visit && await doorView(tx, visit, sharedOf) }
})

const faceNow = (deps: Deps): Promise<DoorFace> => deps.store.read(async (tx) => (await openDoor(tx, '', deps.now())).face)
/** The one answer to every link that does not work. */
export const refuse = async (deps: Deps, reply: FastifyReply): Promise<FastifyReply> => answer(reply, 404, refusedPage(await faceNow(deps)))

const nonceOf = (deps: Deps): string => Buffer.from(deps.random(new Uint8Array(12))).toString('hex')

interface Judged { readonly ready: ReadyWish | undefined; readonly page: { readonly status: number; readonly write: (face: DoorFace, view: DoorView, nonce: string) => string } | undefined }

/** What can be carried out, or the page that asks further. */
function judge(wish: DoorWish): Judged {
  if (wish.what === 'komst') return { ready: wish, page: undefined }
  if (wish.what === 'stoppen') return wish.sure ? { ready: { what: 'stoppen' }, page: undefined } : { ready: undefined, page: { status: 200, write: (face) => stopPage(face) } }
  if (wish.what === 'bereik') return wish.channels.length > 0 ? { ready: wish, page: undefined } : { ready: undefined, page: { status: 422, write: (face, view, nonce) => doorPage(face, { view, nonce, notice: null, draft: null, reachProblem: true }) } }
  return judgeSignal(wish)
}

function judgeSignal({ draft, nonce, after }: Extract<DoorWish, { what: 'signaal' }>): Judged {
  const problem = signalProblem(draft)
  const again = (found: DoorDraft['found']): DoorDraft => ({ draft, nonce, problem: problem ?? null, found })
  if (problem) return { ready: undefined, page: { status: 422, write: (face, view, fresh) => doorPage(face, { view, nonce: fresh, notice: null, draft: again([]), reachProblem: false }) } }
  const found = { text: findings(draft.text), place: findings(draft.place) }
  if (after === 'zonder') return { ready: { what: 'signaal', draft: { ...draft, text: cleaned(draft.text, found.text), place: cleaned(draft.place, found.place) }, nonce }, page: undefined }
  const all = [...found.text, ...found.place]
  if (all.length === 0 || after === 'zo') return { ready: { what: 'signaal', draft, nonce }, page: undefined }
  return { ready: undefined, page: { status: 200, write: (face, view) => askPage(face, view, again(all.map(({ text, kind }) => ({ text, looksLike: findingWords[kind].looksLike })))) } }
}

/** The door knows nobody by name: every name next to an offence is asked about. */
const findings = (text: string): readonly Finding[] => findPrivate(text, () => true)
/** From the last to the first, so that the places of the others stay right. */
const cleaned = (text: SignalDraft['text'], found: readonly Finding[]): string => found.toReversed().reduce(withoutFinding, text)

const answer = (reply: FastifyReply, status: number, page: string): FastifyReply => reply.code(status).headers(headers).send(page)
const answerWait = (reply: FastifyReply): FastifyReply => answer(reply.header('retry-after', '60'), 429, waitPage(noFace))

function answerTrouble(deps: Deps, error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof WireFailure) return answer(reply, error.status, troublePage(noFace))
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return answer(reply, 413, tooMuchPage(noFace))
  if (typeof status === 'number' && status >= 400 && status < 500) return answer(reply, status, troublePage(noFace))
  deps.report(error)
  return answer(reply, 503, troublePage(noFace))
}
