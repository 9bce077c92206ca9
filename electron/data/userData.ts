const flag = '--user-data-dir='

/** The folder in which everything of this app is written, as main passes it on. */
export function userDataFrom(argv: readonly string[]): string {
  const folder = argv.find((arg) => arg.startsWith(flag))?.slice(flag.length)
  if (!folder) throw new Error(`${flag} is missing`)
  return folder
}
