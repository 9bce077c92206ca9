import type Database from 'better-sqlite3'

type Statement = Database.Statement
/** How a statement answers: whole rows, their first column, or rows as lists. */
type Shape = 'rows' | 'pluck' | 'raw'

/** More than the app ever says; only text that is put together from what was marked or typed would grow beyond it. */
const MOST = 1000

/**
 * Has a database keep what it prepared, so that `prepare` with the same words does not read and plan them again. Who asks while the
 * kept one is in the midst of its rows gets another.
 */
export function keepStatements(db: Database.Database): void {
  const kept = { rows: new Map<string, Statement>(), pluck: new Map<string, Statement>(), raw: new Map<string, Statement>() }
  const prepare = db.prepare.bind(db)
  const statement = (sql: string, shape: Shape): Statement => {
    const held = kept[shape].get(sql)
    if (held && !held.busy) return held
    const made: Statement = prepare(sql)
    // How it answers is a property of a statement, and two callers may want that differently.
    if (shape === 'rows') Object.assign(made, { pluck: () => statement(sql, 'pluck'), raw: () => statement(sql, 'raw') })
    else made[shape]()
    if (kept[shape].size >= MOST) kept[shape].clear()
    kept[shape].set(sql, made)
    return made
  }
  db.prepare = ((sql: string) => statement(sql, 'rows')) as typeof db.prepare
}
