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

/** What `write` did. `columns`: those that changed; undefined for a new row. */
export interface Written { readonly rowid: number; readonly columns: readonly string[] | undefined }

/** Where the columns of every kind stand in a statement: id, gebied and stamp, which are always bound, then these and its own. */
const ALWAYS = 0b111, DELETED_AT = 3, OVERRIDES_AT = 4, EXTRA_AT = 5, FIELDS_AT = 6

/** Statements and codecs of one kind. What is asked of one row is prepared when it is first needed, and kept by the database. */
export class Table {
  readonly kind: KindName
  readonly fields: Readonly<Record<string, Field>>
  readonly names: readonly string[]
  private readonly db: Db
  private readonly select: string
  private readonly delete: string
  private readonly columns: readonly string[]
  /** What a row mostly has in a column; written into the statement, because a value that is bound costs more than the rest of its insert. */
  private readonly usual: readonly SqlValue[]
  private readonly insertOf: (unusual: number) => Database.Statement
  private readonly updateOf: (columns: readonly string[]) => Database.Statement

  constructor(db: Db, kind: KindName) {
    this.db = db
    this.kind = kind
    this.fields = fieldsOf(kind)
    this.names = Object.keys(this.fields)
    const columns = this.columns = ['id', 'gebied', 'stamp', 'deleted', 'overrides', 'extra', ...this.names, ...(kind === 'contact' ? ['sortKey'] : [])]
    this.select = `SELECT * FROM ${quote(kind)} WHERE id = ?`
    this.delete = `DELETE FROM ${quote(kind)} WHERE rowid = ?`
    const usual = this.usual = [null, null, null, 0, null, null, ...this.names.map((n) => toSql(this.fields[n]!, this.fields[n]!.initial))]
    this.insertOf = kept((unusual: number) => db.prepare(`INSERT INTO ${quote(kind)} (${columns.map(quote).join(', ')}) VALUES (${columns.map((_, i) => isIn(unusual, i) ? '?' : literal(usual[i] ?? null)).join(', ')}) ON CONFLICT (id) DO NOTHING`))
    this.updateOf = keptByName((changed) => db.prepare(`UPDATE ${quote(kind)} SET ${changed.map((c) => `${quote(c)} = ?`).join(', ')} WHERE rowid = ?`))
  }

  /** The stored row as SQLite has it, with its rowid. */
  find(id: string): SqlRow | undefined {
    return this.db.prepare(this.select).get(id) as SqlRow | undefined
  }

  version(row: SqlRow): RowVersion {
    const fields: Record<string, Json> = row['extra'] === null ? {} : (JSON.parse(row['extra'] as string) as Record<string, Json>)
    for (const name of this.names) fields[name] = fromSql(this.fields[name]!, row[name]!)
    const overrides = row['overrides'] === null ? {} : (JSON.parse(row['overrides'] as string) as Record<string, Stamp>)
    if (row['deleted'] !== 0 || DELETED in overrides) fields[DELETED] = row['deleted'] !== 0
    return { kind: this.kind, id: row['id'] as string, gebied: row['gebied'] as string, stamp: row['stamp'] as string, overrides, fields }
  }

  /** Writes a version over the stored row, or as a new one. Only what changed is set: SQLite writes every index of which a column is set. */
  write(row: RowVersion, held?: SqlRow): Written {
    if (!held) {
      const added = this.add(row)
      if (added === undefined) throw new Error(`${this.kind} ${row.id} was there already`)
      return { rowid: added, columns: undefined }
    }
    const values = this.valuesOf(row)
    const columns: string[] = [], bound: SqlValue[] = []
    for (let i = 0; i < values.length; i++) {
      const column = this.columns[i]!, value = values[i]!
      if (value !== held[column]) { columns.push(column); bound.push(value) }
    }
    if (columns.length > 0) this.updateOf(columns).run(bound, held['rowid'])
    return { rowid: held['rowid'] as number, columns }
  }

  /** Writes a new row and answers its rowid; undefined where there is one with this id. */
  add(row: RowVersion): number | undefined {
    const { fields } = row, key = this.sortKey(fields)
    const bound: SqlValue[] = [row.id, row.gebied, row.stamp]
    let unusual = ALWAYS
    const bind = (i: number, value: SqlValue): void => { if (value !== this.usual[i]) { unusual += 2 ** i; bound.push(value) } }
    bind(DELETED_AT, fields[DELETED] === true ? 1 : 0)
    bind(OVERRIDES_AT, jsonOrNull(row.overrides))
    bind(EXTRA_AT, this.extra(fields))
    for (let i = 0; i < this.names.length; i++) {
      const name = this.names[i]!, value = fields[name]
      if (value !== undefined) bind(FIELDS_AT + i, toSql(this.fields[name]!, value))
    }
    if (key !== undefined) bind(FIELDS_AT + this.names.length, key)
    const { changes, lastInsertRowid } = this.insertOf(unusual).run(bound)
    return changes === 0 ? undefined : Number(lastInsertRowid)
  }

  private valuesOf(row: RowVersion): SqlValue[] {
    const { fields } = row, key = this.sortKey(fields)
    const values: SqlValue[] = [row.id, row.gebied, row.stamp, fields[DELETED] === true ? 1 : 0, jsonOrNull(row.overrides), this.extra(fields)]
    for (const name of this.names) {
      const field = this.fields[name]!
      const value = fields[name]
      values.push(toSql(field, value === undefined ? field.initial : value))
    }
    if (key !== undefined) values.push(key)
    return values
  }

  /** Takes a row off this laptop; not to be confused with a row that says it is deleted. */
  remove(rowid: number): void {
    this.db.prepare(this.delete).run(rowid)
  }

  /** How the row sorts, for the kind that keeps that. */
  private sortKey(fields: FieldValues): string | undefined {
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

/** Whether bit `i` is set, also beyond the 32nd. */
const isIn = (bits: number, i: number): boolean => Math.floor(bits / 2 ** i) % 2 === 1
const literal = (value: SqlValue): string => (value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`)

/** Keeps the statements of the sets of columns that are written together, of which there are few. */
function kept<K>(prepare: (set: K) => Database.Statement): (set: K) => Database.Statement {
  const statements = new Map<K, Database.Statement>()
  return (set) => {
    const held = statements.get(set)
    if (held) return held
    if (statements.size >= MAX_KEPT) statements.clear()
    const statement = prepare(set)
    statements.set(set, statement)
    return statement
  }
}
function keptByName(prepare: (columns: readonly string[]) => Database.Statement): (columns: readonly string[]) => Database.Statement {
  const byName = kept((names: string) => prepare(names.split(',')))
  return (columns) => byName(columns.join())
}
const MAX_KEPT = 100

const jsonOrNull = (record: Readonly<Record<string, string>>): string | null => {
  for (const _ in record) return JSON.stringify(record)
  return null
}

export type Tables = Readonly<Record<KindName, Table>>
export const makeTables = (db: Db): Tables => Object.fromEntries(kindNames.map((k) => [k, new Table(db, k)])) as Record<KindName, Table>
