import { resolve } from 'node:path'

export interface Launch {
  /** The folder that holds everything this app writes; undefined leaves it to the system. */
  readonly dataFolder: string | undefined
}

/** Reads `--user-data-dir=` and `GEBIEDSBOEK_DATA`; the argument wins. */
export function readLaunch(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Launch {
  const flag = '--user-data-dir='
  const folder = argv.find((arg) => arg.startsWith(flag))?.slice(flag.length) || env['GEBIEDSBOEK_DATA']
  return { dataFolder: folder ? resolve(folder) : undefined }
}
