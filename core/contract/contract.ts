import { z } from 'zod'
import { actionCommands } from './actions.ts'
import { calendarCommands } from './calendar.ts'
import { choiceCommands } from './choices.ts'
import { attachmentCommands } from './attachments.ts'
import { command } from './command.ts'
import { contactCommands } from './contacts.ts'
import { documentCommands } from './documents.ts'
import { doorCommands } from './door.ts'
import type { Events } from './events.ts'
import { erasureCommands } from './erasure.ts'
import { hallCommands } from './hall.ts'
import { figureCommands } from './figures.ts'
import { homeCommands } from './home.ts'
import { promiseCommands } from './promises.ts'
import { syncCommands } from './sync.ts'
import { privacyCommands } from './privacy.ts'
import { signalCommands } from './signals.ts'
import { paperCommands } from './papers.ts'
import { searchCommands } from './search.ts'
import { noteCommands } from './notes.ts'
import { mapCommands } from './map.ts'
import { meetingCommands } from './meetings.ts'
import { areaCommands } from './areas.ts'
import { settingsCommands } from './settings.ts'
import { sessionCommands, vaultCommands } from './vault.ts'
import { rolloutCommands } from './rollout.ts'
import { templateCommands } from './templates.ts'
import { transferCommands } from './transfer.ts'

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly node: string
  readonly dataFolder: string
}

/** Answered whether the data is open or not. */
export const appCommands = {
  'app.info': command(z.object({})).answers<AppInfo>(),
}

/** Answered only while the data is open; locked, they fail with type `Locked`. One record per domain, one line each. */
export const domainCommands = {
  ...transferCommands,
  ...meetingCommands,
  ...sessionCommands,
  ...areaCommands,
  ...settingsCommands,
  'undo.run': command(z.object({ token: z.string() })).answers<{ readonly label: string }>(),
  /** Stops the long edit that runs now, which then takes back what it wrote. */
  'work.stop': command(z.object({})).answers<null>(),
  ...actionCommands,
  ...documentCommands,
  ...signalCommands,
  ...mapCommands,
  ...privacyCommands,
  ...paperCommands,
  ...homeCommands,
  ...searchCommands,
  ...noteCommands,
  ...syncCommands,
  ...contactCommands,
  ...erasureCommands,
  ...figureCommands,
  ...choiceCommands,
  ...hallCommands,
  ...promiseCommands,
  ...attachmentCommands,
  ...calendarCommands,
  ...templateCommands,
  ...rolloutCommands,
  ...doorCommands,
}

/** Everything the renderer can ask of the data process. */
export const commands = { ...appCommands, ...vaultCommands, ...domainCommands }

/** What the data process tells the renderer unasked. */
export type DataEvents = Events
