import * as newest from './app.ts'
import { OLDER } from './hooks.ts'

export type App = typeof newest
export { newest }

/** The app as it was before some kinds and fields were there (see hooks.ts). */
export const older = await import(new URL(`./app.ts${OLDER}`, import.meta.url).href) as App

/** The tables of a new laptop, made once per version: that is a tenth of the work of a day. */
const empties = new Map<App, Buffer>()
export function emptyDatabase(app: App): Buffer {
  const held = empties.get(app)
  if (held) return held
  const db = app.openDatabase(':memory:', undefined)
  app.migrate(db, app.migrations)
  const made = db.serialize()
  db.close()
  empties.set(app, made)
  return made
}
