import { FileRefused } from './zip.ts'

/** Who listens to an XML document. Names come without their namespace prefix. */
export interface XmlListener {
  open?(name: string, attributes: string): void
  close?(name: string): void
  text?(text: string): void
}

const UNSAFE = 'Dit bestand bevat onderdelen die niet veilig te lezen zijn. Open het in Excel en sla het opnieuw op.'
const BROKEN = 'Dit Excel-bestand is beschadigd. Open het in Excel en sla het opnieuw op.'
/** No tag of a worksheet comes near this; something that does is not a worksheet. */
const LONGEST_TAG = 1_000_000

/**
 * Reads XML that arrives in pieces. Only what worksheets use: tags, attributes, text, CDATA, the five entities and
 * character numbers. A document type is refused, and with it every trick with entities.
 */
export class XmlReader {
  private rest = ''
  private readonly listener: XmlListener

  constructor(listener: XmlListener) {
    this.listener = listener
  }

  push(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece
    let at = 0
    while (at < text.length) {
      const next = text[at] === '<' ? this.markup(text, at) : this.characters(text, at)
      if (next < 0) break
      at = next
    }
    this.rest = at === 0 ? text : text.slice(at)
    if (this.rest.length > LONGEST_TAG) throw new FileRefused(BROKEN)
  }

  end(): void {
    if (this.rest.trim() !== '') throw new FileRefused(BROKEN)
  }

  /** Answers where it stopped, or -1 when it needs more text. */
  private characters(text: string, at: number): number {
    const found = text.indexOf('<', at)
    let end = found < 0 ? text.length : found
    if (found < 0) {
      const entity = text.lastIndexOf('&')
      if (entity >= at && text.length - entity < 16 && !text.includes(';', entity)) end = entity
      // A pair of surrogates must not be handed out in halves.
      if (end > at && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--
      if (end === at) return -1
    }
    this.listener.text?.(unescapeXml(text.slice(at, end)))
    return end
  }

  private markup(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
    if (text.startsWith('<![CDATA[', at)) {
      const end = after(text, ']]>', at + 9)
      if (end >= 0) this.listener.text?.(text.slice(at + 9, end - 3))
      return end
    }
    if (text.length - at < 10 && ('<![CDATA['.startsWith(text.slice(at)) || '<!--'.startsWith(text.slice(at)))) return -1
    if (text.startsWith('<?', at)) return after(text, '?>', at + 2)
    if (text.startsWith('<!', at)) throw new FileRefused(UNSAFE)
    const end = tagEnd(text, at)
    if (end < 0) return -1
    this.tag(text.slice(at + 1, end))
    return end + 1
  }

  private tag(inside: string): void {
    if (inside.startsWith('/')) {
      this.listener.close?.(localName(inside.slice(1).trim()))
      return
    }
    const selfClosing = inside.endsWith('/')
    const body = selfClosing ? inside.slice(0, -1) : inside
    const split = body.search(/\s/)
    const name = localName(split < 0 ? body : body.slice(0, split))
    this.listener.open?.(name, split < 0 ? '' : body.slice(split))
    if (selfClosing) this.listener.close?.(name)
  }
}

const after = (text: string, ending: string, from: number): number => {
  const at = text.indexOf(ending, from)
  return at < 0 ? -1 : at + ending.length
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** A '>' inside an attribute's quotes does not end the tag. */
function tagEnd(text: string, at: number): number {
  let quote = 0
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quote !== 0) { if (code === quote) quote = 0 }
    else if (code === 62) return i
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Entities that XML does not know by itself stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The value of one attribute in a tag's attribute text; its namespace prefix does not count. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(name)
  while (at >= 0) {
    const before = attributes[at - 1]
    if (before === undefined || before === ':' || /\s/.test(before)) {
      const match = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(at + name.length, at + name.length + 40_000))
      if (match) return unescapeXml(match[1] ?? match[2] ?? '')
    }
    at = attributes.indexOf(name, at + 1)
  }
  return undefined
}

/** Excel writes characters that XML forbids as `_x000D_`, and a real `_x000D_` as `_x005F_x000D_`. */
export const decodeEscapes = (text: string): string => text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
