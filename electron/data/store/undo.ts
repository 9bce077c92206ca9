import type { Json } from '#core/model/field.ts'
import type { KindName } from '#core/model/kinds.ts'
import type { RowVersion } from '#core/sync/row.ts'
import type { Db } from './open.ts'

export interface UndoRow {
  readonly position: number
  readonly kind: KindName
  readonly id: string
  /** What the row was before the edit; null where the edit made it. */
  readonly before: Pick<RowVersion, 'gebied' | 'fields'> | null
}

/** A record that is being written. `number` stands for the token in its rows, of which an import has tens of thousands. */
export interface UndoRecord { readonly token: string; readonly number: number; readonly from: number; position: number }

/** How to take labelled edits back. On disk, so that an import can be undone after a restart; erased with the person. */
export class UndoLog {
  private readonly statements

  constructor(db: Db) {
    this.statements = {
      add: db.prepare('INSERT INTO undo (record, position, kind, id, gebied, before) VALUES (?, ?, ?, ?, ?, ?)'),
      begin: db.prepare('INSERT INTO undoLabel (token, label, at, count) VALUES (?, ?, ?, 0)'),
      find: db.prepare('SELECT number, label FROM undoLabel WHERE token = ?'),
      all: db.prepare('SELECT token, label, at, count FROM undoLabel ORDER BY at DESC'),
      size: db.prepare('SELECT coalesce(max(position) + 1, 0) FROM undo WHERE record = ?').pluck(),
      grow: db.prepare('UPDATE undoLabel SET count = count + ?, label = coalesce(?, label) WHERE number = ?'),
      last: db.prepare('SELECT position, kind, id, gebied, before FROM undo WHERE record = ? ORDER BY position DESC LIMIT ?'),
      drop: db.prepare('DELETE FROM undo WHERE record = ? AND position >= ?'),
      left: db.prepare('SELECT count(*) FROM undo WHERE record = ?').pluck(),
      forget: db.prepare('DELETE FROM undo WHERE kind = ? AND id = ?'),
      dropLabel: db.prepare('DELETE FROM undoLabel WHERE number = ?'),
    }
  }

  begin(token: string, label: string, at: string): UndoRecord {
    return { token, number: Number(this.statements.begin.run(token, label, at).lastInsertRowid), from: 0, position: 0 }
  }

  /** Goes on with an earlier record; undefined when it is gone. */
  open(token: string): UndoRecord | undefined {
    const found = this.find(token)
    if (!found) return undefined
    const from = this.statements.size.get(found.number) as number
    return { token, number: found.number, from, position: from }
  }

  add(record: UndoRecord, kind: string, id: string, before: RowVersion | null): void {
    this.statements.add.run(record.number, record.position++, kind, id, before?.gebied ?? null, before === null ? null : JSON.stringify(before.fields))
  }

  /** Call when all rows were added. `label`: what the whole record is called now. */
  keep({ number, from, position }: UndoRecord, label?: string): void {
    this.statements.grow.run(position - from, label ?? null, number)
  }

  label(token: string): string | undefined {
    return this.find(token)?.label
  }

  all(): { token: string; label: string; at: string; count: number }[] {
    return this.statements.all.all() as { token: string; label: string; at: string; count: number }[]
  }

  /** The newest rows of a record, newest first. */
  last(token: string, limit: number): UndoRow[] {
    const rows = this.statements.last.all(this.find(token)?.number ?? -1, limit) as (Omit<UndoRow, 'before'> & { gebied: string | null; before: string | null })[]
    return rows.map(({ gebied, before, ...row }) => ({ ...row, before: before === null ? null : { gebied: gebied!, fields: JSON.parse(before) as Record<string, Json> } }))
  }

  /** Forgets how to take back any edit of a row that is gone. */
  forget(kind: string, id: string): void {
    this.statements.forget.run(kind, id)
  }

  /** Forgets rows from a position on; answers how many are left, and forgets the record when there are none. */
  shrink(token: string, from: number): number {
    const found = this.find(token)
    if (!found) return 0
    this.statements.drop.run(found.number, from)
    const left = this.statements.left.get(found.number) as number
    if (left === 0) this.statements.dropLabel.run(found.number)
    return left
  }

  private find(token: string): { number: number; label: string } | undefined {
    return this.statements.find.get(token) as { number: number; label: string } | undefined
  }
}

/** Somebody was erased: rows of which the old fields, as JSON, are about them can no longer be taken back. Call inside a transaction. */
export function forgetUndo(db: Db, isAbout: (before: string) => boolean): void {
  const held = db.prepare('SELECT record, position, before FROM undo WHERE before IS NOT NULL').all() as { record: number; position: number; before: string }[]
  const drop = db.prepare('DELETE FROM undo WHERE record = ? AND position = ?')
  for (const { record, position, before } of held) if (isAbout(before)) drop.run(record, position)
  db.exec('DELETE FROM undoLabel WHERE number NOT IN (SELECT record FROM undo)')
}
