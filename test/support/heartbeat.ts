import type { Page } from '@playwright/test'

const EVERY_MS = 20
interface Beats { longest: number; timer: ReturnType<typeof setInterval> }
type WithBeats = Window & { beats?: Beats }

/** Listens to the page's own thread: how long it stood still at worst, in ms, until `stop`. Ends when the page is loaded again. */
export async function heartbeat(page: Page): Promise<{ stop(): Promise<{ readonly longest: number }> }> {
  await page.evaluate((every) => {
    let last = performance.now()
    const beats: Beats = { longest: 0, timer: setInterval(() => {
      const now = performance.now()
      beats.longest = Math.max(beats.longest, now - last - every)
      last = now
    }, every) }
    ;(window as WithBeats).beats = beats
  }, EVERY_MS)
  return {
    stop: () => page.evaluate(() => {
      const { beats } = window as WithBeats
      if (!beats) throw new Error('the page was loaded again')
      clearInterval(beats.timer)
      return { longest: beats.longest }
    }),
  }
}
