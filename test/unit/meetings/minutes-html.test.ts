import { describe, expect, it } from 'vitest'
import { escapeHtml, html } from '#core/minutes/html.ts'
import { minutesHtml, type MinutesModel } from '#core/minutes/minutes.ts'
import { noHouseStyle } from '#core/minutes/document.ts'
import { reachListHtml } from '#core/minutes/reach-list.ts'
import { invitationDrafts, invitationText, fileNameOf, type InvitedMeeting } from '#core/meetings/invitation.ts'

const HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</style><script>', '&lt;b&gt;', '`${x}`', '\u0000\u0008', '\uD800', 'ﷺ‮abc']
const person = { name: 'Jan van der Voorbeeld', team: false, invited: true, response: 'komt', presence: 'aanwezig', arrivedAt: null, walkIn: false } as const
const model: MinutesModel = {
  kind: 'wijkpanel', title: 'Panel Overdie', gebied: 'Overdie', panel: 'Wijkpanel Overdie', startsAt: '2026-12-10T19:30', endsAt: '2026-12-10T21:30', place: 'Buurthuis', address: 'Plein 1',
  people: [person, { ...person, name: 'Fatima Proef', presence: 'laat', arrivedAt: '2026-12-10T19:50' }, { ...person, name: 'Piet Inloper', walkIn: true }, { ...person, name: 'Els Afwezig', response: 'afgemeld', presence: 'onbekend' }, { ...person, name: 'Rita Team', team: true }],
  agenda: [{ id: 'a1', title: 'Opening', minutes: 10, owner: 'Rita Team', intro: '', note: '' }, { id: 'a2', title: 'Straatverlichting', minutes: 30, owner: '', intro: 'Cijfers van 2025', note: '<p>Het is <strong>donker</strong>.</p>' }],
  note: '', choices: [{ question: 'Wat eerst?', how: 'Iedereen plakt 3 stickers', counted: '9 stickers van 3 personen, 1 blanco', reason: 'Een collega plakte mee.', lines: [{ title: 'Verlichting', rank: '1e', points: 6, chosen: true }, { title: 'Afval', rank: 'gedeeld 2e', points: 3, chosen: false }], agendaItemId: 'a2' }],
  decisions: [{ text: 'Wij meten het licht.\nIn januari.', agendaItemId: 'a2' }],
  actions: [{ title: 'Licht meten', owner: 'Bas Boa', dueOn: '2027-01-15', terugkoppelingOn: '2027-02-01', promise: true, state: 'Open', agendaItemId: 'a2' }],
  attachments: [],
  style: { municipality: 'Gemeente Voorbeeld', logo: 'data:image/png;base64,iVBORw0KGgo=', accent: '#123456', footer: 'Postbus 1' }, options: { attendance: 'names', notes: true, actions: true, edition: 'intern', keep: [], also: [] }, final: null,
}

describe('minutes', () => {
  it('hold agenda with clock, attendance, decisions, actions with dates and notes', () => {
    const page = minutesHtml(model)
    for (const part of ['Verslag Panel Overdie', 'donderdag 10 december 2026', '19:30–21:30 uur', 'Buurthuis, Plein 1', '4 aanwezig (3 bewoners, onder wie 1 inloper, en 1 van het team), 1 afgemeld.', 'vanaf 19:50 uur', 'Els Afwezig', 'Wij meten het licht.<br>In januari.', '(punt 2)', 'Bas Boa', '15-01-2027', '01-02-2027', '(belofte)', '<strong>donker</strong>', 'Concept, nog niet vastgesteld', 'data:image/png', '#123456', 'Cijfers van 2025']) expect(page).toContain(part)
    expect(page).toContain('<td class="number">19:40</td><td>Straatverlichting</td>')
  })

  it('hold what was chosen, with shared ranks and the reason, and nothing where nothing was', () => {
    const page = minutesHtml(model)
    for (const part of ['<h2>Keuzes</h2>', 'Wat eerst?', 'Iedereen plakt 3 stickers. 9 stickers van 3 personen, 1 blanco. Een collega plakte mee.', '<td class="number">gedeeld 2e</td><td>Afval</td><td class="number">3</td>', 'Verlichting <span class="quiet">(prioriteit)</span>']) expect(page).toContain(part)
    expect(minutesHtml({ ...model, choices: [] })).not.toContain('Keuzes')
  })

  it('give counts without names when that is chosen', () => {
    const page = minutesHtml({ ...model, options: { ...model.options, attendance: 'counts' } })
    expect(page).toContain('4 aanwezig')
    for (const name of ['Voorbeeld</li>', 'Fatima', 'Piet', 'Els']) expect(page).not.toContain(name)
  })

  it('leave out notes and actions when that is chosen', () => {
    const page = minutesHtml({ ...model, options: { attendance: 'names', notes: false, actions: false, edition: 'intern', keep: [], also: [] } })
    expect(page).not.toContain('donker')
    expect(page).not.toContain('Licht meten')
  })

  it('say version and day once final', () => expect(minutesHtml({ ...model, final: { version: 2, at: '2026-12-12' } })).toContain('Vastgesteld op 12-12-2026, versie 2'))

  it('stay whole without agenda, people, dates or house style', () => {
    const page = minutesHtml({ ...model, startsAt: null, endsAt: null, place: '', address: '', panel: '', people: [], agenda: [], choices: [], decisions: [], actions: [], style: noHouseStyle })
    expect(page).toContain('Er is nog niemand als aanwezig genoteerd.')
    expect(page).toContain('Er zijn geen besluiten genomen.')
    expect(page).not.toContain('undefined')
  })

  it.each(HOSTILE)('show hostile text %j as text everywhere', (bad) => {
    const page = minutesHtml({
      ...model, title: bad, gebied: bad, panel: bad, place: bad, address: bad, people: [{ ...person, name: bad }], agenda: [{ id: 'a1', title: bad, minutes: 5, owner: bad, intro: bad, note: '' }], note: '',
      choices: [{ question: bad, how: bad, counted: bad, reason: bad, lines: [{ title: bad, rank: bad, points: 1, chosen: true }], agendaItemId: 'a1' }], decisions: [{ text: bad, agendaItemId: 'a1' }], actions: [{ title: bad, owner: bad, dueOn: null, terugkoppelingOn: null, promise: false, state: bad, agendaItemId: 'a1' }],
      style: { municipality: bad, logo: bad, accent: bad, footer: bad },
    })
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>|<b>/)
    expect(page.match(/<style>/g)).toHaveLength(1)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(page.isWellFormed()).toBe(true)
    expect(page.includes('\u0000')).toBe(false)
  })

  it('take only pictures that hold themselves', () => {
    for (const logo of ['https://example.org/x.png', 'javascript:alert(1)', 'data:text/html;base64,PHNjcmlwdD4=', 'data:image/png;base64,AAA" onload="x']) expect(minutesHtml({ ...model, style: { ...model.style, logo } })).not.toContain('<img')
  })
})

it('escapes values and keeps only HTML that was made here', () => {
  expect(html`<p title="${'"<'}">${['a&b', html`<i>${'<'}</i>`, null]}</p>`.source).toBe('<p title="&quot;&lt;">a&amp;b<i>&lt;</i></p>')
  expect(escapeHtml("'`")).toBe('&#39;&#96;')
})

it('prints whom to call and whom to write, and for a reminder only those who chose a way', () => {
  const meeting = { title: 'Panel <b>', startsAt: '2026-12-10T19:30', place: '' }
  const people = [{ name: 'Geen', way: 'geen', phone: '', address: '', coming: false }, { name: 'An', way: 'post', phone: '', address: 'Plein 1, 1823 AB Alkmaar', coming: false }, { name: 'Jan <i>', way: 'telefoon', phone: '06 12 34 56 78', address: '', coming: true }] as const
  const page = reachListHtml(meeting, people, noHouseStyle, 'uitnodigen')
  expect(page).toContain('Jan &lt;i&gt;')
  expect(page).toContain('<td>Brief</td>')
  expect(page).toContain('<td>Geen</td>')
  expect(page).not.toMatch(/<b>|<i>/)
  const reminder = reachListHtml(meeting, people, noHouseStyle, 'herinneren')
  expect(reminder).toMatch(/Jan &lt;i&gt;.*Komt.*An.*Nog niet/s)
  expect(reminder).not.toContain('<td>Geen</td>')
  expect(reminder).toContain('1 persoon zonder e-mail heeft geen nummer of adres bij wat die koos')
})

describe('invitations', () => {
  const meeting: InvitedMeeting = { id: 'm1', title: 'Panel Overdie', startsAt: '2026-12-10T19:30', endsAt: '2026-12-10T21:30', place: 'Buurthuis', address: 'Plein 1', sequence: 0, cancelled: false, invitation: '', agenda: ['Opening'], sender: 'Gebiedsteam Overdie' }
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const people = Array.from({ length: 120 }, (_, i) => ({ name: `Persoon ${i}`, email: `p${i}@voorbeeld.example` }))
  const NOW = '2026-11-23T12:00:00.000Z'

  it('go one per person, who sees no other address', () => {
    const drafts = invitationDrafts(meeting, people, 'each', NOW)
    expect(drafts).toHaveLength(120)
    expect(new Set(drafts.map((draft) => draft.fileName)).size).toBe(120)
    const first = decode(drafts[0]!.bytes)
    expect(first).toContain('p0@voorbeeld.example')
    expect(first).not.toContain('p1@voorbeeld.example')
    expect(first).toContain('X-Unsent: 1')
  })

  it('go in groups of 50 in BCC, without names', () => {
    const drafts = invitationDrafts(meeting, people, 'bcc', NOW)
    expect(drafts).toHaveLength(3)
    expect(decode(drafts[2]!.bytes)).toMatch(/^Bcc: p100@/m)
    expect(decode(drafts[0]!.bytes)).not.toMatch(/^To:|Persoon 1/m)
  })

  it('say first that a meeting moved or is off, in the calendar file too', () => {
    expect(invitationText({ ...meeting, sequence: 1 })).toContain('is veranderd')
    const [draft] = invitationDrafts({ ...meeting, sequence: 2, cancelled: true }, people.slice(0, 1), 'each', NOW)
    expect(invitationText({ ...meeting, cancelled: true })).toContain('gaat niet door')
    const calendar = /filename="?bijeenkomst\.ics"?[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(decode(draft!.bytes))?.[1] ?? ''
    const ics = Buffer.from(calendar, 'base64').toString()
    expect(ics).toContain('METHOD:CANCEL')
    expect(ics).toContain('SEQUENCE:2')
    expect(ics).toContain('UID:m1@gebiedsboek')
  })

  it('make file names that every system takes', () => {
    expect(fileNameOf('../../etc/pass:wd?')).toBe('etc pass wd')
    expect(fileNameOf('\u0000...')).toBe('Bijeenkomst')
  })
})
