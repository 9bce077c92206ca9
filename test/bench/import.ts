import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportChoices } from '#core/contract/transfer.ts'
import { migrations } from '../../electron/data/migrations.ts'
import { contactWords } from '../../electron/data/store/contact-words.ts'
import type { Store } from '../../electron/data/store/store.ts'
import { transferHandlers } from '../../electron/data/transfer/handlers.ts'
import { inventedContact } from '../support/contacts.ts'
import { GEBIED, testContext } from '../support/store.ts'
import { ratio, type Line } from './ratio.ts'

const ROWS = 10_000
const choices: ImportChoices = { gebied: GEBIED, panelId: null, consentDate: null, everyoneTakesPart: false, source: 'veiligheidsmonitor', textVersion: '2023', channels: ['email', 'post'] }

function list(): string {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const { contact: c, details: d } = inventedContact(n)
    return [c.firstName, c.prefix, `${c.lastName ?? ''}x${String(n)}`, d.street, d.houseNumber, d.postcode, d.city, d.phone, d.email, c.wijkCode, 'ja', '14-03-2023'].join(';')
  })
  return ['voornaam;tussenvoegsel;achternaam;straat;huisnr;postcode;plaats;telefoon;email;wijkcode;panel_ja;datum_toestemming', ...rows].join('\r\n')
}

const wordsOf = ({ db }: Store) => db.prepare(`${contactWords} true ORDER BY c.rowid`).raw().all() as [number, string][]

/** Importing as the window does it, against bare INSERTs of the very same rows into the same encrypted tables, indexes and full-text index. */
export async function importBench(rounds = 5): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'))
  const bytes = Buffer.from(list()).toString('base64')
  const ours: number[] = [], bare: number[] = []
  const open = (name: string) => testContext({}, { file: join(folder, name), key: randomBytes(32), migrations })
  for (let round = 0; round < rounds; round++) {
    const context = open(`ons-${String(round)}.db`)
    const call = transferHandlers(context)
    const { token } = await call['import.read']({ name: 'lijst.csv', bytes })
    const table = await call['import.table']({ token, sheet: 0, headerRow: null })
    await call['import.preview']({ token, mapping: table.columns.map(({ target }) => ({ target })), choices })
    let started = performance.now()
    await call['import.run']({ token, doubles: 'toevoegen', withoutConsent: 'toevoegen' })
    ours.push(performance.now() - started)

    const rows = (['contact', 'contactDetails', 'consent'] as const).map((kind) => ({ kind, rows: context.store.db.prepare(`SELECT * FROM ${kind}`).raw().all() as (string | number | null)[][] }))
    const texts = wordsOf(context.store)
    const other = open(`kaal-${String(round)}.db`)
    const { db } = other.store
    started = performance.now()
    db.transaction(() => {
      for (const part of rows) { const insert = db.prepare(`INSERT INTO ${part.kind} VALUES (${part.rows[0]!.map(() => '?').join(', ')})`); for (const row of part.rows) insert.run(row) }
      const index = db.prepare('INSERT INTO contactSearch (rowid, text) VALUES (?, ?)')
      for (const text of texts) index.run(text)
    })()
    bare.push(performance.now() - started)
    context.store.close()
    other.store.close()
  }
  rmSync(folder, { recursive: true })
  return ratio('import of 10,000 contacts', ours, 'bare INSERTs of the same rows', bare, 4)
}
