import { isChannel, correctionsOf, type ConsentCorrection } from '#core/contacts/consent.ts'
import { isOpenInvitation } from '#core/contacts/erasure.ts'
import { narrowed, withdrawnAtDoor } from '#core/door/consent.ts'
import type { DoorNotice } from '#core/door/view.ts'
import type { DoorWish } from '#core/door/wish.ts'
import type { FieldValues } from '#core/model/define.ts'
import type { Json } from '#core/model/field.ts'
import { derivedId } from '#core/model/ids.ts'
import type { Row } from '#core/model/kinds.ts'
import { tick } from '#core/sync/clock.ts'
import { DELETED, newestStamp, stampOf, type Change } from '#core/sync/row.ts'
import type { Scope } from '../auth/scope.ts'
import { keyOf, type ReadTx, type StoredRow, type WriteTx } from '../store/contract.ts'
import { takeOwn } from '../sync/push.ts'
import { holding, invitedTo, mayAnswer, rowsAbout, waitingAnswer, type About } from './read.ts'
import { openDoor, readRow, readRows, type Visit } from './visit.ts'

/** The device of what comes in through the door. */
export const DOOR_DEVICE = 'deur0000'
/** So many may wait for a person: enough for anybody, and no way to fill a disk. */
export const MAX_WAITING = 25
/** Of what a consent said before, so many stay. */
const MAX_CORRECTIONS = 50

/** A wish that can be carried out: a signal that was looked at, a withdrawal that was confirmed. */
export type ReadyWish = Exclude<DoorWish, { what: 'signaal' } | { what: 'stoppen' }> | { readonly what: 'signaal'; readonly draft: Extract<DoorWish, { what: 'signaal' }>['draft']; readonly nonce: string } | { readonly what: 'stoppen' }
export interface Taken { readonly notice: DoorNotice | null; readonly news: ReadonlySet<string> }

/**
 * Takes what a resident sent, as rows like any other. Undefined where the link does not work (any more): it is looked at anew,
 * under the lock of its gebied, so that nothing comes in after a person was erased or a link was revoked.
 */
export async function takeWish(tx: WriteTx, token: string, wish: ReadyWish, nowMs: number): Promise<Taken | undefined> {
  const first = await openDoor(tx, token, nowMs)
  if (!first.visit) return undefined
  await tx.claim([first.visit.gebied], [{ kind: 'doorLink', id: first.visit.linkId }])
  const { visit } = await openDoor(tx, token, nowMs)
  if (!visit) return undefined
  const about = await rowsAbout(tx, visit)
  const made = await changesFor(tx, visit, wish, about, nowMs)
  const full = wish.what !== 'stoppen' && made.changes.length > 0 && about.messages.filter(({ state }) => state === 'nieuw').length >= MAX_WAITING
  // What takes a right away is honoured however much waits.
  const changes = full ? made.changes.filter(({ kind }) => kind !== 'doorMessage') : made.changes
  return { notice: full ? 'vol' : made.notice, news: changes.length === 0 ? new Set() : await takeOwn(tx, scopeOfDoor(visit), DOOR_DEVICE, changes, nowMs) }
}

interface Made { readonly notice: DoorNotice | null; readonly changes: readonly Change[] }
const nothing = (notice: DoorNotice | null): Made => ({ notice, changes: [] })

async function changesFor(tx: ReadTx, visit: Visit, wish: ReadyWish, about: About, nowMs: number): Promise<Made> {
  switch (wish.what) {
    case 'komst': return answering(tx, visit, wish, about, nowMs)
    case 'signaal': return signalling(tx, visit, wish, nowMs)
    case 'bereik': return reaching(visit, wish.channels, about, nowMs)
    case 'stoppen': return stopping(tx, visit, about, nowMs)
  }
}

/** Only for a meeting that this person is invited to; what was said already is not said twice. */
async function answering(tx: ReadTx, visit: Visit, { meetingId, response }: Extract<ReadyWish, { what: 'komst' }>, { messages, attendances }: About, nowMs: number): Promise<Made> {
  const meeting = readRow('meeting', (await tx.rows([{ kind: 'meeting', id: meetingId }])).get(keyOf({ kind: 'meeting', id: meetingId })))
  const [invited] = meeting ? invitedTo(visit, [meeting], attendances) : []
  if (!invited || !mayAnswer(invited, visit.today)) return nothing(null)
  const known = waitingAnswer(messages, meetingId)?.response ?? invited.attendance.response
  if (known === response) return nothing('komst')
  const nth = messages.filter((m) => m.type === 'komst' && m.meetingId === meetingId).length
  return { notice: 'komst', changes: [message(visit, nowMs, ['komst', meetingId, String(nth)], { type: 'komst', meetingId, response })] }
}

async function signalling(tx: ReadTx, visit: Visit, { draft, nonce }: Extract<ReadyWish, { what: 'signaal' }>, nowMs: number): Promise<Made> {
  const { text, themeId, buurtCode, place } = draft
  const made = message(visit, nowMs, ['signaal', nonce, text, place], { type: 'signaal', text, themeId: themeId === '' ? null : themeId, buurtCode, place })
  const known = (await tx.rows([made])).has(keyOf(made))
  return { notice: 'signaal', changes: known ? [] : [made] }
}

/** Fewer ways are honoured at once; more wait for a person. */
function reaching(visit: Visit, wanted: readonly string[], { messages, consents }: About, nowMs: number): Made {
  const channels = wanted.filter(isChannel)
  if (channels.length === 0) return nothing(null)
  const newest = messages.find(({ type }) => type === 'toestemming')
  const valid = holding(readRows('consent', consents))
  const waits = newest?.state === 'nieuw' && !newest.withdrawn && sameWays(newest.channels, channels)
  if (waits || (newest?.state !== 'nieuw' && valid[0] && sameWays(valid[0].channels, channels))) return nothing('bereik')
  const nth = messages.filter(({ type }) => type === 'toestemming').length
  const narrower = valid.flatMap((consent) => {
    const left = narrowed(consent.channels, channels)
    return left === undefined ? [] : [edit(consents.find(({ row }) => row.id === consent.id)!, { channels: left, corrections: [...correctionsOf(consent.corrections), correctionOf(consent, nowMs)].slice(-MAX_CORRECTIONS) as unknown as Json }, nowMs)]
  })
  return { notice: 'bereik', changes: [message(visit, nowMs, ['toestemming', String(nth)], { type: 'toestemming', channels }), ...narrower] }
}

const sameWays = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join()
const correctionOf = ({ givenOn, source, textVersion, channels }: Row<'consent'>, nowMs: number): ConsentCorrection => ({ at: new Date(nowMs).toISOString(), memberId: null, givenOn, source, textVersion, channels })

/** Withdrawing holds from this moment (PRIVACY 2): every consent, and every invitation for what is still to come. */
async function stopping(tx: ReadTx, visit: Visit, { messages, consents, attendances }: About, nowMs: number): Promise<Made> {
  const valid = consents.filter((stored) => readRow('consent', stored)?.withdrawnOn === null)
  if (valid.length === 0) return nothing('gestopt')
  const meetings = await tx.rows(attendances.map(({ row }) => ({ kind: 'meeting', id: String(row.fields['meetingId']) })))
  const open = attendances.filter((stored) => {
    const attendance = readRow('attendance', stored)
    return attendance !== undefined && isOpenInvitation(attendance, readRow('meeting', meetings.get(keyOf({ kind: 'meeting', id: attendance.meetingId ?? '' }))), visit.today)
  })
  const nth = messages.filter(({ type }) => type === 'toestemming').length
  return {
    notice: 'gestopt',
    changes: [
      message(visit, nowMs, ['toestemming', String(nth)], { type: 'toestemming', withdrawn: true }),
      ...valid.map((stored) => edit(stored, { withdrawnOn: visit.today, withdrawnHow: withdrawnAtDoor }, nowMs)), ...open.map((stored) => edit(stored, { [DELETED]: true }, nowMs)),
    ],
  }
}

/** A new message. Its id follows from the link and what it is, so that the same form twice is one message. */
function message({ linkId, contactId, gebied }: Visit, nowMs: number, parts: readonly string[], fields: FieldValues): Change {
  return { kind: 'doorMessage', id: derivedId('doorMessage', linkId, ...parts), gebied, stamp: tick({ device: DOOR_DEVICE, last: '', offsetMs: 0 }, nowMs).stamp, fields: { contactId, receivedAt: new Date(nowMs).toISOString(), state: 'nieuw', ...fields } }
}

/** An edit by the door of a row as it is now: later than what it replaces, which it saw. */
function edit({ row }: StoredRow, fields: FieldValues, nowMs: number): Change {
  const { stamp } = tick({ device: DOOR_DEVICE, last: newestStamp(row), offsetMs: 0 }, nowMs)
  const bases = Object.fromEntries(Object.keys(fields).flatMap((name) => { const at = name === DELETED ? newestStamp(row) : stampOf(row, name); return at === undefined ? [] : [[name, at]] }))
  return { kind: row.kind, id: row.id, gebied: row.gebied, stamp, bases, fields }
}

/** What the door may write is what it makes here; the wall of its transaction holds the rest. */
const scopeOfDoor = ({ gebied }: Visit): Scope => ({
  account: { id: '', name: '', role: 'regisseur', gebieden: [gebied], memberId: null, password: '', disabled: false }, all: false, gebieden: new Set([gebied]), gained: new Set(), audiences: [],
})
