import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { transferCommands, ImportChoices } from '#core/contract/transfer.ts'
import { contactFilterSchema } from '#core/contract/contacts.ts'
import type { ParsedOf } from '#core/contract/command.ts'
import { readTable } from '#core/import/table.ts'
import { transferHandlers } from '../../../electron/data/transfer/handlers.ts'
import { panelList } from '../../support/panel-list.ts'
import { GEBIED, testContext } from '../../support/store.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const choices = (more: Partial<ImportChoices> = {}): ImportChoices => ({ gebied: GEBIED, panelId: null, consentDate: null, everyoneTakesPart: false, source: 'veiligheidsmonitor', textVersion: '2023', channels: ['email', 'post'], ...more })
const count = (context: ReturnType<typeof testContext>, kind: string) => context.store.db.prepare(`SELECT count(*) FROM ${kind} WHERE deleted = 0`).pluck().get()

async function opened(bytes = panelList(), name = 'respondenten.csv') {
  const context = testContext()
  context.store.commit([{ kind: 'panel', id: 'p1', gebied: GEBIED, fields: { name: 'Panel Overdie' } }, { kind: 'wijk', id: 'w1', gebied: 'gemeente', fields: { code: 'WK036102', name: 'Overdie' } }])
  const call = transferHandlers(context)
  const file = await call['import.read']({ name, bytes: base64(bytes) })
  const table = file.kind === 'table' ? await call['import.table']({ token: file.token, sheet: 0, headerRow: null }) : undefined
  const mapping = table?.columns.map(({ target, group }) => ({ target, ...(group ? { group } : {}) })) ?? []
  return { context, call, file, table, mapping, token: file.token }
}

describe('importing the respondent list of the panel evening', () => {
  it('says 122 can be invited, 3 double, 2 without consent, and writes nothing yet', async () => {
    const { context, call, token, mapping } = await opened()
    const preview = await call['import.preview']({ token, mapping, choices: choices({ panelId: 'p1' }) })
    expect(preview.summary).toBe('122 kunnen worden uitgenodigd, 3 dubbel, 2 zonder toestemming')
    expect(preview.dropped.map((d) => d.header)).toEqual(['respnr', 'bsn', 'v12_veilig_gevoel'])
    expect(count(context, 'contact')).toBe(0)
    const doubles = await call['import.rows']({ token, show: 'dubbel', offset: 0, limit: 10 })
    expect(doubles.total).toBe(3)
    expect(doubles.rows[0]?.why).toMatch(/Zelfde/)
  })

  it('imports contacts, details, consents and memberships, and takes everything back with one undo after a restart', async () => {
    const { context, call, token, mapping } = await opened()
    await call['import.preview']({ token, mapping, choices: choices({ panelId: 'p1' }) })
    const done = await call['import.run']({ token, doubles: 'overslaan', withoutConsent: 'overslaan' })
    expect(done).toMatchObject({ added: 122, skipped: 5 })
    expect(['contact', 'contactDetails', 'consent', 'panelMembership'].map((k) => count(context, k))).toEqual([122, 122, 122, 122])
    const berg = context.store.rows('contact', `lastName = 'Bérgvoorbeeld'`)[0]!
    expect(berg).toMatchObject({ prefix: 'van der', wijkCode: 'WK036102' })
    expect(context.store.read('contactDetails', berg.id)).toMatchObject({ postcode: '1823 AB', houseNumber: '6', phone: '' })
    expect(context.store.db.prepare(`SELECT group_concat(phone) FROM contactDetails`).pluck().get()).toContain('+31612345')
    expect(JSON.stringify(context.store.db.prepare('SELECT * FROM contact, contactDetails').all().slice(0, 500))).not.toMatch(/99999/)
    const again = transferHandlers(context)
    expect(await again['import.history']({})).toMatchObject([{ token: done.undo, label: '122 contacten geïmporteerd uit respondenten.csv' }])
    await again['import.undo']({ token: done.undo })
    expect(['contact', 'contactDetails', 'consent', 'panelMembership'].map((k) => count(context, k))).toEqual([0, 0, 0, 0])
    expect(await again['import.history']({})).toEqual([])
  })

  it('finds the same people double the second time', async () => {
    const { call, token, mapping, context } = await opened()
    await call['import.preview']({ token, mapping, choices: choices() })
    await call['import.run']({ token, doubles: 'overslaan', withoutConsent: 'overslaan' })
    const preview = await call['import.preview']({ token, mapping, choices: choices() })
    expect(preview.counts.dubbel).toBeGreaterThanOrEqual(120)
    expect(count(context, 'contact')).toBe(122)
  })

  it('takes back what was written when it is stopped half-way', async () => {
    const many = Buffer.concat([Buffer.from('voornaam;achternaam;datum_toestemming\r\n'), ...Array.from({ length: 6000 }, (_, i) => Buffer.from(`Test;Voorbeeld${i};1-1-2024\r\n`))])
    const { call, token, mapping, context } = await opened(many)
    await call['import.preview']({ token, mapping, choices: choices({ everyoneTakesPart: true }) })
    const running = call['import.run']({ token, doubles: 'toevoegen', withoutConsent: 'toevoegen' })
    await new Promise((r) => setImmediate(r))
    context.work.stop()
    await expect(running).rejects.toThrow(/gestopt/)
    for (const table of ['contact', 'contactDetails', 'consent', 'outbox', 'undo', 'undoLabel']) expect([table, context.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, table === 'outbox' ? 2 : 0])
    expect(await call['import.history']({})).toEqual([])
  })

  it('keeps the mapping for next time, but never lets a forbidden column through', async () => {
    const { call, token, table, mapping } = await opened()
    const bsn = table!.columns.findIndex((c) => c.header === 'bsn')
    const changed = mapping.map((m, i) => (i === bsn ? { target: 'remarks' as const } : table!.columns[i]!.header === 'plaats' ? { target: 'organisation' as const } : m))
    await call['import.preview']({ token, mapping: changed, choices: choices() })
    const again = await call['import.table']({ token, sheet: 0, headerRow: null })
    expect(again.columns.find((c) => c.header === 'plaats')?.target).toBe('organisation')
    expect(again.columns[bsn]).toMatchObject({ target: null, dropped: expect.stringMatching(/burgerservicenummer|BSN/i) })
  })

  it('refuses a file that is no list with one sentence, and a role that may not', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.4 niets')
    await expect(opened(pdf, 'verslag.pdf')).rejects.toThrow('Dit is een pdf.')
    const boa = transferHandlers(testContext({ role: 'boa' }))
    await expect(Promise.resolve().then(() => boa['import.read']({ name: 'a.csv', bytes: '' }))).rejects.toThrow(/rol/)
  })
})

describe('exporting', () => {
  it('writes what was imported, logs purpose and count, and says when a folder is not there', async () => {
    const { call, token, mapping, context } = await opened()
    await call['import.preview']({ token, mapping, choices: choices() })
    await call['import.run']({ token, doubles: 'overslaan', withoutConsent: 'overslaan' })
    const folder = mkdtempSync(join(tmpdir(), 'uit-'))
    const input = (path: string): ParsedOf<(typeof transferCommands)['export.contacts']> => ({ path, format: 'csv', purpose: 'Uitnodiging panelavond', filter: contactFilterSchema.parse({ gebied: GEBIED }), ids: null })
    expect(await call['export.contacts'](input(join(folder, 'uit.csv')))).toEqual({ count: 122 })
    const table = readTable(readFileSync(join(folder, 'uit.csv')), { fileName: 'uit.csv' })
    expect(table.ok && table.value.sheets[0]!.rows.length).toBe(123)
    expect(context.store.rows('accessLog')).toMatchObject([{ act: 'geexporteerd', purpose: 'Uitnodiging panelavond', count: 122, outcome: 'gelukt' }])
    await expect(call['export.contacts'](input(join(folder, 'bestaat-niet', 'uit.csv')))).rejects.toThrow(/niet worden opgeslagen.*andere map/)
    rmSync(folder, { recursive: true })
  })
})
