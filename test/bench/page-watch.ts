import type { Page } from '@playwright/test'

/** Milliseconds between frames, and of every task of the page's own thread that took 50 ms or more. */
export interface Watched { readonly frames: readonly number[]; readonly tasks: readonly number[] }
declare const window: Window & { watched: { frames: number[]; tasks: number[] }; longTasks: PerformanceObserver }

/** From here on the page counts its frames and long tasks. Ends when the page is loaded again. */
export const watchPage = (page: Page): Promise<void> => page.evaluate(() => {
  window.watched = { frames: [], tasks: [] }
  window.longTasks = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.watched.tasks.push(duration) })
  window.longTasks.observe({ entryTypes: ['longtask'] })
  let last = performance.now()
  const frame = (at: number) => { window.watched.frames.push(at - last); last = at; requestAnimationFrame(frame) }
  requestAnimationFrame(frame)
})

/** What was seen since the last time. */
export const seenSince = (page: Page): Promise<Watched> => page.evaluate(() => {
  for (const { duration } of window.longTasks.takeRecords()) window.watched.tasks.push(duration)
  const seen = window.watched
  window.watched = { frames: [], tasks: [] }
  return seen
})

/** What somebody does, and by what it shows that it is done: everything in `shown` is there, and the text of `changed` is another one. */
export interface Action { readonly click?: string; readonly hash?: string; readonly key?: string; readonly shown: readonly string[]; readonly changed?: string }

/** Milliseconds from an action until what it brings has been painted. */
export const timeOf = (page: Page, action: Action): Promise<number> => page.evaluate(({ click, hash, key, shown, changed }) => new Promise<number>((resolve, reject) => {
  const text = () => (changed === undefined ? '' : (document.querySelector(changed)?.textContent ?? ''))
  const before = text(), started = performance.now()
  const look = () => {
    if (performance.now() - started > 60_000) { reject(new Error(`not seen: ${shown.join(', ')}`)); return }
    if (shown.some((selector) => document.querySelector(selector) === null) || (changed !== undefined && text() === before)) { requestAnimationFrame(look); return }
    const painted = new MessageChannel() // its message comes after the frame was drawn
    painted.port1.onmessage = () => resolve(performance.now() - started)
    painted.port2.postMessage(null)
  }
  if (hash !== undefined) location.hash = hash
  if (click !== undefined) document.querySelector<HTMLElement>(click)!.click()
  if (key !== undefined) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  requestAnimationFrame(look)
}), action)
