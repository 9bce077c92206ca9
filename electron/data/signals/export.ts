import { CommandFailure } from '#core/contract/command.ts'
import type { SignalFilter, signalExportFormats } from '#core/contract/signals.ts'
import { toCsv } from '#core/export/csv.ts'
import { toXlsx, type SheetCell } from '#core/export/xlsx.ts'
import { mayReceive } from '#core/model/may.ts'
import type { Row } from '#core/model/kinds.ts'
import { themeName } from '#core/signals/themes.ts'
import { signalSourceNames, signalStateLooks, signalWeightLooks } from '#core/signals/words.ts'
import { dutchDay } from '#core/text/days.ts'
import type { DataContext } from '../context.ts'
import type { SqlRow } from '../store/rows.ts'
import { writeLogged } from '../transfer/file.ts'
import { signalWhere } from './filter.ts'

export const signalColumns = [
  { header: 'Datum', width: 12 }, { header: 'Tijd', width: 7 }, { header: 'Signaal', width: 60 }, { header: "Thema's", width: 30 }, { header: 'Plek', width: 26 }, { header: 'Buurt', width: 20 }, { header: 'Wijk', width: 20 },
  { header: 'Gebied', width: 20 }, { header: 'Bron', width: 18 }, { header: 'Gewicht', width: 11 }, { header: 'Stand', width: 14 }, { header: 'Reden', width: 40 }, { header: 'Nummer meldpunt', width: 18 }, { header: 'Overgedragen op', width: 16 },
  { header: 'Breedtegraad', width: 13 }, { header: 'Lengtegraad', width: 13 },
] as const

/** Writes what the filter finds to `path`, newest first, and logs who did it, why and how many. Only for who may see that log. */
export async function exportSignals(context: DataContext, { path, format, purpose, filter }: { readonly path: string; readonly format: (typeof signalExportFormats)[number]; readonly purpose: string; readonly filter: SignalFilter }): Promise<{ count: number }> {
  if (!mayReceive(context.session().role, 'accessLog')) throw new CommandFailure('NotAllowed', 'Met uw rol kunt u geen lijst exporteren. De gebiedsregisseur en de medewerker OOV kunnen dat wel.')
  const where = signalWhere(context, filter)
  const rows = context.store.db.prepare(`SELECT s.* FROM signal s WHERE ${where.sql} ORDER BY s.occurredAt DESC, s.id DESC`).all(where.params) as SqlRow[]
  if (rows.length === 0) throw new CommandFailure('NothingToExport', 'Er is geen signaal om te exporteren.')
  const cells = rows.map(cellsOf(context))
  const bytes = format === 'csv' ? () => toCsv([signalColumns.map(({ header }) => header), ...cells.map((row) => row.map(cellText))]) : () => toXlsx([{ name: 'Signalen', columns: signalColumns, rows: cells }])
  return await writeLogged(context, { path, bytes, objectKind: 'signal', format, purpose, count: rows.length })
}

const cellText = (cell: SheetCell): string => (typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell).replace('.', ',') : dutchDay(cell.date))

function cellsOf(context: DataContext): (row: SqlRow) => SheetCell[] {
  const { store } = context
  const themes = store.rows('theme')
  const names = new Map([...store.db.prepare('SELECT code, name FROM wijk WHERE deleted = 0').raw().all(), ...store.db.prepare('SELECT code, name FROM buurt WHERE deleted = 0').raw().all(), ...store.db.prepare('SELECT id, name FROM gebied WHERE deleted = 0').raw().all()] as [string, string][])
  const named = (code: string) => names.get(code) ?? code
  return (row) => {
    const s: Row<'signal'> = store.decode('signal', row)
    return [
      s.occurredAt === null ? '' : { date: s.occurredAt.slice(0, 10) }, s.occurredAt?.slice(11) ?? '', s.text, s.themeIds.map((id) => themeName(themes, id)).join('; '), s.place, named(s.buurtCode), named(s.wijkCode),
      named(s.gebied), signalSourceNames[s.source], signalWeightLooks[s.weight].name, signalStateLooks[s.state].name, s.reason, s.deskNumber, s.handedOverOn === null ? '' : { date: s.handedOverOn }, s.lat ?? '', s.lon ?? '',
    ]
  }
}
