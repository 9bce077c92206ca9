import { newest } from './apps.ts'
import { met, quiet, type World } from './world.ts'

/** Somebody keeps a copy of the server's data. */
export async function backsUp(w: World): Promise<void> {
  const done = await w.server.beside(() => w.server.backend.backUp())
  if (done === true) w.backedUp = true
}

const mayRestore = (w: World): boolean => w.backedUp && w.laptops[0]!.app === newest

/**
 * The server goes back to its copy, and everything since is gone there. At a quiet moment: what one laptop at least has, of all that was
 * acknowledged, has to be there again in the end; what no laptop has any more nobody could send. Anna may see everything, where her app knows it.
 */
export async function restoresPerhaps(w: World): Promise<void> {
  if (mayRestore(w) && w.random.chance(0.6)) await goBack(w)
}

/** The same while somebody was away, with edits that nobody has heard of and without having heard of others. Answers whether it happened. */
export async function restoresBehindSomebodyPerhaps(w: World): Promise<boolean> {
  if (!mayRestore(w) || !w.random.chance(0.3)) return false
  const asleep = w.random.pick(w.laptops.slice(1))
  w.note(`${asleep.person.name} is away`)
  await quiet(w, asleep)
  met(w, 'away')
  await goBack(w)
  asleep.online = true
  return true
}

async function goBack(w: World): Promise<void> {
  met(w, 'restores')
  w.note('the server goes back to its copy')
  await w.server.putBack(`epoch-after-${++w.count}`, w.random.below(5000))
}
