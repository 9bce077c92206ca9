import type { Json } from '#core/model/field.ts'
import type { KindName } from '#core/model/kinds.ts'
import type { Db } from './open.ts'

export interface UndoRow {
  readonly kind: KindName
  readonly id: string
  readonly gebied: string
  /** The fields before the edit; null where the edit made the row. */
  readonly before: Readonly<Record<string, Json>> | null
}

/** How to take labelled edits back. On disk, so that an import can be undone after a restart; erased with the person. */
export class UndoLog {
  private readonly statements

  constructor(db: Db) {
    this.statements = {
      add: db.prepare('INSERT INTO undo (token, position, kind, id, gebied, before) VALUES (?, ?, ?, ?, ?, ?)'),
      name: db.prepare('INSERT INTO undoLabel (token, label, at, count) VALUES (?, ?, ?, ?)'),
      label: db.prepare('SELECT label FROM undoLabel WHERE token = ?').pluck(),
      rows: db.prepare('SELECT kind, id, gebied, before FROM undo WHERE token = ? ORDER BY position DESC'),
      drop: db.prepare('DELETE FROM undo WHERE token = ?'),
      dropLabel: db.prepare('DELETE FROM undoLabel WHERE token = ?'),
    }
  }

  add(token: string, position: number, kind: string, id: string, gebied: string, before: Readonly<Record<string, Json>> | null): void {
    this.statements.add.run(token, position, kind, id, gebied, before === null ? null : JSON.stringify(before))
  }

  name(token: string, label: string, count: number, at: string): void {
    this.statements.name.run(token, label, at, count)
  }

  read(token: string): { label: string; rows: UndoRow[] } | undefined {
    const label = this.statements.label.get(token) as string | undefined
    if (label === undefined) return undefined
    const rows = this.statements.rows.all(token) as { kind: KindName; id: string; gebied: string; before: string | null }[]
    return { label, rows: rows.map((r) => ({ ...r, before: r.before === null ? null : (JSON.parse(r.before) as Record<string, Json>) })) }
  }

  drop(token: string): void {
    this.statements.drop.run(token)
    this.statements.dropLabel.run(token)
  }
}
