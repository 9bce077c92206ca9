import { describe, expect, it } from 'vitest'
import { isMailAddress, toEml } from '#core/export/eml.ts'
import { toIcs, type CalendarEvent } from '#core/export/ics.ts'
import { utf8Length } from '#core/text/bytes.ts'

const event: CalendarEvent = {
  uid: 'm1@gebiedsboek', sequence: 2, startsAt: '2026-10-25T19:30', endsAt: '2026-10-25T21:00', title: 'Wijkpanel Overdie; veiligheid, samen', place: "Buurthuis 't Hof, Kade 3",
  description: 'Regel een\nRegel twee 😀 '.repeat(8), organiser: { name: 'Team "Overdie"\r\nX:1', email: 'team@voorbeeld.nl' }, attendees: [{ name: 'Zoë Bos', email: 'zoe@voorbeeld.nl' }, { name: 'Fout', email: 'fout@x\r\nATTENDEE:mailto:y@z' }],
}
const ics = (...args: Parameters<typeof toIcs>): string => new TextDecoder().decode(toIcs(...args))
const unfolded = (...args: Parameters<typeof toIcs>): string[] => ics(...args).replace(/\r\n /g, '').split('\r\n')

describe('ICS', () => {
  const now = '2026-10-01T12:00:00.000Z'
  it('has a time zone, a stable uid, a sequence and escaped text', () => {
    expect(unfolded([event], 'REQUEST', now)).toEqual(expect.arrayContaining(['METHOD:REQUEST', 'TZID:Europe/Amsterdam', 'UID:m1@gebiedsboek', 'SEQUENCE:2', 'DTSTAMP:20261001T120000Z', 'DTSTART;TZID=Europe/Amsterdam:20261025T193000', 'DTEND;TZID=Europe/Amsterdam:20261025T210000', 'SUMMARY:Wijkpanel Overdie\\; veiligheid\\, samen', "LOCATION:Buurthuis 't Hof\\, Kade 3", 'STATUS:CONFIRMED']))
  })
  it('folds at 75 octets without breaking a character', () => {
    const text = ics([event], 'PUBLISH', now)
    expect(text.split('\r\n').every((line) => utf8Length(line) <= 75)).toBe(true)
    expect(text).not.toContain('\ufffd')
    expect(unfolded([event], 'PUBLISH', now)).toContain(`DESCRIPTION:${'Regel een\\nRegel twee 😀 '.repeat(8)}`)
    expect(text).not.toMatch(/[^\r]\n/)
  })
  it('lets no name or address add a line', () => {
    expect(unfolded([event], 'REQUEST', now).filter((line) => /^(?:ORGANIZER|ATTENDEE|X)/.test(line))).toEqual(['X-LIC-LOCATION:Europe/Amsterdam', 'ORGANIZER;CN="Team  Overdie   X:1":mailto:team@voorbeeld.nl', 'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Zoë Bos":mailto:zoe@voorbeeld.nl'])
  })
  it('publishes without attendees and cancels', () => {
    expect(ics([event], 'PUBLISH', now)).not.toContain('ATTENDEE')
    expect(unfolded([{ ...event, endsAt: null }], 'CANCEL', now)).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED']))
  })
})

const eml = (draft: Parameters<typeof toEml>[0]): string => new TextDecoder().decode(toEml(draft).bytes)
const header = (text: string, name: string): string => {
  const value = new RegExp(`^${name}: ((?:.*\r\n )*.*)\r\n`, 'm').exec(text)?.[1] ?? ''
  return value.replace(/\r\n (?==\?)/g, '').replace(/\r\n /g, ' ').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString())
}

describe('mail drafts', () => {
  it('are marked unsent, with everybody in Bcc when so given', () => {
    const text = eml({ subject: 'Uitnodiging', text: 'Beste bewoner', bcc: [{ name: 'Jan Bos', email: 'jan@bos.nl' }, { email: 'an@smit.nl' }] })
    expect(text).toMatch(/^X-Unsent: 1\r\n/)
    expect(header(text, 'Bcc')).toBe('"Jan Bos" <jan@bos.nl>, an@smit.nl')
    expect(text).not.toMatch(/^To:/m)
  })
  it.each(['Uitnodiging wijkpanel é 😀 '.repeat(9), 'Kort', 'Één', '=?x?=', 'plain '.repeat(40)])('carries the subject %j in lines of at most 78', (subject) => {
    const text = eml({ subject, text: '' })
    expect(header(text, 'Subject')).toBe(subject.trim())
    expect(text.split('\r\n').every((line) => line.length <= 78)).toBe(true)
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/)
  })
  it('lets no subject, name or address add a header', () => {
    const written = toEml({ subject: 'a\r\nBcc: x@y.nl\u2028z', text: '', to: [{ name: 'J\r\nX-Evil: 1', email: 'jan@bos.nl' }, { email: 'a@b.nl>\r\nBcc: c@d.nl' }, { email: 'a@b.nl, c@d.nl' }] })
    const text = new TextDecoder().decode(written.bytes)
    expect(text).not.toMatch(/^(?:Bcc|X-Evil)/m)
    expect(written.refused).toEqual(['a@b.nl>\r\nBcc: c@d.nl', 'a@b.nl, c@d.nl'])
    expect(['a@b.nl', 'é@b.nl', 'a b@c.nl', ''].map(isMailAddress)).toEqual([true, false, false, false])
  })
  it('writes text as quoted-printable that reads back the same', () => {
    const body = `Beste Zoë,\n.\neinde = ${'lang '.repeat(40)}\ntab\t\nspatie \n😀`
    const text = eml({ subject: 's', text: body })
    const encoded = text.slice(text.indexOf('\r\n\r\n') + 4)
    expect(encoded.split('\r\n').every((line) => line.length <= 76)).toBe(true)
    const bytes = Buffer.from(encoded.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
    expect(bytes.toString('utf8')).toBe(`${body.replaceAll('\n', '\r\n')}\r\n`)
  })
  it('carries attachments whole', () => {
    const bytes = toIcs([event], 'REQUEST', '2026-10-01T12:00:00.000Z')
    const text = eml({ subject: 's', text: 't', attachments: [{ fileName: 'uitnodiging "é".ics', type: 'text/calendar; method=REQUEST; charset=UTF-8', bytes }] })
    const part = text.split('--=_gebiedsboek_deel')[2] ?? ''
    expect(part).toContain('Content-Disposition: attachment; filename="uitnodiging e.ics"')
    expect(Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64')).toEqual(Buffer.from(bytes))
    expect(text.endsWith('--=_gebiedsboek_deel--\r\n')).toBe(true)
  })
})
