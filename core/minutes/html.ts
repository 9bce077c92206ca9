/** Text that is already HTML. Only `html` and `trusted` make it, so nothing else reaches a document without being escaped. */
export class Html {
  readonly source: string
  constructor(source: string) { this.source = source }
  toString(): string { return this.source }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

/** Safe inside text and quoted attributes. Characters that HTML cannot hold become U+FFFD. */
export const escapeHtml = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- the characters that HTML cannot hold
  text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD').replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '')

const CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]))
/** The text that `escapeHtml` made safe. */
export const unescapeHtml = (source: string): string => source.replace(/&(?:amp|lt|gt|quot|#39|#96);/g, (entity) => CHARACTERS[entity] ?? entity)

type Part = string | number | Html | null | false | readonly Part[]

/** Template for HTML: every value is escaped unless it is HTML already; lists are joined, null and false are nothing. */
export const html = (strings: TemplateStringsArray, ...values: readonly Part[]): Html =>
  new Html(strings.reduce((out, text, index) => out + render(values[index - 1] ?? null) + text))

/** HTML from a source that makes it safe itself, such as `noteHtml`. */
export const trusted = (source: string): Html => new Html(source)

function render(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.source
  if (typeof part === 'string') return escapeHtml(part)
  return typeof part === 'number' ? String(part) : part.map(render).join('')
}

/** Typed lines keep their breaks. */
export const multiline = (text: string): Html => new Html(escapeHtml(text.trim()).replace(/\r\n?|\n/g, '<br>'))
