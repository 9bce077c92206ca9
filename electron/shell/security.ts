import { session, type App } from 'electron'

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

/** Copying text is the one permission the app uses. */
const allowed = (permission: string, from: string) => permission === 'clipboard-sanitized-write' && isOurPage(from)

/** Denies navigation, new windows, web views, permissions and every request that is not for our own files. */
export function denyEverythingElse(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  app.on('session-created', (created) => {
    created.setPermissionRequestHandler((_contents, permission, answer, details) => answer(allowed(permission, details.requestingUrl)))
    created.setPermissionCheckHandler((_contents, permission, from) => allowed(permission, from))
    created.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !/^(app|data|blob|devtools|about):/.test(details.url) }))
  })
  // Made before the listener above in some versions; touching it here makes sure that it passes by.
  app.once('ready', () => void session.defaultSession)
}
