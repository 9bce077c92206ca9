import type { Json } from '#core/model/field.ts'
import type { KindName } from '#core/model/kinds.ts'
import type { Db } from './open.ts'

export interface UndoRow {
  readonly position: number
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
      all: db.prepare('SELECT token, label, at, count FROM undoLabel ORDER BY at DESC'),
      size: db.prepare('SELECT coalesce(max(position) + 1, 0) FROM undo WHERE token = ?').pluck(),
      grow: db.prepare('UPDATE undoLabel SET count = count + ? WHERE token = ?'),
      last: db.prepare('SELECT position, kind, id, gebied, before FROM undo WHERE token = ? ORDER BY position DESC LIMIT ?'),
      drop: db.prepare('DELETE FROM undo WHERE token = ? AND position >= ?'),
      left: db.prepare('SELECT count(*) FROM undo WHERE token = ?').pluck(),
      dropLabel: db.prepare('DELETE FROM undoLabel WHERE token = ?'),
    }
  }

  add(token: string, position: number, kind: string, id: string, gebied: string, before: Readonly<Record<string, Json>> | null): void {
    this.statements.add.run(token, position, kind, id, gebied, before === null ? null : JSON.stringify(before))
  }

  name(token: string, label: string, count: number, at: string): void {
    this.statements.name.run(token, label, at, count)
  }

  label(token: string): string | undefined {
    return this.statements.label.get(token) as string | undefined
  }

  all(): { token: string; label: string; at: string; count: number }[] {
    return this.statements.all.all() as { token: string; label: string; at: string; count: number }[]
  }

  /** The position after the last row of a record. */
  size(token: string): number {
    return this.statements.size.get(token) as number
  }

  grow(token: string, count: number): void {
    this.statements.grow.run(count, token)
  }

  /** The newest rows of a record, newest first. */
  last(token: string, limit: number): UndoRow[] {
    const rows = this.statements.last.all(token, limit) as (Omit<UndoRow, 'before'> & { before: string | null })[]
    return rows.map((r) => ({ ...r, before: r.before === null ? null : (JSON.parse(r.before) as Record<string, Json>) }))
  }

  /** Forgets rows from a position on; answers how many are left, and forgets the record when there are none. */
  shrink(token: string, from: number): number {
    this.statements.drop.run(token, from)
    const left = this.statements.left.get(token) as number
    if (left === 0) this.statements.dropLabel.run(token)
    return left
  }
}
