import { createHash, randomFillSync } from 'node:crypto'
import { newToken, tokenLetters } from '#core/door/token.ts'
import { MUNICIPALITY, type FieldValues } from '#core/model/define.ts'
import { DOOR_SETTINGS_ID } from '#core/model/door-kinds.ts'
import { attendanceId, membershipId } from '#core/model/ids.ts'
import { change, G1, type Laptop, type TestServer } from './server.ts'

/** Invented people and a door that is open: what a resident would find. */
export interface Street {
  readonly server: TestServer
  readonly anna: Laptop
  readonly boss: Laptop
  /** A link of a contact; the answer is the secret. */
  link(contactId: string, fields?: FieldValues): Promise<string>
  settings(fields: FieldValues): Promise<void>
  get(token: string, more?: string): Promise<Answer>
  post(token: string, form: Readonly<Record<string, string | readonly string[]>>): Promise<Answer>
  /** Rows of a kind as a laptop of the team has them. */
  rows(kind: string): Promise<readonly Sent[]>
}
export interface Answer { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, unknown>> }
export interface Sent { readonly id: string; readonly fields: FieldValues; readonly stamp: string }

export const PIA = 'pia', OMAR = 'omar', EVENING = 'avond'

export async function street(server: TestServer): Promise<Street> {
  const anna = await server.laptop('Anna', 'regisseur', [G1]), boss = await server.laptop('Baas', 'beheerder', ['alle'])
  let n = 0
  const at = () => anna.at(++n / 1000)
  const person = (id: string, firstName: string) => [
    change('contact', id, at(), { firstName, lastName: 'Verzonnen', remarks: `geheim van ${id}` }), change('contactDetails', id, at(), { email: `${id}@voorbeeld.example`, phone: '+31600000000' }),
    change('consent', `toestemming-${id}`, at(), { contactId: id, givenOn: '2026-01-05', channels: ['email', 'telefoon'], withdrawnOn: null }),
    change('panelMembership', membershipId('panel', id), at(), { panelId: 'panel', contactId: id, until: null }),
    change('attendance', attendanceId(EVENING, id), at(), { meetingId: EVENING, contactId: id, invitedOn: '2026-11-01', response: 'geen' }),
  ]
  await anna.push([
    change('panel', 'panel', at(), { name: 'Wijkpanel' }), change('meeting', EVENING, at(), { title: 'Wijkavond <b>Overdie</b>', startsAt: '2026-12-03T19:30', endsAt: '2026-12-03T21:00', place: 'De Alkenhorst', state: 'gepland', panelId: 'panel' }),
    change('meeting', 'ander', at(), { title: 'Alleen voor anderen', startsAt: '2026-12-04T19:30', state: 'gepland' }), change('attendance', attendanceId('ander', OMAR), at(), { meetingId: 'ander', contactId: OMAR, invitedOn: '2026-11-01' }),
    ...person(PIA, 'Pia'), ...person(OMAR, 'Omar'),
    change('terugkoppeling', 'verteld', at(), { panelId: 'panel', toldOn: '2026-11-20', what: 'Lantaarn gemaakt, mevrouw Geheim is gebeld', publicText: 'De lantaarn in de steeg is gemaakt.', contactIds: [] }),
    change('terugkoppeling', 'apart', at(), { panelId: 'panel', toldOn: '2026-11-21', what: 'x', publicText: 'Alleen aan Omar verteld.', contactIds: [OMAR] }),
    change('terugkoppeling', 'nummer', at(), { panelId: 'panel', toldOn: '2026-11-21', what: 'x', publicText: 'Bel 06 12345678.', contactIds: [] }),
    change('theme', 'verlichting', at(), { name: 'Verlichting', parentId: null }, { gebied: MUNICIPALITY }),
  ])
  const settings = async (fields: FieldValues) => { await boss.push([change('doorSettings', DOOR_SETTINGS_ID, boss.at(++n), fields, { gebied: MUNICIPALITY })]) }
  await settings({ open: true, days: 90, heading: 'Gemeente Voorbeeld', reach: 'Bel 14 0000', address: '', linksFrom: null })
  return {
    server, anna, boss, settings,
    async link(contactId, fields = {}) {
      const token = newToken((bytes) => randomFillSync(bytes))
      await anna.push([change('doorLink', createHash('sha256').update(tokenLetters(token)).digest('hex'), at(), { contactId, madeAt: '2026-11-22T12:00:00.000Z', expiresOn: '2027-02-20', revokedOn: null, ...fields })])
      return token
    },
    get: async (token, more = '') => answerOf(await server.app.inject({ method: 'GET', url: `/deur/${token}${more}` })),
    post: async (token, form) => answerOf(await server.app.inject({ method: 'POST', url: `/deur/${token}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : value.map((each) => [name, each])))).toString() })),
    rows: async (kind) => (await anna.pull({}, { limit: 10_000 })).feeds[G1]!.items.flatMap((item): Sent[] => (item[0] === 'r' && item[2] === kind ? [{ id: item[3], fields: item[4].f, stamp: item[4].s }] : [])),
  }
}

const answerOf = (r: { statusCode: number; body: string; headers: object }): Answer => ({ status: r.statusCode, body: r.body, headers: { ...r.headers } })
/** The number of the form on a page. */
export const nonceOn = (page: string): string => /name="nummer" value="(\w+)"/.exec(page)![1]!
