import { CommandFailure } from '#core/contract/command.ts'

/** Every expected way in which the vault can refuse, with what is safe and what to do. */
export const vaultFailures = {
  WrongPassphrase: 'Deze wachtwoordzin klopt niet. Let op hoofdletters en spaties.',
  WrongCode: 'Deze code klopt niet. Kijk of er geen teken mist: het zijn vijf groepjes van vijf.',
  TooSoon: 'Er is te vaak een verkeerde wachtwoordzin getypt. Wacht even en probeer het dan opnieuw.',
  VaultExists: 'Op deze computer staat al een gebiedsboek. Daar is niets aan veranderd.',
  NoVault: 'Op deze computer staat nog geen gebiedsboek.',
  NotSample: 'Dit zijn geen voorbeeldgegevens. Er is niets weggegooid.',
  KeyFileBroken: 'Het sleutelbestand van uw gebiedsboek kan niet worden gelezen. De gegevens zelf zijn niet veranderd. Vraag de helpdesk het bestand boek.key.json uit een back-up terug te zetten.',
  KeyFileNewer: 'Dit gebiedsboek is gemaakt met een nieuwere versie. Werk Gebiedsboek op deze computer bij. Er is niets aan de bestanden veranderd.',
  DatabaseMissing: 'Het gegevensbestand van uw gebiedsboek is weg. Misschien is het verplaatst of verwijderd.',
  InUse: 'Uw gebiedsboek is al open in een ander venster of programma. Sluit dat eerst. Er is niets veranderd.',
  DiskFull: 'De schijf van deze computer is vol. Maak ruimte vrij en probeer het opnieuw. Wat al bewaard was, is veilig.',
  ReadOnly: 'Gebiedsboek mag niet schrijven in de gegevensmap. Vraag de helpdesk om schrijfrechten op die map. Wat al bewaard was, is veilig.',
  NoCopy: 'Er is geen bruikbare automatische kopie. Het beschadigde bestand is bewaard. Vraag de helpdesk om een back-up.',
} as const
export type VaultFailure = keyof typeof vaultFailures

export const vaultFailure = (type: VaultFailure, detail?: string): CommandFailure => new CommandFailure(type, vaultFailures[type], detail)

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A failure of the disk as one of ours; anything else as it was. */
export function asVaultFailure(error: unknown): unknown {
  const code = codeOf(error)
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return vaultFailure('DiskFull', code)
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code)) return vaultFailure('ReadOnly', code)
  return error
}

export function onDisk<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asVaultFailure(error)
  }
}
