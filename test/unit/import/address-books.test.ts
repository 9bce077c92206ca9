import { describe, expect, it } from 'vitest'
import { emptyDraft, type ContactDraft, type DraftRow } from '#core/import/draft.ts'
import { readLdif } from '#core/import/ldif.ts'
import { sniff } from '#core/import/sniff.ts'
import { readVcards } from '#core/import/vcard.ts'
import { utf8 } from '#core/text/bytes.ts'

const filled = ({ draft }: DraftRow): Partial<ContactDraft> => Object.fromEntries(Object.entries(draft).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(emptyDraft[field as keyof ContactDraft])))
const cards = (text: string | Uint8Array): Partial<ContactDraft>[] => readVcards(typeof text === 'string' ? utf8(text) : text).rows.map(filled)
const card = (...lines: string[]): Partial<ContactDraft> => cards(['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n'))[0] ?? {}
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((character) => [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8])])
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('vCard', () => {
  it('unfolds, also in the middle of a character', () => {
    const bytes = utf8('BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bos;Zoë;;;\r\nNOTE:regel\r\n  twee\r\nEND:VCARD\r\n')
    const at = bytes.indexOf(0xc3) + 1
    const folded = Uint8Array.from([...bytes.slice(0, at), 13, 10, 32, ...bytes.slice(at)])
    expect(cards(folded)).toEqual([{ firstName: 'Zoë', lastName: 'Bos', remarks: 'regel twee' }])
  })
  it('undoes escapes by version', () => {
    expect(card('VERSION:4.0', 'N:van der Berg;J\\, Jan;;;', 'NOTE:een\\ntwee\\;drie\\\\vier\\:vijf', 'CATEGORIES:a,b\\,c', 'ORG:Stichting A\\;B;Afdeling')).toEqual({ firstName: 'J, Jan', prefix: 'van der', lastName: 'Berg', remarks: 'een\ntwee;drie\\vier:vijf', labels: ['a', 'b,c'], organisation: 'Stichting A;B' })
    expect(card('VERSION:2.1', 'N:Bos\\;Smit;Jan', 'NOTE:c:\\map\\naam')).toEqual({ firstName: 'Jan', lastName: 'Bos;Smit', remarks: 'c:\\map\\naam' })
  })
  it('takes lists of names apart, and keeps the lines of a street with it', () => {
    expect(card('VERSION:4.0', 'N:van der Berg;Rene,J.;Piet,Jan;Dhr.,Dr.;')).toEqual({ salutation: 'Dhr. Dr.', firstName: 'Rene J. Piet Jan', prefix: 'van der', lastName: 'Berg' })
    expect(card('N:Bos;Jan;;;', 'ADR:;;Kade 12-II\\nachterom;Alkmaar;;1823AB;')).toEqual({ firstName: 'Jan', lastName: 'Bos', street: 'Kade', houseNumber: '12', houseNumberAddition: 'II', postcode: '1823 AB', city: 'Alkmaar', remarks: 'Adres, tweede regel: achterom' })
    expect(card('VERSION:2.1', 'N:Bos;Jan', 'ADR;QUOTED-PRINTABLE:;;Kade=0D=0A3 hoog;Alkmaar')).toEqual({ firstName: 'Jan', lastName: 'Bos', city: 'Alkmaar', remarks: 'Adres: Kade\n3 hoog' })
  })
  it('reads a name in one piece, and an address that is only there as on a letter', () => {
    expect(card('N:Jan van der Berg', 'TEL:06-12345678')).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg', phone: '+31612345678' })
    expect(card('N:;Jan van der Berg;;;', 'FN:Jan van der Berg')).toEqual({ firstName: 'Jan', prefix: 'van der', lastName: 'Berg' })
    expect(card('N:;Jan Willem;;;', 'FN:Jan Willem')).toEqual({ firstName: 'Jan Willem' })
    expect(card('VERSION:2.1', 'N:Bos;Jan', 'LABEL;HOME;ENCODING=QUOTED:Bl=FCmstraat 3=0D=0A1823 AB Alkmaar')).toEqual({ firstName: 'Jan', lastName: 'Bos', street: 'Blümstraat', houseNumber: '3', postcode: '1823 AB', city: 'Alkmaar' })
    expect(card('N:Bos;Jan', 'LABEL:Kade 4', 'ADR:;;Kade 3;Alkmaar;;;')).toEqual({ firstName: 'Jan', lastName: 'Bos', street: 'Kade', houseNumber: '3', city: 'Alkmaar' })
  })
  it('knows an organisation by its kind', () => {
    expect(card('VERSION:4.0', 'KIND:org', 'FN:Stichting De Mare')).toEqual({ organisation: 'Stichting De Mare' })
    expect(card('VERSION:3.0', 'N:;;;;', 'FN:Bakkerij van Dijk', 'X-ABShowAs:COMPANY', 'ORG:Bakkerij van Dijk;Winkel')).toEqual({ organisation: 'Bakkerij van Dijk' })
    expect(card('VERSION:3.0', 'N:Bos;Jan;;;', 'FN:Jan Bos', 'ORG:Bakkerij', 'X-ABShowAs:COMPANY')).toEqual({ firstName: 'Jan', lastName: 'Bos', organisation: 'Bakkerij' })
  })
  it('reads quoted-printable with soft line ends and any character set', () => {
    expect(card('VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=B6s;Zo=C3=AB', 'NOTE;ENCODING=QUOTED-PRINTABLE:een=0D=0Atwee =', ' drie')).toEqual({ firstName: 'Zoë', lastName: 'Bös', remarks: 'een\ntwee  drie' })
    expect(card('VERSION:2.1', 'N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:B=F6s;Jan', 'NOTE;QUOTED-PRINTABLE:a=', 'NOTE2:b')).toEqual({ firstName: 'Jan', lastName: 'Bös', remarks: 'aNOTE2:b' })
    expect(cards(latin1('BEGIN:VCARD\nVERSION:3.0\nFN:Zo\xeb B\xf6s\nEND:VCARD'))).toEqual([{ firstName: 'Zoë', lastName: 'Bös' }])
    // UTF-8 under another name, and names that few programs use.
    expect(card('VERSION:2.1', 'N;CHARSET=windows-1252:Bös;Zoë')).toEqual({ firstName: 'Zoë', lastName: 'Bös' })
    expect(card('VERSION:2.1', 'N;CHARSET=ISO-8859-2;QUOTED-PRINTABLE:Nov=E1k;Ji=F8=ED')).toEqual({ firstName: 'Jiří', lastName: 'Novák' })
    expect(card('VERSION:2.1', 'N;CHARSET=x-onbekend;QUOTED-PRINTABLE:B=F6s;Jan')).toEqual({ firstName: 'Jan', lastName: 'Bös' })
  })
  it('reads groups, preference, kinds of phones and addresses', () => {
    expect(card('VERSION:3.0', 'N:Bos;Jan;;;', 'TEL;TYPE=WORK,FAX:072-5111111', 'item1.TEL;type=HOME:072-5123456', 'item1.X-ABLabel:thuis', 'TEL;type=CELL;type=pref:06-12345678', 'TEL;PAGER:1', 'EMAIL:b@c.nl', 'EMAIL;PREF=1:a@b.nl', 'ADR;TYPE=WORK:;;Kantoorweg 1;Alkmaar;;1822AA;', 'ADR;TYPE=HOME:;;Kade 3-A;Alkmaar;;1823ab;NL')).toEqual({
      firstName: 'Jan', lastName: 'Bos', phone: '+31612345678', phone2: '+31725123456', email: 'a@b.nl', street: 'Kade', houseNumber: '3', houseNumberAddition: 'A', postcode: '1823 AB', city: 'Alkmaar', remarks: 'Werkadres: Kantoorweg 1, 1822AA Alkmaar\nMeer e-mailadressen: b@c.nl',
    })
    expect(card('VERSION:4.0', 'FN:Jan Bos', 'TEL;VALUE=uri;TYPE="work,voice":tel:+31-72-512-3456;ext=102', 'ORG:A', 'ORG:B')).toEqual({ firstName: 'Jan', lastName: 'Bos', phone: '+31725123456', organisation: 'A', remarks: 'Ook: B' })
  })
  it('reads several cards, blank lines, missing ends and doubled carriage returns', () => {
    const read = readVcards(utf8('\n\nBEGIN:VCARD\r\r\nVERSION:3.0\r\r\nFN:Jan Bos\r\r\nEND:VCARD\r\r\n\n begin:vcard\nBEGIN:VCARD\nFN:An Smit\nBEGIN:VCARD\nFN:Bo Vos\n'))
    expect(read.rows.map((row) => `${String(row.line)} ${row.draft.lastName}`)).toEqual(['1 Bos', '2 Smit', '3 Vos'])
    expect(read.problems).toEqual([{ line: 3, message: 'Kaartje 3 is niet compleet: het einde ontbreekt.' }])
    expect(cards('BEGIN:VCARD\rFN:Jan Bos\rEND:VCARD\r')).toEqual([{ firstName: 'Jan', lastName: 'Bos' }])
  })
  it('keeps the card of an agent inside a card apart, and what follows it with the person', () => {
    const agent = 'BEGIN:VCARD\nVERSION:2.1\nN:Bode;Kees\nTEL:06-11111111\nEND:VCARD\n'
    for (const start of ['AGENT:\n', 'AGENT:']) {
      const read = readVcards(utf8(`BEGIN:VCARD\nVERSION:2.1\nN:Bos;Jan\n${start}${agent}TEL:06-12345678\nEND:VCARD\nBEGIN:VCARD\nN:Vos;An\nEND:VCARD\n`))
      expect(read.rows.map(filled)).toEqual([{ firstName: 'Jan', lastName: 'Bos', phone: '+31612345678' }, { firstName: 'An', lastName: 'Vos' }])
      expect([read.problems, read.dropped.map(({ header }) => header)]).toEqual([[], ['AGENT']])
    }
    expect(card('N:Bos;Jan', 'AGENT:', 'TEL:06-12345678')).toEqual({ firstName: 'Jan', lastName: 'Bos', phone: '+31612345678' })
  })
  it('reads files that were put one behind the other, byte order marks and all', () => {
    const one = (name: string): string => `\ufeffBEGIN:VCARD\r\nFN:${name}\r\nEND:VCARD\r\n`
    expect(cards(one('Jan Bos') + one('An Smit'))).toEqual([{ firstName: 'Jan', lastName: 'Bos' }, { firstName: 'An', lastName: 'Smit' }])
  })
  it('takes no birthday, sex or photo, and says so once', () => {
    const read = readVcards(utf8('BEGIN:VCARD\nFN:Jan Bos\nBDAY:19800101\nGENDER:M\nPHOTO;ENCODING=b:AAAA\nX-EIGEN:1\nEND:VCARD\nBEGIN:VCARD\nFN:An Bos\nBDAY:19800101\nEND:VCARD\n'))
    expect(read.dropped.map(({ header }) => header)).toEqual(['BDAY', 'GENDER', 'PHOTO', 'X-…'])
    expect(read.dropped[0]?.why).toMatch(/geboortedatum/)
    expect(JSON.stringify(read.rows)).not.toContain('1980')
    const own = readVcards(utf8('BEGIN:VCARD\nFN:Jan Bos\nX-BSN:111222333\nX-GENDER:M\nX-EIGEN:1\nEND:VCARD\n')).dropped
    expect(own).toMatchObject([{ header: 'X-BSN', why: expect.stringContaining('burgerservicenummer') }, { header: 'X-GENDER', why: expect.stringContaining('geslacht') }, { header: 'X-…' }])
  })
  it('leaves groups of people out', () => { expect(readVcards(utf8('BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Wijkpanel\nEND:VCARD\n'))).toMatchObject({ rows: [], problems: [{ message: 'Kaartje 1 is een groep en geen persoon.' }] }) })
})

describe('LDIF', () => {
  const ldif = 'version: 1\n\n# vooraf\ndn: cn=Jan\n# binnenin\nobjectClass: inetOrgPerson\ngivenName: Jan\nsn:: QsO2cw==\nmail: jan@b\n os.nl\nmail: jan2@bos.nl\nmobile: 06-12345678\nmozillaHomeStreet: Kade 3\nmozillaHomePostalCode: 1823ab\njpegPhoto:< file:///foto\n\ndn: cn=Groep\nobjectClass: groupOfNames\ncn: Groep\n\ndn: cn=An Smit\nobjectClass: OpenLDAPperson\ncn: An Smit\nsn: Smit\nbirthyear: 1980'
  it('reads persons only, with folded and base64 values', () => {
    const read = readLdif(utf8(ldif))
    expect(read.rows.map(filled)).toEqual([
      { firstName: 'Jan', lastName: 'Bös', email: 'jan@bos.nl', phone: '+31612345678', street: 'Kade', houseNumber: '3', postcode: '1823 AB', remarks: 'Meer e-mailadressen: jan2@bos.nl' },
      { firstName: 'An', lastName: 'Smit' },
    ])
    expect(read.rows.map((row) => row.line)).toEqual([4, 21])
    expect(read.problems[0]?.message).toMatch(/^1 onderdeel is geen persoon/)
    expect(read.dropped).toHaveLength(1)
  })
  it('reads what directories write besides: other names, comments and blank lines in front, UTF-16', () => {
    const directory = '# extended LDIF\n#\n\n# An\ndn:cn=An\nobjectClass: person\ncommonName: An Smit\nsurname: Smit\ngn: An\nstreetAddress: Kade 3\nl: Alkmaar\ncompany: Stichting\no: Stichting\ninfo:: ZWVuDQp0d2Vl\nbirthDate: 19800101\nbirthYear: 1980\n\n# search result\nsearch: 2\n'
    for (const bytes of [utf8(directory), utf16(directory)]) {
      expect(sniff(bytes)).toBe('ldif')
      const read = readLdif(bytes)
      expect(read.rows.map(filled)).toEqual([{ firstName: 'An', lastName: 'Smit', organisation: 'Stichting', street: 'Kade', houseNumber: '3', city: 'Alkmaar', remarks: 'een\ntwee' }])
      expect([read.problems, read.dropped.map(({ header }) => header)]).toEqual([[], ['birthdate']])
    }
  })
  it('takes no computer for a person', () => {
    const read = readLdif(utf8('dn: CN=PC1\nobjectClass: top\nobjectClass: person\nobjectClass: user\nobjectClass: computer\ncn: PC1\n\ndn: CN=An\nobjectClass: person\nobjectClass: user\ncn: An Smit\nsn: Smit\n'))
    expect(read.rows.map(filled)).toEqual([{ firstName: 'An', lastName: 'Smit' }])
    expect(read.problems[0]?.message).toMatch(/^1 onderdeel/)
  })
})
