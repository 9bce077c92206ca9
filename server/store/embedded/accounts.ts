import type Database from 'better-sqlite3'
import type { Role } from '#core/model/access.ts'
import type { ReadTx, StoredAccount, StoredDevice, StoredSession, WriteTx } from '../contract.ts'

interface Raw { id: string; name: string; role: Role; gebieden: string; memberId: string | null; password: string; disabled: number }
type AccountReads = Pick<ReadTx, 'account' | 'accountByName' | 'accounts' | 'session' | 'device' | 'writersOf'>
type AccountWrites = Pick<WriteTx, 'putAccount' | 'putSession' | 'endSessions' | 'putDevice'>

const accountOf = (raw: Raw): StoredAccount => ({ ...raw, gebieden: JSON.parse(raw.gebieden) as string[], disabled: raw.disabled === 1 })

/** Accounts, their sessions and the devices they used. */
export function accountReads(db: Database.Database): AccountReads {
  const columns = 'SELECT id, name, role, gebieden, member_id AS memberId, password, disabled FROM account'
  const byId = db.prepare<[string], Raw>(`${columns} WHERE id = ?`)
  const byName = db.prepare<[string], Raw>(`${columns} WHERE name = ?`)
  const all = db.prepare<[], Raw>(`${columns} ORDER BY name`)
  const session = db.prepare<[string], StoredSession>('SELECT hash, account_id AS accountId, device, seen_at AS seenAt FROM session WHERE hash = ?')
  const device = db.prepare<[string, string], StoredDevice>('SELECT id, account_id AS accountId, name, last_push AS lastPush, last_answer AS lastAnswer FROM device WHERE id = ? AND account_id = ?')
  const writer = db.prepare<[string], { accountId: string }>('SELECT account_id AS accountId FROM device WHERE id = ? ORDER BY made_at, account_id LIMIT 1')
  const maybe = (raw: Raw | undefined) => raw && accountOf(raw)
  return {
    account: async (id) => maybe(byId.get(id)),
    accountByName: async (name) => maybe(byName.get(name)),
    accounts: async () => all.all().map(accountOf),
    session: async (hash) => session.get(hash),
    device: async (id, accountId) => device.get(id, accountId),
    writersOf: async (devices) => new Map(devices.flatMap((d) => { const found = writer.get(d); return found ? [[d, found.accountId] as const] : [] })),
  }
}

export function accountWrites(db: Database.Database): AccountWrites {
  const put = db.prepare<[string, string, string, string, string | null, string, number]>('INSERT INTO account (id, name, role, gebieden, member_id, password, disabled) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, gebieden = excluded.gebieden, member_id = excluded.member_id, password = excluded.password, disabled = excluded.disabled')
  const putSession = db.prepare<[string, string, string, number]>('INSERT OR REPLACE INTO session (hash, account_id, device, seen_at) VALUES (?, ?, ?, ?)')
  const endAll = db.prepare<[string]>('DELETE FROM session WHERE account_id = ?')
  const endOne = db.prepare<[string]>('DELETE FROM session WHERE hash = ?')
  const putDevice = db.prepare<[string, string, string, number, string, number, number]>('INSERT INTO device (id, account_id, name, last_push, last_answer, seen_at, made_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id, account_id) DO UPDATE SET name = excluded.name, last_push = excluded.last_push, last_answer = excluded.last_answer, seen_at = excluded.seen_at')
  return {
    async putAccount(a) { put.run(a.id, a.name, a.role, JSON.stringify(a.gebieden), a.memberId, a.password, a.disabled ? 1 : 0) },
    async putSession(s) { putSession.run(s.hash, s.accountId, s.device, s.seenAt) },
    async endSessions(which) { if ('hash' in which) endOne.run(which.hash); else endAll.run(which.accountId) },
    async putDevice(d, at) { putDevice.run(d.id, d.accountId, d.name, d.lastPush, d.lastAnswer, at, at) },
  }
}
