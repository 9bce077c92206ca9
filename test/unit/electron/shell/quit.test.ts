import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { stopBeforeQuit } from '../../../../electron/shell/quit.ts'

/** An app whose `quit` does what Electron's does: it asks with `will-quit`, and ends unless that was prevented. */
function makeApp() {
  const told: string[] = []
  const heard = new EventEmitter()
  const quit = () => {
    let prevented = false
    heard.emit('will-quit', { preventDefault: () => { prevented = true } })
    told.push(prevented ? 'waits' : 'ends')
  }
  const app = { on: heard.on.bind(heard), quit, relaunch: () => told.push('starts again') } as unknown as Parameters<typeof stopBeforeQuit>[0]
  return { app, told, second: () => heard.emit('second-instance') }
}

it('ends once what it was writing is written', async () => {
  const { app, told } = makeApp()
  const written = Promise.withResolvers<void>()
  stopBeforeQuit(app, () => written.promise)
  app.quit()
  expect(told).toEqual(['waits'])
  written.resolve()
  await expect.poll(() => told).toEqual(['waits', 'ends'])
})

it('somebody who starts the program while it still writes gets it once that is done, and once only', async () => {
  const { app, told, second } = makeApp()
  const written = Promise.withResolvers<void>()
  stopBeforeQuit(app, () => written.promise)
  second()
  expect(told).toEqual([])
  app.quit()
  second()
  second()
  expect(told).toEqual(['waits', 'starts again'])
  written.resolve()
  await expect.poll(() => told).toEqual(['waits', 'starts again', 'ends'])
})
