import { CommandFailure } from '#core/contract/command.ts'

/** The failure of reading a part of the file that is not as it was written. */
export const DAMAGED = 'Damaged'

/** What a disk can do to us, as something to tell a person; anything else as it was. */
export function diskFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL') return new CommandFailure('DiskFull', 'De schijf van deze computer is vol. De laatste wijziging is niet bewaard; alles daarvoor wel. Maak ruimte vrij en probeer het opnieuw.')
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') return new CommandFailure('ReadOnly', 'Gebiedsboek mag niet schrijven in de gegevensmap. De laatste wijziging is niet bewaard.')
  if (code.startsWith('SQLITE_BUSY')) return new CommandFailure('Busy', 'Een ander programma gebruikt het gegevensbestand. Sluit dat en probeer het opnieuw.')
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new CommandFailure(DAMAGED, 'Een deel van het gegevensbestand is beschadigd en kan niet worden gelezen. Zet de automatische kopie terug, of vraag de helpdesk om een back-up. Het beschadigde bestand blijft bewaard.', code)
  if (code.startsWith('SQLITE_IOERR')) return new CommandFailure('DiskError', 'De schijf van deze computer gaf een fout. De laatste wijziging is niet bewaard; alles daarvoor wel.')
  return error
}
