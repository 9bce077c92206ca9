import Database from 'better-sqlite3'

/** The process is gone. Nothing catches this but the simulation. */
export class Crash extends Error {}

interface Fuse { left: number; burnt: boolean }
const fuses = new WeakMap<object, Fuse>()
interface Statement { readonly database: Database.Database; readonly source: string; readonly readonly: boolean; run(...args: unknown[]): unknown; get(...args: unknown[]): unknown }

/** Every write of SQLite passes here once, so that a process can die between any two of them. */
const statements = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Statement
const { run, get } = statements
statements.run = function (this: Statement, ...args: unknown[]): unknown {
  burn(this.database, this.source)
  return run.apply(this, args)
}
// A write that answers something, such as the next number of a feed.
statements.get = function (this: Statement, ...args: unknown[]): unknown {
  if (!this.readonly) burn(this.database, this.source)
  return get.apply(this, args)
}

/** One write nearer to the end. Taking a transaction back is what SQLite does itself when it finds a dead process. */
function burn(db: Database.Database, source: string): void {
  const fuse = fuses.get(db)
  if (!fuse || source.startsWith('ROLLBACK')) return
  if (!fuse.burnt && fuse.left-- > 0) return
  fuse.burnt = true
  throw new Crash(`at ${source.slice(0, 60)}`)
}

/** Has the process of this database die at its nth write from now, counted from 0. */
export const dieAt = (db: Database.Database, n: number): void => { fuses.set(db, { left: n, burnt: false }) }
export const stayAlive = (db: Database.Database): void => { fuses.delete(db) }
export const isDead = (db: Database.Database): boolean => fuses.get(db)?.burnt === true

/** The server's store begins and ends its transactions with `exec`. */
export function watchExec(db: Database.Database): void {
  const exec = db.exec.bind(db)
  db.exec = (sql: string) => { burn(db, sql); return exec(sql) }
}
