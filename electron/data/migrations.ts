import { noteTables, waitingTyping } from './notes/tables.ts'
import { erasedTable } from './sync/erase.ts'
import { leftTable } from './sync/left.ts'
import { skippedTable } from './sync/skipped.ts'
import { dismissedRefused, repairedRounds, syncTables } from './sync/tables.ts'
import type { Migration } from './store/schema.ts'

/** Steps of the domains after the first tables, in order of number; never edited once shipped. Leave room between numbers. */
export const migrations: readonly Migration[] = [noteTables, syncTables, repairedRounds, erasedTable, skippedTable, dismissedRefused, waitingTyping, leftTable]
