import { beforeEach, describe, expect, it } from 'vitest'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import { CommandFailure } from '#core/contract/command.ts'
import { silentVoices } from '../../../electron/data/contacts/silent.ts'
import type { Session } from '../../../electron/data/context.ts'
import { GEBIED, testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
// The clock of the test stands at 23 November 2026: half a year back is 24 May.
function begin(session: Partial<Session> = {}): void {
  context = testContext(session)
  context.store.commit([
    { kind: 'gebied', id: GEBIED, gebied: 'gemeente', fields: { name: 'Overdie' } },
    { kind: 'wijk', id: 'w-1', gebied: 'gemeente', fields: { code: 'WK036101', name: 'Overdie', gebiedId: GEBIED } },
    { kind: 'buurt', id: 'b-1', gebied: 'gemeente', fields: { code: 'BU03610101', name: 'Oost', wijkCode: 'WK036101' } }, { kind: 'buurt', id: 'b-2', gebied: 'gemeente', fields: { code: 'BU03610102', name: 'West', wijkCode: 'WK036101' } },
    { kind: 'panel', id: 'p-1', gebied: GEBIED, fields: { name: 'Wijkpanel Overdie' } },
    { kind: 'meeting', id: 'm-old', gebied: GEBIED, fields: { title: 'Oud', startsAt: '2026-03-01T19:30', state: 'afgerond' } }, { kind: 'meeting', id: 'm-new', gebied: GEBIED, fields: { title: 'Nieuw', startsAt: '2026-10-01T19:30', state: 'afgerond' } },
    { kind: 'meeting', id: 'm-off', gebied: GEBIED, fields: { title: 'Ging niet door', startsAt: '2026-10-02T19:30', state: 'geannuleerd' } },
  ])
}
const member = (id: string, lastName: string, street: string, since = '2026-01-01') => context.store.commit([
  { kind: 'contact', id, gebied: GEBIED, fields: { firstName: 'A', lastName, wijkCode: 'WK036101', buurtCode: 'BU03610101' } }, { kind: 'contactDetails', id, gebied: GEBIED, fields: { street } },
  { kind: 'panelMembership', id: membershipId('p-1', id), gebied: GEBIED, fields: { panelId: 'p-1', contactId: id, since, until: null } },
])
const asked = (contactId: string, meetingId: string, fields: object = {}) => context.store.commit([{ kind: 'attendance', id: attendanceId(meetingId, contactId), gebied: GEBIED, fields: { meetingId, contactId, memberId: null, invitedOn: '2026-02-01', response: 'geen', presence: 'onbekend', arrivedAt: null, walkIn: false, ...fields } }])
beforeEach(() => begin())

describe('stille stemmen', () => {
  it('are members without a sign for half a year; joining, consenting, answering and coming are signs', () => {
    member('silent', 'Stil', 'Kade'); member('came', 'Kwam', 'Kade'); member('answered', 'Antwoord', 'Kade'); member('new', 'Nieuw', 'Kade', '2026-09-01'); member('agreed', 'Toestemming', 'Kade'); member('left', 'Weg', 'Kade')
    asked('silent', 'm-old', { response: 'komt' }); asked('silent', 'm-new'); asked('silent', 'm-off')
    asked('came', 'm-new', { presence: 'laat' })
    asked('answered', 'm-new', { response: 'afgemeld' })
    context.store.commit([{ kind: 'consent', id: 't-1', gebied: GEBIED, fields: { contactId: 'agreed', givenOn: '2026-06-01', source: 'formulier', textVersion: '1', channels: [] } }, { kind: 'panelMembership', id: membershipId('p-1', 'left'), gebied: GEBIED, fields: { until: '2026-05-01' } }])
    expect(silentVoices(context, GEBIED).members).toEqual({ total: 1, items: [{ id: 'silent', gebied: GEBIED, name: 'Stil, A', panels: 'Wijkpanel Overdie', heardOn: '2026-03-01', unanswered: 1 }] })
    expect(silentVoices(context, 'g-elsewhere').members.total).toBe(0)
    expect(silentVoices(context, null).members.total).toBe(1)
  })
  it('are buurten without a member', () => {
    member('one', 'Een', 'Kade')
    expect(silentVoices(context, GEBIED).buurten).toEqual([{ code: 'BU03610102', name: 'West', wijk: 'Overdie', gebied: GEBIED }])
  })
  it('are streets from which nobody came, but never one that points at a single person', () => {
    for (const [id, street] of [['a', 'Stilstraat'], ['b', 'stilstraat'], ['c', 'Alleenpad'], ['d', 'Komweg'], ['e', 'Komweg']] as const) { member(id, id, street); asked(id, 'm-new') }
    asked('e', 'm-old', { presence: 'aanwezig' })
    expect(silentVoices(context, GEBIED).streets).toEqual([{ street: expect.stringMatching(/stilstraat/i), wijk: 'Overdie', members: 2, invitations: 2 }])
  })
  it('a BOA sees no streets, a wijkagent nothing', () => {
    begin({ role: 'boa' })
    expect(silentVoices(context, GEBIED).streets).toBeNull()
    begin({ role: 'wijkagent' })
    expect(() => silentVoices(context, GEBIED)).toThrow(CommandFailure)
  })
})
