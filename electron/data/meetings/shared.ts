import { CommandFailure } from '#core/contract/command.ts'
import { dayPart, localNow } from '#core/meetings/times.ts'
import type { KindName, Row } from '#core/model/kinds.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import type { PeopleCounts } from '#core/contract/meetings.ts'
import type { DataContext } from '../context.ts'

export const may = (context: DataContext, kind: KindName): boolean => mayWrite(context.session().role, kind)
export const sees = (context: DataContext, kind: KindName): boolean => mayReceive(context.session().role, kind)

export function requireRight(context: DataContext, kind: KindName): void {
  if (!may(context, kind)) throw new CommandFailure('NoRight', 'Dit mag u niet wijzigen. Een gebiedsregisseur of medewerker OOV mag dat wel.')
}

/** @throws CommandFailure `NotFound` */
export function meetingOf(context: DataContext, id: string): Row<'meeting'> {
  const meeting = context.store.read('meeting', id)
  if (!meeting) throw new CommandFailure('NotFound', 'Deze bijeenkomst is er niet meer.')
  return meeting
}

/** Local date and time in the municipality. */
export const nowLocal = (context: DataContext): string => localNow(context.now())
export const today = (context: DataContext): string => dayPart(nowLocal(context))

/** Counts per meeting, as columns of a grouped query on `attendance a`. */
export const COUNT_COLUMNS = `
  coalesce(sum(a.invitedOn IS NOT NULL), 0) AS invited, coalesce(sum(a.response = 'komt'), 0) AS coming, coalesce(sum(a.response = 'afgemeld'), 0) AS apologies,
  coalesce(sum(a.presence IN ('aanwezig', 'laat')), 0) AS present, coalesce(sum(a.walkIn = 1 AND a.presence IN ('aanwezig', 'laat')), 0) AS walkIns`

export const countsOf = (context: DataContext, meetingId: string): PeopleCounts =>
  context.store.db.prepare(`SELECT ${COUNT_COLUMNS} FROM attendance a WHERE a.meetingId = ? AND a.deleted = 0`).get(meetingId) as PeopleCounts

/** Who exported or printed what; never the data itself. Roles that may not write the log do not see what it protects either. */
export function logAccess(context: DataContext, entry: { readonly act: 'geexporteerd' | 'afgedrukt'; readonly gebied: string; readonly objectKind: KindName; readonly objectId: string; readonly purpose: string; readonly count: number }): void {
  if (!may(context, 'accessLog')) return
  const { gebied, ...fields } = entry
  const { memberId } = context.session()
  context.store.commit([{ kind: 'accessLog', id: context.newId(), gebied, fields: { ...fields, outcome: 'gelukt', memberId: memberId === '' ? null : memberId, device: context.store.device, at: context.now().toISOString() } }])
}
