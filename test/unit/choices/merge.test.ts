import { expect, it } from 'vitest'
import { choiceHandlers } from '../../../electron/data/choices/handlers.ts'
import type { DataContext } from '../../../electron/data/context.ts'
import { uuidv7 } from '#core/model/ids.ts'
import { randomBytes } from 'node:crypto'
import { G1, testServer, type TestServer } from '../../support/server.ts'
import { realLaptop, type RealLaptop } from '../../support/laptop.ts'

const random = (b: Uint8Array) => { b.set(randomBytes(b.length)); return b }
const countAt = (laptop: RealLaptop, server: TestServer) => {
  const now = () => new Date((server.clock.ms += 10))
  const session = () => ({ memberId: '', userId: '', name: '', role: 'regisseur' as const, gebieden: 'all' as const, standalone: false, sample: false })
  return choiceHandlers({ store: laptop.store, session, now, newId: () => uuidv7(now().getTime(), random) } as unknown as DataContext)
}

it('two laptops count different tables, the same table and papers without a network, and nothing is lost', async () => {
  const server = await testServer()
  const anna = await realLaptop(server, { name: 'Anna', role: 'regisseur', gebieden: [G1] }), bert = await realLaptop(server, { name: 'Bert', role: 'boa', gebieden: [G1] })
  const [hers, his] = [countAt(anna, server), countAt(bert, server)]
  anna.store.commit([{ kind: 'meeting', id: 'v-1', gebied: G1, fields: { title: 'Panelavond' } }])
  const { id: choiceId } = await hers['choices.create']({ meetingId: 'v-1', question: 'Wat eerst?', voters: 20, options: [{ title: 'Licht', themeId: null }, { title: 'Afval', themeId: null }] })
  await anna.round()
  await bert.round()
  const [licht, afval] = (await hers['choices.list']({ meetingId: 'v-1' })).choices[0]!.options.map((option) => option.id)
  await hers['votes.enter']({ choiceId, stack: '1', optionId: licht!, count: 3 })
  await his['votes.enter']({ choiceId, stack: '2', optionId: licht!, count: 4 })
  // Table 3 is counted by both: other cells of it merge, the same cell asks.
  await hers['votes.enter']({ choiceId, stack: '3', optionId: licht!, count: 1 })
  await his['votes.enter']({ choiceId, stack: '3', optionId: afval!, count: 2 })
  await hers['votes.enter']({ choiceId, stack: '4', optionId: afval!, count: 5 })
  await his['votes.enter']({ choiceId, stack: '4', optionId: afval!, count: 6 })
  await hers['votes.enter']({ choiceId, stack: uuidv7(server.clock.ms, random), optionId: licht!, count: 1 })
  await his['votes.enter']({ choiceId, stack: uuidv7(server.clock.ms, random), optionId: licht!, count: 1 })
  for (const laptop of [anna, bert, anna]) await laptop.round()
  const [seen, same] = await Promise.all([hers, his].map(async (side) => (await side['choices.list']({ meetingId: 'v-1' })).choices[0]!.result.lines.map((line) => [line.title, line.points])))
  expect(same).toEqual(seen)
  expect(seen).toEqual([['Licht', 3 + 4 + 1 + 2], ['Afval', 2 + 6]])
  expect(anna.store.rows('conflict', 'resolved = 0').map(({ field, value }) => [field, value])).toEqual([['count', 5]])
  for (const laptop of [anna, bert]) laptop.close()
  await server.close()
})
