import { isSafeHref } from '#core/notes/schema.ts'

export const scheme = 'app'
export const rendererHost = 'gebiedsboek'
export const origin = `${scheme}://${rendererHost}`
/** Another origin: nothing that trusts our page trusts this one. */
export const hallHost = 'zaal'
export const hallOrigin = `${scheme}://${hallHost}`

/** Blocks inline and foreign scripts, all network and all frames from elsewhere. Nuxt UI sets styles on elements, hence 'unsafe-inline' for styles alone. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** The page in the hall runs its own script and shows pictures that came with a view. It can ask nothing of anybody. */
export const hallPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/** What of a mail address goes along to the mail program. Some programs read `attach`, which would take a file of this computer along. */
const mailParts = new Set(['subject', 'body', 'cc'])

/** An address that may be given to a browser or mail program, made whole; undefined for every other. */
export function safeLink(address: string): string | undefined {
  if (!isSafeHref(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  // A name before the host makes an address look like another one.
  if (url.username !== '' || url.password !== '') return undefined
  if (url.protocol === 'mailto:') for (const part of Array.from(url.searchParams.keys()).filter((name) => !mailParts.has(name.toLowerCase()))) url.searchParams.delete(part)
  return url.href
}

export function isOurPage(url: string): boolean {
  return url === origin || url.startsWith(`${origin}/`)
}
