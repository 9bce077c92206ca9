import { isBlank, type TableRow } from './cell.ts'
import type { Mapping } from './columns.ts'
import type { DraftRow } from './draft.ts'
import { DraftBuilder, type InterpretOptions } from './draft-builder.ts'

/** Turns one row of a table into a contact. What is not understood is kept as typed, with a message. Never throws. */
export function interpretRow(mapping: Mapping, row: TableRow, options: InterpretOptions = {}): DraftRow {
  const draft = new DraftBuilder(options)
  mapping.forEach(({ target, group }, column) => {
    const cell = row.cells[column]
    if (target !== null && !isBlank(cell) && cell !== undefined) draft.add(target, cell, group)
  })
  return { line: row.line, ...draft.build() }
}
