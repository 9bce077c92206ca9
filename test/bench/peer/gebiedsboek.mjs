// This project as a peer of the sync benchmark: the real server over HTTP, the real encrypted store and sync engine.
// Copied into the harness by ../sync.ts, which says in GEBIEDSBOEK where the project is.
import { randomBytes, randomFillSync, randomUUID } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeContacts, FIELDS } from '../common.mjs'

const load = (file) => import(pathToFileURL(path.join(process.env.GEBIEDSBOEK, file)).href)
const GEBIED = 'g-bench', NAME = 'Meetlaptop', PASSWORD = 'een lang wachtwoord 1'

// How the twelve fields of the benchmark lie in our model.
const contactOf = (c) => ({ firstName: c.firstName, lastName: c.lastName, labels: [c.role, c.status], wijkCode: c.district, remarks: c.remarks })
const detailsOf = (c) => ({ email: c.email, phone: c.phone, street: c.street, houseNumber: String(c.houseNo), postcode: c.postcode, city: c.city })
const back = (c, d) => { const [role, status] = c.labels; return { id: c.id, firstName: c.firstName, lastName: c.lastName, email: d.email, phone: d.phone, street: d.street, houseNo: Number(d.houseNumber), postcode: d.postcode, city: d.city, district: c.wijkCode, role, status, remarks: c.remarks } }

// Loaded before anything is timed, as every peer loads its library.
const [{ buildServer }, { openEmbeddedStore }, { addAccount, changeAccount }, { argonPasswords }, { makeStamp }, wire, { Store }, { SyncEngine }, { indexLater }, { migrations }, { uuidv7 }] = await Promise.all(
  ['server/app.ts', 'server/store/embedded/open.ts', 'server/auth/accounts.ts', 'server/auth/password.ts', 'core/sync/clock.ts', 'core/sync/wire.ts', 'electron/data/store/store.ts', 'electron/data/sync/engine.ts', 'electron/data/store/index-later.ts', 'electron/data/migrations.ts', 'core/model/ids.ts'].map(load))

export function server() {
  let app, store
  return {
    async start({ dir, port }) {
      store = openEmbeddedStore({ folder: dir, newEpoch: randomUUID(), lock: false })
      const deps = { store, passwords: argonPasswords(), now: Date.now, random: (b) => randomFillSync(b), report: (e) => console.error(e), signInsPerMinute: 10_000, behindProxy: false }
      app = await buildServer(deps)
      const seeder = await addAccount(deps, { name: 'Vuller', role: 'beheerder', gebieden: [], password: PASSWORD })
      const call = async (url, payload, token) => { const r = await app.inject({ method: 'POST', url, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}) , 'x-gebiedsboek-protocol': String(wire.PROTOCOL) }, payload }); if (r.statusCode !== 200) throw new Error(`${url} ${r.statusCode} ${r.body.slice(0, 300)}`); return r.json() }
      const device = 'seed0000'
      const signed = await call(wire.paths.session, { name: 'Vuller', password: PASSWORD, device, deviceName: 'vuller', protocol: wire.PROTOCOL })
      let push = 0, count = 0
      const send = async (changes) => { const a = await call(wire.paths.push, { device, push: ++push, epoch: signed.epoch, changes, notes: [], erase: [] }, signed.token); const bad = a.changes.find((r) => r.status !== 'applied'); if (bad) throw new Error(JSON.stringify(bad)) }
      const stamp = () => makeStamp(Date.now() - 60_000, ++count % 46000, device)
      await send([{ kind: 'gebied', id: GEBIED, gebied: 'gemeente', stamp: stamp(), fields: { name: 'Meetgebied', color: 0, position: 0 } }])
      await changeAccount(deps, seeder.id, { gebieden: [GEBIED] }).catch(() => undefined)
      await addAccount(deps, { name: NAME, role: 'regisseur', gebieden: [GEBIED], password: PASSWORD })
      const rows = makeContacts().flatMap((c) => { const s = stamp(); return [{ kind: 'contact', id: c.id, gebied: GEBIED, stamp: s, fields: contactOf(c) }, { kind: 'contactDetails', id: c.id, gebied: GEBIED, stamp: s, fields: detailsOf(c) }] })
      for (let i = 0; i < rows.length; i += wire.MAX_PUSH_CHANGES) await send(rows.slice(i, i + wire.MAX_PUSH_CHANGES))
      await app.listen({ port, host: '127.0.0.1' })
    },
    async close() { await app.close(); await store.close() },
  }
}

export function client(role) {
  let store, engine, index, onChange = () => undefined
  // Reading one column each: looking whether an edit is here is no part of what is measured.
  const at = { role: ['contact', 'labels', 0], status: ['contact', 'labels', 1], district: ['contact', 'wijkCode'], houseNo: ['contactDetails', 'houseNumber'], firstName: ['contact', 'firstName'], lastName: ['contact', 'lastName'], remarks: ['contact', 'remarks'] }
  const reads = new Map()
  const value = (id, field) => {
    const [kind, column, place] = at[field] ?? ['contactDetails', field]
    if (!reads.has(field)) reads.set(field, store.db.prepare(`SELECT "${column}" FROM ${kind} WHERE id = ?`).pluck())
    const held = reads.get(field).get(id)
    return held === undefined || place === undefined ? held : JSON.parse(held)[place]
  }
  return {
    async initial({ dir, port }) {
      store = new Store({ file: path.join(dir, 'boek.db'), key: randomBytes(32), nowMs: Date.now, newId: () => uuidv7(Date.now(), (b) => randomFillSync(b)), newDevice: () => (role === 'A' ? 'laptopa0' : 'laptopb0'), migrations, onChanged: (changed) => { index.wake(); if (changed.origin === 'local') engine.edited(); onChange() } })
      index = indexLater(store)
      engine = new SyncEngine({ store, nowMs: Date.now, deviceName: role, emitState: () => undefined, emitNotes: () => undefined, onAccount: () => undefined, log: (l) => console.error(l) })
      await engine.connect(`http://127.0.0.1:${port}`, NAME, PASSWORD)
      await engine.now()
      const { problem } = engine.state()
      if (problem) throw new Error(problem.message)
    },
    dump() { const details = new Map(store.rows('contactDetails').map((d) => [d.id, d])); return store.rows('contact').map((c) => back(c, details.get(c.id))).map((c) => Object.fromEntries(['id', ...FIELDS].map((f) => [f, c[f]]))) },
    offline() { engine.pause(true) },
    edit(edits) {
      store.commit(edits.map(({ id, field, value: v }) => {
        if (field === 'status' || field === 'role') { const [r, s] = store.read('contact', id).labels; return { kind: 'contact', id, gebied: GEBIED, fields: { labels: field === 'role' ? [v, s] : [r, v] } } }
        return field === 'remarks' ? { kind: 'contact', id, gebied: GEBIED, fields: { remarks: v } } : { kind: 'contactDetails', id, gebied: GEBIED, fields: { [field]: v } }
      }))
    },
    async online() { engine.pause(false); await engine.now() },
    await(edits) {
      const last = edits.length
      return new Promise((resolve) => { let at = 0; onChange = () => { while (at < last && value(edits[at].id, edits[at].field) === edits[at].value) at++; if (at === last) resolve(null) }; onChange() })
    },
    // The size of the file is that with everything in its indexes.
    close() { index.close(); engine.close(); store.completeIndex(); store.close() },
  }
}
