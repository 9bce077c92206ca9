import { newest } from './apps.ts'
import { met, type World } from './world.ts'

/** Somebody keeps a copy of the server's data. */
export async function backsUp(w: World): Promise<void> {
  const done = await w.server.beside(() => w.server.backend.backUp())
  if (done === true) w.backedUp = true
}

/**
 * The server goes back to its copy, and everything since is gone there. At a quiet moment: what one laptop at least has, of all that was
 * acknowledged, has to be there again in the end; what no laptop has any more nobody could send. Anna may see everything, where her app knows it.
 */
export async function restoresPerhaps(w: World): Promise<void> {
  if (!w.backedUp || w.laptops[0]!.app !== newest || !w.random.chance(0.6)) return
  met(w, 'restores')
  w.note('the server goes back to its copy')
  await w.server.putBack(`epoch-after-${++w.count}`, w.random.below(5000))
}
