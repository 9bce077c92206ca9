import { CommandFailure } from '#core/contract/command.ts'
import type { Json } from '#core/model/field.ts'
import { fieldsOf, kindNames, type KindName } from '#core/model/kinds.ts'
import { laterIndexes } from './indexes.ts'
import type { Db } from './open.ts'
import { makeTables, toSql } from './rows.ts'
import { base, column, fewerIndexes, quote, tableOf, type Migration } from './schema.ts'
import { isContactKind, SearchIndex } from './search-index.ts'
import { slimMarks } from './slim-marks.ts'

/**
 * Brings a database to this version, in one transaction.
 * @throws CommandFailure `NewerVersion` for a file from the future, which is left as it is.
 */
export function migrate(db: Db, more: readonly Migration[]): void {
  const all = [base, slimMarks, fewerIndexes, ...more].sort((a, b) => a.number - b.number)
  const newest = all.at(-1)!.number
  const current = db.pragma('user_version', { simple: true }) as number
  if (current > newest) throw new CommandFailure('NewerVersion', 'Dit gegevensbestand is gemaakt met een nieuwere versie van Gebiedsboek. Werk Gebiedsboek op deze computer bij. Er is niets aan het bestand veranderd.')
  db.transaction(() => {
    for (const step of all) if (step.number > current) step.run(db)
    const filled = addNewColumns(db)
    for (const sql of laterIndexes) db.exec(sql)
    numberKinds(db)
    if (filled.length > 0) indexAgain(db, filled)
    db.pragma(`user_version = ${newest}`)
  }).immediate()
}

interface Filled { readonly kind: KindName; readonly id: string }

/** [V2] A field that was added to the model becomes a column; values that a newer client sent earlier move out of `extra`. Answers the rows that got one. */
function addNewColumns(db: Db): Filled[] {
  const there = new Set(db.prepare("SELECT t.name || ' ' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.rootpage > 0").pluck().all() as string[])
  return kindNames.flatMap((kind) => {
    if (!there.has(`${kind} id`)) { db.exec(tableOf(kind)); return [] }
    const names = Object.keys(fieldsOf(kind)).filter((name) => !there.has(`${kind} ${name}`))
    for (const name of names) db.exec(`ALTER TABLE ${quote(kind)} ADD COLUMN ${column(name, fieldsOf(kind)[name]!)}`)
    return names.length > 0 ? fillColumns(db, kind, names) : []
  })
}

function fillColumns(db: Db, kind: KindName, names: readonly string[]): Filled[] {
  const fields = fieldsOf(kind)
  const update = (name: string) => db.prepare(`UPDATE ${quote(kind)} SET ${quote(name)} = ? WHERE rowid = ?`)
  const put = new Map(names.map((name) => [name, update(name)])), putRest = update('extra')
  const rows = db.prepare(`SELECT rowid, id, extra FROM ${quote(kind)} WHERE extra IS NOT NULL`).all() as { rowid: number; id: string; extra: string }[]
  return rows.flatMap(({ rowid, id, extra }) => {
    const rest = JSON.parse(extra) as Record<string, Json>
    // What does not fit would keep the whole file from opening: it stays where it was.
    const moved = names.filter((name) => Object.hasOwn(rest, name) && fields[name]!.schema.safeParse(rest[name]).success)
    if (moved.length === 0) return []
    for (const name of moved) {
      put.get(name)!.run(toSql(fields[name]!, rest[name]!), rowid)
      delete rest[name]
    }
    putRest.run(Object.keys(rest).length > 0 ? JSON.stringify(rest) : null, rowid)
    return [{ kind, id }]
  })
}

/** What came before its column is in no search index yet, and orders no list. */
function indexAgain(db: Db, filled: readonly Filled[]): void {
  const tables = makeTables(db), search = new SearchIndex(db)
  for (const { kind, id } of filled) {
    const held = tables[kind].find(id)!, row = tables[kind].version(held)
    const { rowid } = tables[kind].write(row, held)
    if (isContactKind(kind)) search.writeContact(kind, id, rowid, undefined); else search.write(row, rowid, false)
  }
  search.flush(true)
}

function numberKinds(db: Db): void {
  const add = db.prepare('INSERT OR IGNORE INTO kindNumber (kind, number) SELECT ?, coalesce(max(number), 0) + 1 FROM kindNumber')
  for (const kind of kindNames) add.run(kind)
}
