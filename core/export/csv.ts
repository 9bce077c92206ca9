import { utf8 } from '../text/bytes.ts'
import { neutralise } from '../text/formula.ts'

const quoted = (text: string): string => (/[;"\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows as CSV that Dutch Excel opens without questions: UTF-8 with BOM, `;`, CRLF. NUL cannot be in a text file and is left out. */
export function toCsv(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const lines = rows.map((row) => `${row.map((cell) => quoted(neutralise(cell.replaceAll('\0', '')))).join(';')}\r\n`)
  return utf8(`\ufeff${lines.join('')}`)
}
