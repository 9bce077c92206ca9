import { z } from 'zod'
import { command } from './command.ts'

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly node: string
  readonly dataFolder: string
}

/** Everything the renderer can ask of the data process. */
export const commands = {
  'app.info': command(z.object({})).answers<AppInfo>(),
}

/** What the data process tells the renderer unasked. */
export interface DataEvents {
  /** Rows of these kinds changed, whoever changed them. */
  readonly changed: { readonly kinds: readonly string[] }
}
