import { inventedContact } from './contacts.ts'

/** A list of invented people as a municipality exports it: `;`, UTF-8 with BOM, about 100 bytes a row. No two are double. */
export function bulkList(rows: number): Uint8Array {
  const header = 'voornaam;tussenvoegsel;achternaam;straat;huisnr;postcode;plaats;telefoon;email;wijkcode;panel_ja;datum_toestemming'
  const lines = Array.from({ length: rows }, (_, n) => {
    const { contact, details } = inventedContact(n)
    return [contact.firstName, contact.prefix, `${contact.lastName ?? ''}x${String(n)}`, details.street, details.houseNumber, details.postcode, details.city, `06${String(10_000_000 + n)}`, `inwoner${String(n)}@voorbeeld.example`, contact.wijkCode, 'ja', '14-03-2023'].join(';')
  })
  return new TextEncoder().encode(`\uFEFF${header}\r\n${lines.join('\r\n')}\r\n`)
}
