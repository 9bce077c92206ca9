import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PROTOCOL } from '#core/sync/wire.ts'
import { expect, expectAccessible, test } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { makeVault, passphrase } from '../support/start.ts'

/** What an address can answer that is no server of ours, or one that this version cannot talk to. */
const answers: readonly { readonly name: string; readonly listener: RequestListener; readonly said: string }[] = [
  { name: 'a website', listener: (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Gemeente</title></html>'), said: 'Dit netwerk vraagt eerst om aanmelden' },
  { name: 'a sign-in page of a network', listener: (_, reply) => reply.writeHead(302, { location: 'http://127.0.0.1:9/aanmelden' }).end(), said: 'Dit netwerk vraagt eerst om aanmelden' },
  { name: 'text that calls itself JSON', listener: (_, reply) => reply.writeHead(200, { 'content-type': 'application/json' }).end('{"half": '), said: 'geen server van Gebiedsboek' },
  { name: 'JSON of another service', listener: (_, reply) => reply.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"UP"}'), said: 'geen server van Gebiedsboek' },
  { name: 'nothing that exists', listener: (_, reply) => reply.writeHead(404, { 'content-type': 'text/plain' }).end('not found'), said: 'geen server van Gebiedsboek' },
  { name: 'an error', listener: (_, reply) => reply.writeHead(500, { 'content-type': 'text/plain' }).end('oops'), said: 'mis in de server' },
  { name: 'a line that is cut', listener: (request) => request.socket.destroy(), said: 'niet te bereiken' },
  { name: 'a server that is newer', listener: (_, reply) => reply.writeHead(426, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { type: 'tooOld', message: 'x' }, protocol: PROTOCOL + 1 })), said: 'te oud voor de server' },
]

test('an address that answers otherwise than a server: one clear sentence each, and nothing was made', async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  let answer: RequestListener = (_, reply) => reply.end()
  const web = createServer((request, reply) => answer(request, reply))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${String((web.address() as AddressInfo).port)}`
  await page.getByTestId('start-connect').click()
  for (const { name, listener, said } of answers) {
    answer = listener
    await page.getByTestId('server-address').fill(address)
    await page.getByTestId('account-name').fill('Rita')
    await page.getByTestId('account-password').fill('lang genoeg 1')
    await page.getByTestId('passphrase').fill(passphrase)
    await page.getByTestId('passphrase-again').fill(passphrase)
    await page.getByTestId('connect').click()
    const problem = page.getByTestId('connect-problem')
    await expect(problem, name).toContainText(new RegExp(said), { timeout: 20_000 })
    await expect(problem, name).not.toContainText(/undefined|Error|JSON|HTTP|\b(?:404|500|426)\b/)
    await page.getByTestId('server-address').fill('')
  }
  await shot(page, 'begin-geen-server')
  await expectAccessible(page)
  expect(app.log()).not.toMatch(/bug in/)
  await page.getByRole('button', { name: 'Terug' }).click()
  await makeVault(page)
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
})
