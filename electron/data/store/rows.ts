import type Database from 'better-sqlite3'
import type { FieldValues } from '#core/model/define.ts'
import type { Field, Json } from '#core/model/field.ts'
import { fieldsOf, kindNames, type KindName, type Row } from '#core/model/kinds.ts'
import type { Stamp } from '#core/sync/clock.ts'
import { DELETED, type RowVersion } from '#core/sync/row.ts'
import { sortKey, type NameParts } from '#core/text/names.ts'
import type { Db } from './open.ts'
import { quote } from './schema.ts'

export type SqlValue = string | number | null
export type SqlRow = Record<string, SqlValue>

export const toSql = (field: Field, value: Json): SqlValue =>
  value === null ? null : field.sql === 'json' ? JSON.stringify(value) : typeof value === 'boolean' ? Number(value) : (value as string | number)

export const fromSql = (field: Field, value: SqlValue): Json =>
  value === null ? null : field.sql === 'json' ? (JSON.parse(value as string) as Json) : field.sql === 'boolean' ? value !== 0 : value

/** Statements and codecs of one kind, prepared once per database. */
export class Table {
  readonly kind: KindName
  readonly fields: Readonly<Record<string, Field>>
  readonly names: readonly string[]
  private readonly select
  private readonly insert
  private readonly columns: readonly string[]
  private readonly updateOf: (columns: readonly string[]) => Database.Statement
  private readonly delete

  constructor(db: Db, kind: KindName) {
    this.kind = kind
    this.fields = fieldsOf(kind)
    this.names = Object.keys(this.fields)
    const columns = this.columns = ['id', 'gebied', 'deleted', 'stamp', 'overrides', 'extra', ...this.names, ...(kind === 'contact' ? ['sortKey'] : [])]
    this.select = db.prepare(`SELECT * FROM ${quote(kind)} WHERE id = ?`)
    this.insert = db.prepare(`INSERT INTO ${quote(kind)} (${columns.map(quote).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    this.delete = db.prepare(`DELETE FROM ${quote(kind)} WHERE rowid = ?`)
    this.updateOf = kept((changed) => db.prepare(`UPDATE ${quote(kind)} SET ${changed.map((c) => `${quote(c)} = ?`).join(', ')} WHERE rowid = ?`))
  }

  /** The stored row as SQLite has it, with its rowid. */
  find(id: string): SqlRow | undefined {
    return this.select.get(id) as SqlRow | undefined
  }

  version(row: SqlRow): RowVersion {
    const fields: Record<string, Json> = row['extra'] === null ? {} : (JSON.parse(row['extra'] as string) as Record<string, Json>)
    for (const name of this.names) fields[name] = fromSql(this.fields[name]!, row[name]!)
    const overrides = row['overrides'] === null ? {} : (JSON.parse(row['overrides'] as string) as Record<string, Stamp>)
    if (row['deleted'] !== 0 || DELETED in overrides) fields[DELETED] = row['deleted'] !== 0
    return { kind: this.kind, id: row['id'] as string, gebied: row['gebied'] as string, stamp: row['stamp'] as string, overrides, fields }
  }

  /** Writes a version over the stored row, or as a new one; answers the rowid. Only what changed is set: SQLite writes every index of which a column is set. */
  write(row: RowVersion, held?: SqlRow, key = this.sortKey(row.fields)): number {
    const values: SqlValue[] = [row.id, row.gebied, row.fields[DELETED] === true ? 1 : 0, row.stamp, jsonOrNull(row.overrides), this.extra(row.fields)]
    for (const name of this.names) {
      const field = this.fields[name]!
      const value = row.fields[name]
      values.push(toSql(field, value === undefined ? field.initial : value))
    }
    if (key !== undefined) values.push(key)
    if (!held) return Number(this.insert.run(values).lastInsertRowid)
    const changed = this.columns.filter((column, i) => values[i] !== held[column])
    if (changed.length > 0) this.updateOf(changed).run(values.filter((value, i) => value !== held[this.columns[i]!]), held['rowid'])
    return held['rowid'] as number
  }

  /** Takes a row off this laptop; not to be confused with a row that says it is deleted. */
  remove(rowid: number): void {
    this.delete.run(rowid)
  }

  /** How the row sorts, for the kind that keeps that. */
  sortKey(fields: FieldValues): string | undefined {
    return this.kind === 'contact' ? sortKey(fields as unknown as NameParts) : undefined
  }

  /** [V2] Fields this version does not know are kept. */
  private extra(fields: FieldValues): string | null {
    let unknown: Record<string, Json> | undefined
    for (const name in fields) if (name !== DELETED && !Object.hasOwn(this.fields, name)) (unknown ??= {})[name] = fields[name]!
    return unknown ? JSON.stringify(unknown) : null
  }

  decode(row: SqlRow): Row<KindName> {
    const out: Record<string, Json> = { id: row['id']!, gebied: row['gebied']! }
    for (const name of this.names) out[name] = fromSql(this.fields[name]!, row[name]!)
    return out as unknown as Row<KindName>
  }
}

/** Keeps the statements of the sets of columns that change together, of which there are few. */
function kept(prepare: (columns: readonly string[]) => Database.Statement): (columns: readonly string[]) => Database.Statement {
  const statements = new Map<string, Database.Statement>()
  return (columns) => {
    const key = columns.join()
    const statement = statements.get(key) ?? prepare(columns)
    if (statements.size >= MAX_KEPT) statements.clear()
    statements.set(key, statement)
    return statement
  }
}
const MAX_KEPT = 50

const jsonOrNull = (record: Readonly<Record<string, string>>): string | null => {
  for (const _ in record) return JSON.stringify(record)
  return null
}

export type Tables = Readonly<Record<KindName, Table>>
export const makeTables = (db: Db): Tables => Object.fromEntries(kindNames.map((k) => [k, new Table(db, k)])) as Record<KindName, Table>
