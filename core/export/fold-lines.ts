import { utf8Length } from '../text/bytes.ts'

/** Content lines of vCard and iCalendar: CRLF, folded at 75 octets, never inside a character. */
export function foldLines(lines: readonly string[]): string {
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function foldLine(line: string): string {
  if (line.length <= 24 || utf8Length(line) <= 75) return line
  const pieces: string[] = []
  let piece = '', octets = 0
  for (const character of line) {
    const size = utf8Length(character)
    // A further line begins with a space, which counts.
    if (octets + size > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece)
      piece = ''
      octets = 0
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n ')
}

/** Text as a value: line ends as \n, the four special characters escaped, no other control characters. */
export const escapeValue = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are not allowed in these files
  text.toWellFormed().replace(/\r\n|\r/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
