import { readFileSync, statSync } from 'node:fs'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { settingsCommands, HouseStyle } from '#core/contract/settings.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { HOUSE_STYLE_ID, kinds } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'

const MAX_LOGO = 1_000_000
/** Preferences of pages live apart from what the app keeps for itself. */
const nameOf = (name: string) => `page.${name}`

const plain = kinds.houseStyle.fields
const noStyle: HouseStyle = { municipality: plain.municipality.initial, logo: plain.logo.initial, accent: plain.accent.initial, footer: plain.footer.initial, sender: plain.sender.initial }

export const houseStyle = ({ store }: DataContext): HouseStyle => store.read('houseStyle', HOUSE_STYLE_ID) ?? noStyle

export function settingsHandlers(context: DataContext): Handlers<typeof settingsCommands> {
  const { store } = context
  return {
    'settings.get': ({ name }) => store.setting(nameOf(name)) ?? null,
    'settings.set': ({ name, value }) => { store.setSetting(nameOf(name), value); return null },
    'settings.houseStyle': () => houseStyle(context),
    'settings.saveHouseStyle': ({ fields }) => store.commit([{ kind: 'houseStyle', id: HOUSE_STYLE_ID, gebied: MUNICIPALITY, fields }], { label: 'Huisstijl gewijzigd' }),
    'settings.readLogo': ({ path }) => ({ dataUrl: readLogo(path) }),
  }
}

const starts: readonly (readonly [type: string, isIt: (bytes: Buffer) => boolean])[] = [
  ['image/png', (b) => b.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['image/svg+xml', (b) => /^(?:\uFEFF)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(b.subarray(0, 4000).toString('utf8'))],
]

/** The kind of image is read from its bytes: the name of a file says nothing certain. */
function readLogo(path: string): string {
  let bytes: Buffer
  try {
    if (statSync(path).size > MAX_LOGO) throw new CommandFailure('LogoTooLarge', 'Dit bestand is groter dan 1 MB. Kies een kleiner beeldmerk.')
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('FileUnreadable', 'Dit bestand kan niet worden gelezen.', error instanceof Error && 'code' in error ? String(error.code) : '')
  }
  const type = starts.find(([, isIt]) => isIt(bytes))?.[0]
  if (type === undefined) throw new CommandFailure('NotAnImage', 'Dit bestand is geen PNG, JPEG of SVG.')
  return `data:${type};base64,${bytes.toString('base64')}`
}
