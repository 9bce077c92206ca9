import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { KEEP_REMOVED_MS, KEEP_UNFINISHED_MS, MAX_ATTACHMENT_BYTES, PART_BYTES } from '#core/attachments/limits.ts'
import { filesAnswer, partAnswer, paths, wireError } from '#core/sync/wire.ts'
import { sweepFiles } from '../../../server/sync/sweep.ts'
import { attachmentFields, fingerprint, photoBytes } from '../../support/attachments.ts'
import { fuzz } from '../../support/fuzz.ts'
import { change, G1, G2, START, testServer, type Laptop, type TestServer } from '../../support/server.ts'

let server: TestServer, anna: Laptop, olga: Laptop
const photo = photoBytes(1000)
beforeEach(async () => {
  server = await testServer()
  anna = await server.laptop('Anna', 'regisseur', [G1])
  olga = await server.laptop('Olga', 'regisseur', [G2])
  await anna.push([change('attachment', 'f1', anna.at(1), attachmentFields(photo))])
})
afterEach(async () => { await server.close() })

const headers = (laptop: Laptop) => ({ authorization: `Bearer ${laptop.token}`, 'x-gebiedsboek-protocol': '1' })
const put = async (laptop: Laptop, id: string, from: number | string, bytes: Uint8Array) => {
  const r = await server.app.inject({ method: 'PUT', url: `${paths.attachments}/${id}?from=${from}`, headers: { ...headers(laptop), 'content-type': 'application/octet-stream' }, payload: Buffer.from(bytes) })
  return { status: r.statusCode, body: r.json<unknown>() }
}
const get = async (laptop: Laptop, id: string, range = 'bytes=0-999') => {
  const r = await server.app.inject({ method: 'GET', url: `${paths.attachments}/${id}`, headers: { ...headers(laptop), range } })
  return { status: r.statusCode, range: r.headers['content-range'], bytes: r.statusCode === 206 ? r.rawPayload : undefined }
}
const here = async (laptop: Laptop, ...ids: string[]) => filesAnswer.parse((await laptop.call(paths.attachments, { ids })).body).files
const stored = (gebied = G1) => server.store.read(async (tx) => { await tx.within([gebied]); return (await tx.filesOf(gebied)).map((f) => f.hash) })

it('[A2] parts go on from where the server stands, whatever comes twice or too late; only the whole is given, any stretch of it', async () => {
  expect(await here(anna, 'f1')).toEqual({ f1: { received: 0, complete: false } })
  expect((await put(anna, 'f1', 0, photo.subarray(0, 400))).body).toEqual({ received: 400, complete: false })
  expect((await put(anna, 'f1', 0, photo.subarray(0, 400))).body).toEqual({ received: 400, complete: false })
  expect((await put(anna, 'f1', 800, photo.subarray(800))).body).toEqual({ received: 400, complete: false })
  expect([(await get(anna, 'f1')).status, await here(anna, 'f1')]).toEqual([404, { f1: { received: 400, complete: false } }])
  expect((await put(anna, 'f1', 400, photo.subarray(400))).body).toEqual({ received: 1000, complete: true })
  expect((await put(anna, 'f1', 0, photo.subarray(0, 400))).body).toEqual({ received: 1000, complete: true })
  const all = await get(anna, 'f1'), some = await get(anna, 'f1', 'bytes=990-5000')
  expect([all.bytes?.equals(photo), all.range, some.bytes?.equals(photo.subarray(990)), some.range]).toEqual([true, 'bytes 0-999/1000', true, 'bytes 990-999/1000'])
})

it('[A2] bytes that are not what the row says are dropped when they are all there, and it begins anew', async () => {
  const wrong = Buffer.from(photo)
  wrong[500] = 1 ^ wrong[500]!
  expect((await put(anna, 'f1', 0, wrong)).body).toEqual({ received: 0, complete: false })
  expect([await stored(), (await put(anna, 'f1', 0, photo)).body]).toEqual([[], { received: 1000, complete: true }])
})

it('[A3] who may not have the row gets no bytes and cannot send any, knowing the fingerprint or having the id', async () => {
  await put(anna, 'f1', 0, photo)
  expect([await here(olga, 'f1'), (await get(olga, 'f1')).status, (await put(olga, 'f1', 0, photo)).status]).toEqual([{}, 404, 404])
  // A row of her own that names the same fingerprint opens nothing: in her gebied there is no such file.
  await olga.push([change('attachment', 'f2', olga.at(2), attachmentFields(photo), { gebied: G2 })])
  expect([await here(olga, 'f2'), (await get(olga, 'f2')).status]).toEqual([{ f2: { received: 0, complete: false } }, 404])
  // A second row in the same gebied needs no second upload.
  await anna.push([change('attachment', 'f3', anna.at(3), attachmentFields(photo))])
  expect([await here(anna, 'f3'), (await stored()).length]).toEqual([{ f3: { received: 1000, complete: true } }, 1])
  // Whoever loses the gebied loses the bytes.
  const root = await server.laptop('Root', 'beheerder', ['alle'])
  await root.call(`${paths.accounts}/${anna.accountId}`, { gebieden: ['De Mare'] }, 'PATCH')
  expect([await here(anna, 'f1'), (await get(anna, 'f1')).status, (await put(anna, 'f3', 0, photo)).status]).toEqual([{}, 404, 404])
})

it('[A3] of every role of the gebied: a wijkagent and a BOA may have and send what everybody of the gebied sees', async () => {
  await put(anna, 'f1', 0, photo)
  for (const role of ['boa', 'wijkagent'] as const) expect([(await get(await server.laptop(role, role, [G1]), 'f1')).bytes?.equals(photo), role]).toEqual([true, role])
})

it('too large, past its own end, of the wrong kind or without a row: refused in words', async () => {
  await anna.push([change('attachment', 'f4', anna.at(4), { ...attachmentFields(photo), byteSize: MAX_ATTACHMENT_BYTES + 1 }), change('attachment', 'f5', anna.at(4), { ...attachmentFields(photo), sha256: '' })])
  const answers = [await put(anna, 'f1', 0, photoBytes(PART_BYTES + 1)), await put(anna, 'f1', 0, photoBytes(1001)), await put(anna, 'f1', 'x', photo), await put(anna, 'f4', 0, photo), await put(anna, 'f5', 0, photo), await put(anna, 'weg', 0, photo)]
  expect(answers.map((a) => a.status)).toEqual([413, 400, 400, 404, 404, 404])
  for (const { body } of answers) expect(wireError.safeParse(body).success).toBe(true)
  expect((await anna.push([change('attachment', 'f6', anna.at(5), { ...attachmentFields(photo), mimeType: 'text/html' }), change('attachment', 'f7', anna.at(5), { ...attachmentFields(photo), subjectKind: 'contact' }), change('attachment', 'f8', anna.at(5), { ...attachmentFields(photo), sha256: 'G'.repeat(64) })])).changes.map((c) => c.status)).toEqual(['refused', 'refused', 'refused'])
})

it('[A5] bytes go when no row needs them: a deleted row after the time to put it back, an upload with which nobody goes on, an erasure at once', async () => {
  await put(anna, 'f1', 0, photo)
  const later = photoBytes(900, 7), named = photoBytes(800, 8)
  await anna.push([
    change('attachment', 'f2', anna.at(2), attachmentFields(later)), change('attachment', 'f3', anna.at(2), attachmentFields(named, { caption: 'Gesprek met Zoë Zandloper bij het hek' })),
    change('contact', 'c1', anna.at(2), { firstName: 'Zoë', lastName: 'Zandloper' }), change('attachment', 'f1', anna.at(3), { deleted: true }),
  ])
  await put(anna, 'f2', 0, later.subarray(0, 100))
  await put(anna, 'f3', 0, named)
  expect([await sweepFiles(server.store, START + KEEP_UNFINISHED_MS - 60_000), (await stored()).length]).toEqual([0, 3])
  expect((await get(anna, 'f1')).status).toBe(404)
  await anna.push([], { erase: [{ contactId: 'c1', gebied: G1 }] })
  expect((await stored()).sort()).toEqual([fingerprint(photo), fingerprint(later)].sort())
  expect(JSON.stringify((await anna.pull()).feeds[G1])).not.toContain('Zandloper')
  expect([await sweepFiles(server.store, START + Math.max(KEEP_REMOVED_MS, KEEP_UNFINISHED_MS) + 60_000), await stored()]).toEqual([2, []])
})

it('hostile requests about bytes never break, never answer with bytes of another gebied', async () => {
  await put(anna, 'f1', 0, photo)
  const id = fc.constantFrom('f1', 'f2', 'c1', '__proto__', '..%2ff1', '%00', 'x'.repeat(70), "' OR 1=1 --", fingerprint(photo), '')
  const range = fc.constantFrom('bytes=0-99', 'bytes=0-', 'bytes=-5', 'bytes=9-1', 'bytes=0-1,5-6', 'bytes=999999999-999999999', 'items=0-1', '', 'bytes=99999999999999999999-1')
  const method = fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH')
  expect(await fuzz(fc.asyncProperty(id, range, method, fc.constantFrom('0', '1000', '-1', '1e9', 'NaN', '', '99999999999'), fc.constantFrom('application/octet-stream', 'application/json', 'text/html', 'multipart/form-data'), fc.uint8Array({ maxLength: 300 }), async (file, wanted, how, from, type, bytes) => {
    const r = await server.app.inject({ method: how as 'GET', url: `${paths.attachments}/${encodeURIComponent(file)}?from=${from}`, headers: { ...headers(olga), range: wanted, ...(how === 'GET' || how === 'HEAD' ? {} : { 'content-type': type }) }, ...(how === 'GET' || how === 'HEAD' ? {} : { payload: Buffer.from(bytes) }) })
    return r.statusCode >= 400 && r.statusCode < 500 && (r.body === '' || wireError.safeParse(r.json()).success) && !r.rawPayload.includes(photo.subarray(0, 16))
  }), 300)).toBeNull()
  expect(await fuzz(fc.asyncProperty(fc.array(id, { maxLength: 6 }), fc.jsonValue(), async (ids, other) => {
    const asked = await olga.call(paths.attachments, { ids: ids.filter((i) => /^[\w.:-]{1,64}$/.test(i)) }), wrong = await olga.call(paths.attachments, other as object)
    return asked.status === 200 && Object.keys(filesAnswer.parse(asked.body).files).length === 0 && wrong.status < 500
  }), 100)).toBeNull()
  expect(partAnswer.safeParse((await put(anna, 'f1', 0, photo)).body).success).toBe(true)
})
