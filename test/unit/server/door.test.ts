import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newToken } from '#core/door/token.ts'
import { attendanceId } from '#core/model/ids.ts'
import { paths } from '#core/sync/wire.ts'
import { MAX_WAITING } from '../../../server/door/write.ts'
import { EVENING, nonceOn, OMAR, PIA, street, type Street } from '../../support/door.ts'
import { change, G1, G2, START, testServer, type TestServer } from '../../support/server.ts'
import { hostileTexts } from '../../support/fuzz.ts'

let server: TestServer, door: Street
beforeEach(async () => {
  server = await testServer()
  server.clock.ms = START + 3_600_000
  door = await street(server)
})
afterEach(async () => { await server.close() })

const signal = (tekst: string, more: Readonly<Record<string, string>> = {}) => ({ wat: 'signaal', tekst, nummer: 'aaaa', plek: '', buurt: '', thema: '', ...more })

it('shows the meetings of its owner and what their panel was told, and nobody else', async () => {
  const { status, body, headers } = await door.get(await door.link(PIA))
  expect(status).toBe(200)
  for (const shown of ['Gemeente Voorbeeld', 'Wijkavond &lt;b&gt;Overdie&lt;/b&gt;', 'donderdag 3 december 2026 van 19:30 tot 21:00 uur', 'De Alkenhorst', 'De lantaarn in de steeg is gemaakt.', 'Verlichting', 'Bel 14 0000', 'zaterdag 20 februari 2027']) expect(body).toContain(shown)
  for (const hidden of ['Pia', 'Omar', 'Verzonnen', 'geheim', 'voorbeeld.example', '31600000000', 'mevrouw Geheim', 'Alleen voor anderen', 'Alleen aan Omar', '06 12345678']) expect(body).not.toContain(hidden)
  expect(body).not.toMatch(/<script|onload=|src=|href="http|<link|<img/i)
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'content-type': 'text/html; charset=utf-8' })
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/)
  expect(headers['set-cookie']).toBeUndefined()
})

it('a link typed over from a letter works without its dashes, in capitals and with an o for a 0', async () => {
  const token = await door.link(PIA)
  expect((await door.get(token.replaceAll('-', '').toUpperCase())).status).toBe(200)
  expect((await door.get(token.replaceAll('0', 'o').replaceAll('1', 'l'))).status).toBe(200)
})

describe('tells nothing', () => {
  it('unknown, expired, revoked, older than the day all were revoked, of nobody, malformed and no link at all get the very same answer', async () => {
    const good = await door.link(PIA)
    const plain = (await door.get(newToken((b) => b.fill(7))))
    const same = async (token: string, more = '') => { const { status, body, headers } = await door.get(token, more); const { date: _, ...rest } = headers; return { status, body, rest } }
    const expected = await same(newToken((b) => b.fill(9)))
    expect(expected).toMatchObject({ status: 404 })
    expect(plain.body).not.toContain('Uw pagina')
    const wrong = [await door.link(PIA, { expiresOn: '2026-11-22' }), await door.link(PIA, { revokedOn: '2026-11-23' }), await door.link(PIA, { contactId: null }), await door.link(PIA, { expiresOn: null }), await door.link(PIA, { deleted: true }), 'x', '%2F', '%00', 'a'.repeat(99), 'a'.repeat(5000), `${good}/x`, '', good.slice(0, -1), `${good}x`, '%zz']
    for (const token of wrong) expect([token, await same(token)]).toEqual([token, expected])
    await door.settings({ linksFrom: '2026-11-23T00:00:00.000Z' })
    expect(await same(good)).toEqual(expected)
    await door.settings({ linksFrom: null })
    expect((await door.get(good)).status).toBe(200)
    await door.settings({ open: false })
    expect(await same(good)).toEqual(expected)
    expect(await door.post(good, signal('De lamp is stuk'))).toMatchObject({ status: 404, body: expected.body })
    expect(await door.rows('doorMessage')).toEqual([])
  })

  it('a door that was never opened is closed', async () => {
    const fresh = await testServer()
    expect((await fresh.app.inject({ url: '/deur/x' })).statusCode).toBe(404)
    await fresh.close()
  })

  it('asks the store the same questions whether a link works or not, up to the page itself', async () => {
    const asked: string[] = []
    const good = await door.link(PIA), expired = await door.link(PIA, { expiresOn: '2026-11-01' })
    const { openDoor } = await import('../../../server/door/visit.ts')
    const count = async (token: string) => {
      asked.length = 0
      await server.store.read((tx) => openDoor(new Proxy(tx, { get: (target, name: keyof typeof tx) => (...args: unknown[]) => { asked.push(name); return (target[name] as (...a: unknown[]) => unknown)(...args) } }), token, server.clock.ms))
      return asked.join(' ')
    }
    const expected = await count(good)
    for (const token of [expired, 'onzin', newToken((b) => b.fill(3)), 'a'.repeat(99)]) expect(await count(token)).toBe(expected)
  })

  it('ten thousand guesses from one address are limited, and the page of the wait says nothing', async () => {
    const strict = await testServer({ doorPagesPerMinute: 120 })
    const seen = new Map<number, number>(), pages = new Set<string>()
    // On PostgreSQL every count is a transaction: there a tenth of it.
    const guesses = process.env['SERVER_STORE'] === 'postgres' ? 1000 : 10_000
    for (let i = 0; i < guesses; i++) {
      const r = await strict.app.inject({ url: `/deur/${newToken((b) => { new DataView(b.buffer).setUint32(0, i); return b })}`, remoteAddress: '127.0.0.9' })
      seen.set(r.statusCode, (seen.get(r.statusCode) ?? 0) + 1)
      if (r.statusCode === 429) pages.add(r.body)
    }
    expect([...seen]).toEqual([[404, 120], [429, guesses - 120]])
    expect(pages.size).toBe(1)
    expect((await strict.app.inject({ url: '/deur/x', remoteAddress: '127.0.0.8' })).statusCode).toBe(404)
    expect((await strict.app.inject({ method: 'POST', url: '/deur/x', remoteAddress: '127.0.0.9' })).statusCode).toBe(429)
    strict.clock.ms += 61_000
    expect((await strict.app.inject({ url: '/deur/x', remoteAddress: '127.0.0.9' })).statusCode).toBe(404)
    await strict.close()
  }, 60_000)
})

describe('coming or not', () => {
  it('becomes a message that waits, once, and does not touch the list', async () => {
    const token = await door.link(PIA)
    for (let i = 0; i < 2; i++) expect(await door.post(token, { wat: 'komst', bijeenkomst: EVENING, antwoord: 'komt' })).toMatchObject({ status: 303, headers: { location: `${token}?klaar=komst` } })
    expect(await door.rows('doorMessage')).toMatchObject([{ fields: { contactId: PIA, type: 'komst', meetingId: EVENING, response: 'komt', state: 'nieuw', receivedAt: '2026-11-23T13:00:00.000Z' } }])
    expect((await door.rows('attendance')).find(({ id }) => id === attendanceId(EVENING, PIA))?.fields['response']).toBe('geen')
    const page = (await door.get(token, '?klaar=komst')).body
    expect(page).toContain('Uw antwoord is verstuurd')
    expect(page).toContain('U liet weten: ik kom. Een medewerker zet dit nog op de lijst.')
    expect(page).not.toContain('value="komt"')
    server.clock.ms += 1000
    await door.post(token, { wat: 'komst', bijeenkomst: EVENING, antwoord: 'afgemeld' })
    server.clock.ms += 1000
    await door.post(token, { wat: 'komst', bijeenkomst: EVENING, antwoord: 'komt' })
    expect((await door.rows('doorMessage')).map(({ fields }) => fields['response']).sort()).toEqual(['afgemeld', 'komt', 'komt'])
  })

  it("another person's meeting, one that is over, and one that does not exist are not taken", async () => {
    const token = await door.link(PIA)
    await door.anna.push([change('meeting', 'voorbij', door.anna.at(50), { title: 'Voorbij', startsAt: '2026-11-20T19:30', state: 'gepland' }), change('attendance', attendanceId('voorbij', PIA), door.anna.at(50), { meetingId: 'voorbij', contactId: PIA, invitedOn: '2026-11-01' })])
    for (const bijeenkomst of ['ander', 'voorbij', 'nergens', '', attendanceId('ander', OMAR), "' OR 1=1 --"]) expect((await door.post(token, { wat: 'komst', bijeenkomst, antwoord: 'komt' })).headers['location']).toBe(token)
    for (const form of [{ wat: 'komst', bijeenkomst: EVENING, antwoord: 'misschien' }, { wat: 'onzin' }, {}]) expect((await door.post(token, form as Record<string, string>)).status).toBe(400)
    expect(await door.rows('doorMessage')).toEqual([])
  })
})

describe('a signal', () => {
  it('arrives as it was typed, with the owner of the link whatever else the form says', async () => {
    const token = await door.link(PIA)
    const text = '<script>alert(1)</script> & "lamp" \u202E stuk\nbij de speeltuin'
    const sent = await door.post(token, { ...signal(text, { plek: '<img src=x onerror=alert(1)>', thema: 'verlichting' }), contactId: OMAR, contact: OMAR, id: 'x', state: 'overgenomen' })
    expect(sent.status).toBe(303)
    expect(await door.rows('doorMessage')).toMatchObject([{ fields: { contactId: PIA, type: 'signaal', text, place: '<img src=x onerror=alert(1)>', themeId: 'verlichting', state: 'nieuw' } }])
    const page = (await door.get(token)).body
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toMatch(/<script|<img/)
    expect((await door.get(await door.link(OMAR))).body).not.toContain('alert(1)')
  })

  it('is sent once however often the same form comes, and another text is another signal', async () => {
    const token = await door.link(PIA)
    const nummer = nonceOn((await door.get(token)).body)
    for (let i = 0; i < 3; i++) await door.post(token, signal('Lamp stuk', { nummer }))
    await Promise.all([door.post(token, signal('Bank kapot', { nummer })), door.post(token, signal('Bank kapot', { nummer }))])
    expect((await door.rows('doorMessage')).map(({ fields }) => fields['text']).sort()).toEqual(['Bank kapot', 'Lamp stuk'])
    expect(nonceOn((await door.get(token)).body)).not.toBe(nummer)
  })

  it('is asked about first when it may hold something of a person', async () => {
    const token = await door.link(PIA)
    const text = 'De auto met kenteken XX-99-XX staat fout, en Jan de Verzinner dealt drugs. BSN 111222333.'
    const asked = await door.post(token, signal(text))
    expect(asked.status).toBe(200)
    for (const shown of ['Staat hier iets over een persoon in?', '<strong>XX-99-XX</strong>: dat lijkt een kenteken', 'Jan de Verzinner', '111222333', 'Haal dit weg en verstuur']) expect(asked.body).toContain(shown)
    expect(await door.rows('doorMessage')).toEqual([])
    await door.post(token, signal(text, { verder: 'zonder' }))
    expect((await door.rows('doorMessage')).map(({ fields }) => fields['text'])).toEqual(['De auto met kenteken [kenteken weggehaald] staat fout, en [naam weggehaald] dealt drugs. BSN [burgerservicenummer weggehaald].'])
    await door.post(token, signal(text, { verder: 'zo' }))
    expect((await door.rows('doorMessage')).some(({ fields }) => fields['text'] === text)).toBe(true)
  })

  it('empty or too long is said at the field, and what was typed stays', async () => {
    const token = await door.link(PIA)
    const empty = await door.post(token, signal('  \n ', { plek: 'bij de brug' }))
    expect(empty.status).toBe(422)
    expect(empty.body).toContain('<a href="#tekst">Schrijf op wat er speelt.</a>')
    expect(empty.body).toContain('value="bij de brug"')
    const long = await door.post(token, signal('x'.repeat(5001)))
    expect([long.status, long.body.includes('Maak hem korter dan 5.000 tekens')]).toEqual([422, true])
    expect(await door.rows('doorMessage')).toEqual([])
  })

  it('hostile texts are taken well or refused well', async () => {
    const token = await door.link(PIA)
    await door.settings({ days: 30 })
    for (const [i, text] of hostileTexts.entries()) {
      const { status, body } = await door.post(token, signal(text, { nummer: text, plek: text, buurt: text, thema: text }))
      expect([i, [200, 303, 422].includes(status), /<script/i.test(body)]).toEqual([i, true, false])
    }
    expect((await door.get(token)).status).toBe(200)
    expect((await door.rows('doorMessage')).every(({ fields }) => fields['contactId'] === PIA)).toBe(true)
  })

  it(`no more than ${MAX_WAITING} wait for a person`, async () => {
    const token = await door.link(PIA), other = await door.link(PIA)
    for (let i = 0; i < MAX_WAITING; i++) await door.post(i % 2 ? token : other, signal(`Signaal ${i}`))
    expect((await door.post(token, signal('Nog een'))).headers['location']).toBe(`${token}?klaar=vol`)
    expect(await door.rows('doorMessage')).toHaveLength(MAX_WAITING)
    expect((await door.post(token, { wat: 'stoppen', zeker: 'ja' })).headers['location']).toBe(`${token}?klaar=gestopt`)
    expect((await door.rows('consent')).find(({ id }) => id === 'toestemming-pia')?.fields['withdrawnOn']).toBe('2026-11-23')
  })
})

describe('consent', () => {
  it('withdrawing asks once more, then holds at once: consent and open invitations, and nobody else', async () => {
    const token = await door.link(PIA)
    expect((await door.post(token, { wat: 'stoppen' })).body).toContain('Wilt u uw toestemming intrekken?')
    expect((await door.rows('consent')).every(({ fields }) => fields['withdrawnOn'] === null)).toBe(true)
    await door.post(token, { wat: 'stoppen', zeker: 'ja' })
    await door.post(token, { wat: 'stoppen', zeker: 'ja' })
    const consents = new Map((await door.rows('consent')).map(({ id, fields }) => [id, fields]))
    expect(consents.get('toestemming-pia')).toMatchObject({ withdrawnOn: '2026-11-23', withdrawnHow: 'via de digitale deur' })
    expect(consents.get('toestemming-omar')).toMatchObject({ withdrawnOn: null })
    const invited = new Map((await door.rows('attendance')).map(({ id, fields }) => [id, fields]))
    expect(invited.get(attendanceId(EVENING, PIA))).toMatchObject({ deleted: true })
    expect(invited.get(attendanceId(EVENING, OMAR))?.['deleted']).toBeUndefined()
    expect(await door.rows('doorMessage')).toMatchObject([{ fields: { type: 'toestemming', withdrawn: true, state: 'nieuw' } }])
    expect(await door.rows('conflict')).toEqual([])
    const page = (await door.get(token, '?klaar=gestopt')).body
    expect(page).toContain('Uw toestemming is ingetrokken')
    expect(page).not.toContain('Wijkavond')
  })

  it('fewer ways hold at once and keep what stood there; more ways wait', async () => {
    const token = await door.link(PIA)
    const consent = async () => (await door.rows('consent')).find(({ id }) => id === 'toestemming-pia')!.fields
    await door.post(token, { wat: 'bereik', manier: ['post', 'telefoon', 'onzin'] })
    expect(await consent()).toMatchObject({ channels: ['telefoon'], corrections: [{ at: '2026-11-23T13:00:00.000Z', memberId: null, channels: ['email', 'telefoon'] }] })
    expect((await door.rows('doorMessage')).map(({ fields }) => fields['channels'])).toEqual([['telefoon', 'post']])
    expect((await door.get(token)).body).toContain('Uw nieuwe keuze wordt nog bekeken.')
    await door.post(token, { wat: 'bereik', manier: ['telefoon', 'post'] })
    expect(await door.rows('doorMessage')).toHaveLength(1)
    const none = await door.post(token, { wat: 'bereik' })
    expect([none.status, none.body.includes('Kies ten minste één manier')]).toEqual([422, true])
    // Nothing left of the old ways would mean every way.
    await door.post(token, { wat: 'bereik', manier: ['post'] })
    expect((await consent())['channels']).toEqual(['post'])
  })
})

it('reads back what was done with a signal, in words for everybody, and the answer of the team', async () => {
  const token = await door.link(PIA)
  await door.post(token, signal('De lamp bij de brug is stuk'))
  const id = (await door.rows('doorMessage'))[0]!.id
  expect((await door.get(token)).body).toContain('Nog niet bekeken.')
  await door.anna.push([
    change('signal', 's1', door.anna.at(4000), { text: 'Lamp', state: 'opgepakt', reason: 'intern gedoe' }), change('action', 'a1', door.anna.at(4000), { title: 'Bel aannemer Geheim', signalIds: ['s1'] }),
    change('terugkoppeling', 't9', door.anna.at(4000), { actionId: 'a1', what: 'intern', publicText: 'De lamp brandt weer.', toldOn: '2026-11-23', panelId: null, contactIds: [] }),
    change('doorMessage', id, door.anna.at(4001), { state: 'overgenomen', signalId: 's1', answer: 'Dank u wel' }, { bases: { state: (await door.rows('doorMessage'))[0]!.stamp } }),
  ])
  const { body } = await door.get(token)
  for (const shown of ['Wij zijn ermee bezig.', 'Antwoord van het team: Dank u wel', 'De lamp brandt weer.']) expect(body).toContain(shown)
  for (const hidden of ['intern', 'Geheim', 'aannemer']) expect(body).not.toContain(hidden)
  expect((await door.get(await door.link(OMAR))).body).not.toContain('De lamp bij de brug')
})

describe('what a request can do wrong', () => {
  it('huge bodies and other content are refused with a page, the same for every link', async () => {
    const token = await door.link(PIA), unknown = newToken((b) => b.fill(1))
    const send = async (to: string, type: string, payload: string) => { const r = await server.app.inject({ method: 'POST', url: `/deur/${to}`, headers: { 'content-type': type }, payload }); return [r.statusCode, r.headers['content-type'], r.body] as const }
    for (const [type, payload, status] of [['application/x-www-form-urlencoded', `wat=signaal&tekst=${'x'.repeat(100_000)}`, 413], ['application/json', '{"wat":"stoppen","zeker":"ja"}', 415], ['text/plain', 'wat=stoppen&zeker=ja', 415], ['multipart/form-data; boundary=x', '--x--', 415]] as const) {
      const answered = await send(token, type, payload)
      expect(answered.slice(0, 2)).toEqual([status, 'text/html; charset=utf-8'])
      expect(await send(unknown, type, payload)).toEqual(answered)
    }
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const) expect((await server.app.inject({ method, url: `/deur/${token}` })).statusCode).toBe(404)
    expect((await door.rows('consent')).every(({ fields }) => fields['withdrawnOn'] === null)).toBe(true)
  })

  it('a GET changes nothing, whatever it carries', async () => {
    const token = await door.link(PIA)
    await door.get(token, '?wat=stoppen&zeker=ja&klaar=<script>')
    expect((await door.get(token, '?klaar=%3Cscript%3E')).body).not.toContain('script')
    expect(await door.rows('doorMessage')).toEqual([])
  })

  it('nothing of a token or a person is reported when the store fails', async () => {
    const reported: unknown[] = []
    const broken = await testServer()
    broken.deps.store.attempt = async () => { throw new Error('kapot') }
    const r = await broken.app.inject({ url: `/deur/${newToken((b) => b.fill(2))}` })
    reported.push(...broken.reported.splice(0))
    expect([r.statusCode, r.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
    expect(reported.map(String).join()).not.toContain(newToken((b) => b.fill(2)))
    await broken.close()
  })

  it('what comes in goes to who may see it: not to the wijk BOA, not to another gebied', async () => {
    const boa = await server.laptop('Bo', 'boa', [G1]), other = await server.laptop('Olga', 'oov', [G2])
    await door.post(await door.link(PIA), signal('De lamp is stuk'))
    for (const laptop of [boa, other]) expect(JSON.stringify(await laptop.pull({}, { limit: 10_000 }))).not.toMatch(/doorMessage|doorLink|De lamp is stuk/)
  })

  it('only a beheerder can open the door', async () => {
    const { changes } = await door.anna.push([change('doorSettings', '00000000-0000-7000-8000-000000000031', door.anna.at(4500), { open: true }, { gebied: 'gemeente' })])
    expect(changes).toMatchObject([{ status: 'refused', reason: 'noAccess' }])
  })
})

it('[E1] erasing the person takes links and messages along, on the server and in the feed, and nothing comes in after it', async () => {
  const token = await door.link(PIA)
  await door.post(token, signal('Alleen van mij'))
  const [message] = await door.rows('doorMessage')
  const { erase } = await door.anna.push([], { erase: [{ contactId: PIA, gebied: G1 }] })
  expect(erase).toEqual([{ status: 'applied' }])
  expect([await door.rows('doorMessage'), await door.rows('doorLink')]).toEqual([[], []])
  expect((await door.get(token)).status).toBe(404)
  expect((await door.post(token, signal('Nog iets'))).status).toBe(404)
  // A laptop that was away cannot bring them back.
  const { changes } = await door.anna.push([change('doorLink', 'nieuw', door.anna.at(5000), { contactId: PIA, expiresOn: '2027-01-01' }), change('doorMessage', message!.id, door.anna.at(5000), { answer: 'x' })])
  expect(changes).toEqual([{ status: 'erased' }, { status: 'erased' }])
  expect(await door.anna.call(paths.pull, { device: door.anna.device, epoch: (await door.anna.pull()).epoch, cursors: {}, limit: 10_000 }).then(({ body }) => JSON.stringify(body))).not.toContain('Alleen van mij')
})
