import { makeStamp } from '#core/sync/clock.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { addAccount } from '../../server/auth/accounts.ts'
import { expect, expectAccessible, test as base } from '../support/app.ts'
import { shot } from '../support/begin.ts'
import { passphrase, unlock } from '../support/start.ts'
import { change, G1, signedIn, testServer, type TestServer } from '../support/server.ts'

interface Live { readonly server: TestServer; readonly address: string; /** Holds back what laptops fetch; so many questions still pass. */ readonly gate: { open: boolean; pass: number } }
const test = base.extend<{ readonly live: Live }>({
  live: async ({}, use) => {
    const server = await testServer()
    Object.defineProperty(server.clock, 'ms', { get: () => Date.now() })
    const gate = { open: true, pass: 0 }
    server.app.addHook('onRequest', async (request) => {
      const { socket } = request.raw
      if (!request.url.startsWith('/sync/pull')) return
      while (!gate.open && gate.pass < 1 && !socket.destroyed) await new Promise((resolve) => setTimeout(resolve, 50))
      // Of a laptop that is gone nothing passes.
      if (!socket.destroyed) gate.pass--
    })
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
    await use({ server, address, gate })
    gate.open = true
    await server.close()
  },
})

test('connects, fetches, asks where two wrote the same, and keeps working without the server', async ({ app, live: { server, address } }) => {
  await addAccount(server.deps, { name: 'Rita', role: 'regisseur', gebieden: [G1], password: 'lang genoeg 1' })
  const other = await addAccount(server.deps, { name: 'Ruud', role: 'regisseur', gebieden: [G1], password: 'lang genoeg 1' })
  const ruud = await signedIn(server.app, other.id, 'Ruud', 'ruudpc01')
  const stamp = () => makeStamp(Date.now(), 0, 'ruudpc01')
  const first = stamp()
  await ruud.push([change('theme', 't-1', first, { name: 'Verkeer' }, { gebied: MUNICIPALITY })])
  const { page } = app

  await page.getByTestId('start-connect').click()
  await page.getByTestId('server-address').fill(address)
  await page.getByTestId('account-name').fill('Rita')
  await page.getByTestId('account-password').fill('verkeerd')
  await page.getByTestId('passphrase').fill(passphrase)
  await page.getByTestId('passphrase-again').fill(passphrase)
  await page.getByTestId('connect').click()
  await expect(page.getByTestId('connect-problem')).toContainText('wachtwoord')
  await page.getByTestId('account-password').fill('lang genoeg 1')
  await page.getByTestId('connect').click()
  await page.getByTestId('recovery-kept').click()
  await page.getByTestId('recovery-done').click()
  await expect(page.getByTestId('sidebar')).toContainText('Rita')
  await expect(page.getByTestId('sync-badge')).toContainText('Bijgewerkt om')
  await expect(page.getByTestId('gebied-switch')).toContainText('Overdie')

  // Both change the same theme without seeing each other.
  await page.evaluate(() => { location.hash = '#/instellingen/server' })
  await page.getByRole('button', { name: 'Werk zonder verbinding' }).click()
  await expect(page.getByTestId('sync-badge')).toContainText('Bijwerken staat stil')
  await page.evaluate(() => { location.hash = '#/instellingen/themas' })
  const name = page.getByLabel('Naam van het thema')
  await name.fill('Verkeer en parkeren')
  await name.press('Enter')
  await expect(page.getByTestId('sync-badge')).toContainText('1 wachtend')
  await ruud.push([change('theme', 't-1', stamp(), { name: 'Te hard rijden' }, { gebied: MUNICIPALITY, bases: { name: first } })])
  await page.evaluate(() => { location.hash = '#/instellingen/server' })
  await shot(page, 'instellingen-server')
  await page.getByRole('button', { name: 'Ga weer verbinden' }).click()
  await page.getByTestId('to-conflicts').click()
  await expect(page.getByTestId('conflict')).toContainText('Verkeer en parkeren')
  await expect(page.getByTestId('conflict')).toContainText('Te hard rijden')
  await shot(page, 'verschillen')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Zet dit terug' }).click()
  await expect(page.getByRole('heading', { name: 'Er zijn geen verschillen' })).toBeVisible()
  await expect(page.getByTestId('sync-badge')).toContainText('Bijgewerkt om')

  await page.evaluate(() => { location.hash = '#/instellingen/server' })
  await page.getByRole('button', { name: 'Controleer' }).click()
  await expect(page.getByTestId('check-result')).toHaveText('Alles is gelijk aan de server.')
  // The choice was taken as well: nothing was refused, no badge is left.
  await expect(page.getByTestId('to-conflicts')).toBeHidden()
  await shot(page, 'instellingen-server-gecontroleerd')
  await expectAccessible(page)

  // A server that is away is no trouble: everything opens and says how it stands.
  await server.app.close()
  await page.keyboard.press('Control+Shift+L')
  await unlock(page)
  await expect(page.getByTestId('sync-badge')).toContainText('Zonder verbinding')
})

test('an address that is no server is named, and nothing was made', async ({ app: { page }, live: { address } }) => {
  await page.getByTestId('start-connect').click()
  for (const [wrong, said] of [['onzin adres', 'adres'], [`${address}/ergens/anders`, ''], ['http://127.0.0.1:9', 'Er is nog niets gemaakt']] as const) {
    await page.getByTestId('server-address').fill(wrong)
    await page.getByTestId('account-name').fill('Rita')
    await page.getByTestId('account-password').fill('lang genoeg 1')
    await page.getByTestId('passphrase').fill(passphrase)
    await page.getByTestId('passphrase-again').fill(passphrase)
    await page.getByTestId('connect').click()
    await expect(page.getByTestId('connect-problem')).toContainText(said)
    await expect(page.getByTestId('connect-problem')).not.toHaveText('')
    await page.getByTestId('connect-problem').waitFor()
  }
  await shot(page, 'begin-verbinden')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Terug' }).click()
  await expect(page.getByTestId('start-local')).toBeVisible()
})

test('the first fetch can be interrupted, outlives a restart, brings the newest first, and says how far it is', async ({ launchApp, live: { server, address, gate } }) => {
  await addAccount(server.deps, { name: 'Rita', role: 'regisseur', gebieden: [G1], password: 'lang genoeg 1' })
  const other = await addAccount(server.deps, { name: 'Ruud', role: 'regisseur', gebieden: [G1], password: 'lang genoeg 1' })
  const ruud = await signedIn(server.app, other.id, 'Ruud', 'ruudpc01')
  for (let part = 0; part < 4; part++) await ruud.push(Array.from({ length: 1000 }, (_, i) => change('contact', `c-${part}-${i}`, makeStamp(Date.now(), i, 'ruudpc01'), { firstName: 'Bewoner', lastName: part === 3 && i === 999 ? 'Aafjes-Voorbeeld' : `Voorbeeld ${part}.${i}` })))
  gate.open = false
  const first = await launchApp()
  await first.page.getByTestId('start-connect').click()
  await first.page.getByTestId('server-address').fill(address)
  await first.page.getByTestId('account-name').fill('Rita')
  await first.page.getByTestId('account-password').fill('lang genoeg 1')
  await first.page.getByTestId('passphrase').fill(passphrase)
  await first.page.getByTestId('passphrase-again').fill(passphrase)
  await first.page.getByTestId('connect').click()
  await first.page.getByTestId('recovery-kept').click()
  await first.page.getByTestId('recovery-done').click()
  await expect(first.page.getByTestId('first-sync')).toBeVisible()
  await shot(first.page, 'eerste-keer-bijwerken')
  await expectAccessible(first.page)
  await first.page.getByRole('button', { name: 'Onderbreek' }).click()
  await expect(first.page.getByTestId('first-sync')).toContainText('Onderbroken')
  await first.close()

  const second = await launchApp({ dataFolder: first.dataFolder })
  await unlock(second.page)
  await expect(second.page.getByTestId('first-sync')).toContainText('Onderbroken')
  gate.pass = 1
  await second.page.getByRole('button', { name: 'Ga verder' }).click()
  await expect(second.page.getByTestId('first-sync')).toContainText(/1\.\d{3} van 4\.0\d\d/)
  await shot(second.page, 'eerste-keer-voortgang')
  await second.page.getByRole('button', { name: 'Kijk alvast rond' }).click()
  await second.page.evaluate(() => { location.hash = '#/contacten' })
  await expect(second.page.getByText(/Aafjes-Voorbeeld/).first()).toBeVisible()
  gate.open = true
  await expect(second.page.getByTestId('sync-badge')).toContainText('Bijgewerkt om')
  await expect(second.page.getByTestId('gebied-switch')).toContainText('Overdie')
})
