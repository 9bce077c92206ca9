export const scheme = 'app'
export const origin = 'app://gebiedsboek'

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

export function isOurPage(url: string): boolean {
  return url === origin || url.startsWith(`${origin}/`)
}
