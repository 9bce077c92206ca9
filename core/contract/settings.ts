import { z } from 'zod'
import { command } from './command.ts'
import type { Json } from '../model/field.ts'
import type { FieldsByKind } from '../model/kinds.ts'
import { editSchema } from '../sync/validate.ts'

export type HouseStyle = FieldsByKind['houseStyle']

/** Preferences that may hold something about the work live in the encrypted database; they stay on this computer. */
const name = z.string().regex(/^[a-z][A-Za-z0-9.]{0,80}$/)

export const settingsCommands = {
  'settings.get': command(z.object({ name })).answers<Json>(),
  'settings.set': command(z.object({ name, value: z.json() })).answers<null>(),
  'settings.houseStyle': command(z.object({})).answers<HouseStyle>(),
  'settings.saveHouseStyle': command(z.object({ fields: editSchema('houseStyle') })).answers<{ readonly undo: string | null }>(),
  /** Reads a PNG, JPEG or SVG as a data URL; refused above 1 MB. */
  'settings.readLogo': command(z.object({ path: z.string().min(1).max(4000) })).answers<{ readonly dataUrl: string }>(),
}
