import { z } from 'zod'
import { command, type Client, type Command } from './command.ts'
import type { HallEvent, HallState } from './hallShell.ts'
import type { shellNames } from './shellNames.ts'

type ShellName = (typeof shellNames)[number]

export interface PickedFile {
  readonly path: string
  readonly name: string
}

const filter = z.object({ name: z.string().max(100), extensions: z.array(z.string().regex(/^(\*|[a-z0-9]{1,8})$/)).min(1) })
const fileName = z.string().min(1).max(200).regex(/^[^/\\\0]+$/)

/** What the renderer can ask of the main process. No data of the gebied passes here, except a page on its way to paper. */
export const shellCommands = {
  /** Empty when the person closed the window without choosing. */
  openFile: command(z.object({ title: z.string().max(200), filters: z.array(filter).max(10).default([]), several: z.boolean().default(false) })).answers<readonly PickedFile[]>(),
  saveFile: command(z.object({ title: z.string().max(200), name: fileName, filters: z.array(filter).max(10).default([]) })).answers<PickedFile | null>(),
  /** Writes a page as PDF to a path that `saveFile` gave. */
  printPdf: command(z.object({ html: z.string().max(50_000_000), path: z.string().min(1), landscape: z.boolean().default(false), footer: z.string().max(2000).default('') })).answers<PickedFile>(),
  /** Opens a file or folder that was picked or written here, or shows it in its folder. */
  openOutside: command(z.object({ path: z.string().min(1), inFolder: z.boolean().default(false) })).answers<null>(),
  /** Opens a web or mail address in the program that the computer uses for it; every other kind of address is refused. */
  openLink: command(z.object({ address: z.string().max(2000) })).answers<null>(),
  setTheme: command(z.object({ theme: z.enum(['light', 'dark', 'system']) })).answers<null>(),
  setZoom: command(z.object({ factor: z.number().min(0.5).max(3) })).answers<null>(),
  /** Opens the window for the hall, or moves it: on this screen, in an ordinary window (`window`), or where it was last time and otherwise on the second screen (`auto`). It shows nothing until the data process says what. */
  openHall: command(z.object({ on: z.union([z.int(), z.enum(['auto', 'window'])]) })).answers<HallState>(),
  closeHall: command(z.object({})).answers<HallState>(),
  hallState: command(z.object({})).answers<HallState>(),
  quit: command(z.object({})).answers<null>(),
} satisfies Record<ShellName, Command>

export type ShellClient = Client<typeof shellCommands>

/** What the preload puts on `window.gebiedsboek`. */
export interface Bridge {
  readonly shell: ShellClient
  /** Asks main for a port to the data process. Each one given, now and after a restart of that process, arrives as the window message `portMessage`. */
  connect(): void
  /** Hears of the window for the hall; one listener at a time. */
  onHall(listener: (event: HallEvent) => void): void
}
