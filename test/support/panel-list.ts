/**
 * The respondent list of the panel evening, invented: 127 rows, `;`, Windows-1252, 3 doubles, 2 without consent, one 'van der'.
 * Survey answers, respondent numbers and a BSN column stand in it to be dropped.
 */
export function panelList(): Uint8Array {
  const header = 'respnr;aanhef;voorletters;voornaam;tussenvoegsel;achternaam;straat;huisnr;toevoeging;postcode;plaats;telefoon;email;wijkcode;wijk;bsn;v12_veilig_gevoel;panel_ja;datum_toestemming'
  const rows = Array.from({ length: 122 }, (_, i) => row(i))
  rows[5] = row(5, { prefix: 'van der', last: 'Bérgvoorbeeld' })
  rows.push(row(3), row(40), row(77), row(200, { yes: 'nee', date: '' }), row(201, { yes: 'ja', date: '' }))
  return latin1([header, ...rows].join('\r\n') + '\r\n')
}

function row(i: number, { prefix = '', last = `Voorbeeld${letters(i)}`, yes = 'ja', date = '14-3-2023' } = {}): string {
  const bsn = ['999993653', '999991723', '999995078'][i % 3]
  return [1000 + i, i % 2 ? 'mevrouw' : 'heer', 'A.', i % 3 ? 'Zoë' : 'Piet', prefix, last, 'Voorbeeldkade', i + 1, i % 7 ? '' : 'hs', '1823ab', 'Alkmaar', i % 5 ? `6${String(12345678 + i * 7)}` : '', i % 4 ? `resident${i}@voorbeeld.example` : '', 'WK036102', 'Overdie', bsn, (i % 10) + 1, yes, date].join(';')
}

const letters = (i: number) => String.fromCharCode(97 + (i % 26)) + String.fromCharCode(97 + (Math.floor(i / 26) % 26)) + 'ma'
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
