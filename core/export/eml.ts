import { toBase64, utf8, utf8Length } from '../text/bytes.ts'

export interface MailPerson {
  readonly name?: string
  readonly email: string
}

export interface MailAttachment {
  readonly fileName: string
  /** For example `text/calendar; method=REQUEST; charset=UTF-8`. */
  readonly type: string
  readonly bytes: Uint8Array
}

export interface MailDraft {
  readonly from?: MailPerson
  readonly to?: readonly MailPerson[]
  readonly cc?: readonly MailPerson[]
  /** Residents go here: they do not see each other's address. */
  readonly bcc?: readonly MailPerson[]
  readonly subject: string
  readonly text: string
  readonly attachments?: readonly MailAttachment[]
}

/** The draft and the addresses that are left out because no mail can go there. */
export interface WrittenDraft {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly refused: readonly string[]
}

/** '=' followed by '_' cannot occur in quoted-printable or base64, so no part can hold this line. */
const BOUNDARY = '=_gebiedsboek_deel'

/** Can a mail go to this address? Nothing that could end a header or begin another address. */
// oxlint-disable-next-line no-control-regex -- plain ASCII is exactly what an address header may hold
export const isMailAddress = (email: string): boolean => /^[^\s@<>(),;:"[\]\\\x00-\x1f\x7f-\uffff]{1,64}@[^\s@<>(),;:"[\]\\\x00-\x1f\x7f-\uffff]{1,250}$/.test(email)

/** A message that Outlook and others open as a draft, ready to send. */
export function toEml(draft: MailDraft): WrittenDraft {
  const refused: string[] = []
  const headers = ['X-Unsent: 1', 'MIME-Version: 1.0']
  const people = (name: string, list: readonly MailPerson[] | undefined): void => {
    const good = (list ?? []).filter((person) => isMailAddress(person.email))
    for (const { email } of list ?? []) if (!isMailAddress(email)) refused.push(email)
    if (good.length > 0) headers.push(`${name}: ${good.map(mailbox).join(',\r\n ')}`)
  }
  people('From', draft.from && [draft.from])
  people('To', draft.to)
  people('Cc', draft.cc)
  people('Bcc', draft.bcc)
  headers.push(`Subject: ${headerText(draft.subject, 9)}`)
  const text = ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: quoted-printable', '', quotedPrintable(draft.text)].join('\r\n')
  const attachments = draft.attachments ?? []
  if (attachments.length === 0) return { bytes: utf8(`${headers.join('\r\n')}\r\n${text}\r\n`), refused }
  headers.push(`Content-Type: multipart/mixed; boundary="${BOUNDARY}"`)
  const parts = [text, ...attachments.map(attachmentPart)].map((part) => `--${BOUNDARY}\r\n${part}\r\n`)
  return { bytes: utf8(`${headers.join('\r\n')}\r\n\r\n${parts.join('')}--${BOUNDARY}--\r\n`), refused }
}

function mailbox({ name = '', email }: MailPerson): string {
  const shown = oneLine(name)
  if (shown === '') return email
  return /^[A-Za-z0-9 ]+$/.test(shown) && shown.length < 60 ? `"${shown}" <${email}>` : `${encodedWords(shown, 1)} <${email}>`
}

// oxlint-disable-next-line no-control-regex -- a header is one line: this is what keeps a name from adding headers
const oneLine = (text: string): string => text.toWellFormed().replace(/[\x00-\x1f\x7f\u2028\u2029]+/g, ' ').trim()

/** Header text: as it is when short plain ASCII, otherwise as RFC 2047 encoded words. `used` is what stands before it on the line. */
function headerText(text: string, used: number): string {
  const clean = oneLine(text)
  return /^[\x20-\x7e]*$/.test(clean) && clean.length + used <= 76 && !clean.includes('=?') ? clean : encodedWords(clean, used)
}

/** Words of at most 75 characters, each whole characters, each on its own line. */
function encodedWords(text: string, used: number): string {
  const words: string[] = []
  let piece = '', octets = 0
  let room = 45 - Math.ceil((used * 3) / 4)
  for (const character of text) {
    const size = utf8Length(character)
    if (octets + size > Math.max(12, room)) {
      words.push(piece)
      piece = ''
      octets = 0
      room = 45
    }
    piece += character
    octets += size
  }
  return [...words, piece].map((word) => `=?UTF-8?B?${toBase64(utf8(word))}?=`).join('\r\n ')
}

/** Text in lines of at most 76 characters, line ends as CRLF. */
function quotedPrintable(text: string): string {
  return text.toWellFormed().replace(/\r\n|\r/g, '\n').split('\n').map(quotedLine).join('\r\n')
}

function quotedLine(line: string): string {
  const tokens: string[] = []
  for (const byte of utf8(line)) tokens.push((byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 9 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
  // White space at a line's end, and a dot alone, may be changed on the way.
  if (tokens.at(-1) === ' ' || tokens.at(-1) === '\t') tokens[tokens.length - 1] = tokens.at(-1) === ' ' ? '=20' : '=09'
  if (tokens.length === 1 && tokens[0] === '.') tokens[0] = '=2E'
  const lines: string[] = []
  let current = ''
  for (const token of tokens) {
    if (current.length + token.length > 75) {
      lines.push(`${current}=`)
      current = ''
    }
    current += token
  }
  return [...lines, current].join('\r\n')
}

function attachmentPart({ fileName, type, bytes }: MailAttachment): string {
  // A file name in a header is plain ASCII without quotes.
  const name = fileName.normalize('NFD').replace(/[^\x20-\x7e]|["\\/:*?<>|]/g, '').trim() || 'bijlage'
  const body = toBase64(bytes).replace(/.{76}/g, '$&\r\n')
  return [`Content-Type: ${oneLine(type)}; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${name}"`, '', body].join('\r\n')
}
