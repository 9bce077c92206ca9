import type { Role } from '#core/model/access.ts'
import type { ReadTx, StoredAccount, StoredDevice, StoredSession, WriteTx } from '../contract.ts'
import type { Sql } from './sql.ts'

interface Raw { id: string; name: string; role: Role; gebieden: string; memberId: string | null; password: string; disabled: boolean }
type AccountReads = Pick<ReadTx, 'account' | 'accountByName' | 'accounts' | 'session' | 'device' | 'writersOf'>
type AccountWrites = Pick<WriteTx, 'putAccount' | 'putSession' | 'endSessions' | 'putDevice'>

const accountOf = (raw: Raw): StoredAccount => ({ ...raw, gebieden: JSON.parse(raw.gebieden) as string[] })
const columns = 'SELECT id, name, role, gebieden, member_id AS "memberId", password, disabled FROM account'
/** PostgreSQL's text knows every character but one; in a name it can only be a mistake. */
const plain = (text: string): string => text.replaceAll('\0', '')

/** Accounts, their sessions and the devices they used. Who writes keeps the device to itself, so that two copies of one push come after each other, and the session, so that one that ends meanwhile is not written again. */
export function accountReads(sql: Sql, lock: '' | ' FOR UPDATE'): AccountReads {
  const first = async <T>(text: string, values: readonly unknown[]) => (await sql.rows<T>(text, values))[0]
  const one = async (text: string, value: string) => { const raw = await first<Raw>(text, [value]); return raw && accountOf(raw) }
  return {
    account: (id) => one(`${columns} WHERE id = $1`, id),
    accountByName: (name) => one(`${columns} WHERE lower(name) = lower($1)`, plain(name)),
    accounts: async () => (await sql.rows<Raw>(`${columns} ORDER BY lower(name)`)).map(accountOf),
    session: (hash) => first<StoredSession>(`SELECT hash, account_id AS "accountId", device, seen_at AS "seenAt" FROM session WHERE hash = $1${lock}`, [hash]),
    device: (id, accountId) => first<StoredDevice>(`SELECT id, account_id AS "accountId", name, last_push AS "lastPush", last_answer AS "lastAnswer" FROM device WHERE id = $1 AND account_id = $2${lock}`, [id, accountId]),
    async writersOf(devices) {
      const found = await sql.rows<{ id: string; accountId: string }>('SELECT DISTINCT ON (id) id, account_id AS "accountId" FROM device WHERE id = ANY ($1::text[]) ORDER BY id, made_at, account_id', [[...devices]])
      return new Map(found.map((d) => [d.id, d.accountId]))
    },
  }
}

export function accountWrites(sql: Sql): AccountWrites {
  return {
    async putAccount(a) {
      sql.send('INSERT INTO account (id, name, role, gebieden, member_id, password, disabled) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, gebieden = excluded.gebieden, member_id = excluded.member_id, password = excluded.password, disabled = excluded.disabled',
        [a.id, plain(a.name), a.role, JSON.stringify(a.gebieden), a.memberId, a.password, a.disabled])
    },
    async putSession(s) { sql.send('INSERT INTO session (hash, account_id, device, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO UPDATE SET seen_at = excluded.seen_at', [s.hash, s.accountId, s.device, s.seenAt]) },
    async endSessions(which) { if ('hash' in which) sql.send('DELETE FROM session WHERE hash = $1', [which.hash]); else sql.send('DELETE FROM session WHERE account_id = $1', [which.accountId]) },
    async putDevice(d, at) {
      sql.send('INSERT INTO device (id, account_id, name, last_push, last_answer, seen_at, made_at) VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (id, account_id) DO UPDATE SET name = excluded.name, last_push = excluded.last_push, last_answer = excluded.last_answer, seen_at = excluded.seen_at', [d.id, d.accountId, plain(d.name), d.lastPush, d.lastAnswer, at])
    },
  }
}
