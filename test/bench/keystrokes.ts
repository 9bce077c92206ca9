import type { Page } from '@playwright/test'
import { setTimeout as pause } from 'node:timers/promises'

/** What the list showed, and when: `shown` names its total and the rows on screen. */
interface Frame { readonly at: number; readonly shown: string }
interface Typed { readonly query: string; readonly pressed: number }
declare const window: Window & { seen: { frames: Frame[]; pressed: number[]; shown: () => string } }

/** Prefixes that a person types on the way to a name, a street, a postcode, a label, and to nobody. */
const words = ['jansen', 'van der berg', 'kerkstraat 12', '1823 ab', 'wijkmoeder', 'sanne de vries', 'q', 'zso', 'bakkerstra', '06 12 34', 'anna.meijer', 'teun bosveld']
/** A fast typist: 100 words a minute. */
const PACE_MS = 120

/**
 * Milliseconds from each key press until the list with the right rows has been painted, while somebody types at full speed.
 * Which rows are right is asked of the window itself, afterwards, by typing the same slowly. Keys after which the list shows
 * what it showed before cannot be timed and are left out.
 */
export async function keystrokes(page: Page): Promise<{ query: string; ms: number }[]> {
  await page.evaluate(watchList)
  const typed: Typed[] = [], right = new Map<string, string>()
  for (const word of words) typed.push(...(await typeFast(page, word)))
  const frames = await page.evaluate(() => window.seen.frames)
  for (const word of words) await typeSlowly(page, word, right)
  return typed.flatMap(({ query, pressed }) => {
    const wanted = right.get(query), before = frames.findLast((frame) => frame.at <= pressed)?.shown
    if (wanted === before) return []
    const reached = frames.find((frame) => frame.at > pressed && frame.shown === wanted)
    return [{ query, ms: reached ? reached.at - pressed : Number.POSITIVE_INFINITY }]
  })
}

/** Runs in the page: notes every painted change of the list and every key press. */
function watchList(): void {
  const list = document.querySelector('[data-testid="contact-list"]')!
  const around = list.closest('section')!
  const shown = () => {
    const rows = [...around.querySelectorAll('[role="option"]')]
    return `${rows[0]?.getAttribute('aria-setsize') ?? 'none'} ${rows.map((row) => row.getAttribute('data-id')).join(' ')}`
  }
  window.seen = { frames: [{ at: 0, shown: shown() }], pressed: [], shown }
  let asked = false
  new MutationObserver(() => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      const now = shown()
      if (now === window.seen.frames.at(-1)?.shown) return
      const painted = new MessageChannel() // its message comes after the frame was drawn
      painted.port1.onmessage = () => window.seen.frames.push({ at: performance.now(), shown: now })
      painted.port2.postMessage(null)
    })
  }).observe(around, { childList: true, subtree: true, characterData: true, attributes: true })
  document.addEventListener('keydown', (event) => window.seen.pressed.push(event.timeStamp), { capture: true })
}

async function empty(page: Page): Promise<void> {
  await page.getByTestId('contact-search').fill('')
  await page.getByTestId('contact-search').focus()
  await pause(400)
}

async function typeFast(page: Page, word: string): Promise<Typed[]> {
  await empty(page)
  const from = await page.evaluate(() => window.seen.pressed.length)
  await page.keyboard.type(word, { delay: PACE_MS })
  await pause(400)
  const pressed = await page.evaluate((first) => window.seen.pressed.slice(first), from)
  return [...word].map((_, i) => ({ query: word.slice(0, i + 1), pressed: pressed[i] ?? Number.NaN }))
}

async function typeSlowly(page: Page, word: string, right: Map<string, string>): Promise<void> {
  await empty(page)
  for (const [i, letter] of [...word].entries()) {
    await page.keyboard.type(letter)
    await pause(250)
    right.set(word.slice(0, i + 1), await page.evaluate(() => window.seen.shown()))
  }
}
