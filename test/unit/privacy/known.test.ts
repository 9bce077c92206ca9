import { beforeEach, expect, it } from 'vitest'
import { privacyHandlers } from '../../../electron/data/privacy/handlers.ts'
import { GEBIED, testContext } from '../../support/store.ts'

let context: ReturnType<typeof testContext>
const known = async (...names: string[]) => await privacyHandlers(context)['privacy.known']({ names })
beforeEach(() => {
  context = testContext()
  context.store.commit([
    { kind: 'contact', id: 'c1', gebied: GEBIED, fields: { firstName: 'Zefir', prefix: 'van der', lastName: 'Verzonnenberg' } },
    { kind: 'contact', id: 'c2', gebied: GEBIED, fields: { initials: 'P.J.', lastName: 'Testema-de Proef' } },
    { kind: 'contact', id: 'c3', gebied: GEBIED, fields: { firstName: 'Anouk', lastName: 'Weggegaan' } },
    { kind: 'contact', id: 'c3', gebied: GEBIED, fields: { deleted: true } as object },
  ])
})

it('knows people as names are written', async () => {
  expect(await known('Zefir van der Verzonnenberg', 'zefir verzonnenberg', 'Z. van der Verzonnenberg', 'Z.van der Verzonnenberg', 'mevrouw Van der Verzonnenberg', 'dhr. Verzonnenberg', 'P.J. Testema-de Proef', 'familie Testema-de Proef')).toEqual(Array(8).fill(true))
})
it('does not take another given name, a surname alone, a stranger or somebody who is gone for one', async () => {
  expect(await known('Bert van der Verzonnenberg', 'B. Verzonnenberg', 'Verzonnenberg', 'Zefir', 'Zefir Jansen', 'mevrouw Jansen', 'Anouk Weggegaan', 'mevrouw de', "'; DROP TABLE contact; --")).toEqual(Array(9).fill(false))
})
it('tells nobody who does not receive contacts, and logs nothing', async () => {
  const agent = privacyHandlers({ ...context, session: () => ({ ...context.session(), role: 'wijkagent' }) })
  expect(await agent['privacy.known']({ names: ['Zefir van der Verzonnenberg'] })).toEqual([false])
  await known('Zefir van der Verzonnenberg')
  expect(context.store.rows('accessLog')).toEqual([])
  expect(context.store.setting('page.privacy.dismissed')).toBeUndefined()
})
