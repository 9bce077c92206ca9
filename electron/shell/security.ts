import { session, type App } from 'electron'
import { isOurPage } from './policy.ts'

/** Copying text is the one permission the app uses. */
const allowed = (permission: string, from: string) => permission === 'clipboard-sanitized-write' && isOurPage(from)

/** Denies navigation, new windows, web views, permissions and every request that is not for our own files. */
export function denyEverythingElse(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    // The page may load itself anew: that is how it forgets everything when it locks.
    contents.on('will-navigate', (event) => { if (!isOurPage(event.url)) event.preventDefault() })
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
