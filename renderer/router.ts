import { nextTick } from 'vue'
import { createRouter, createWebHashHistory, isNavigationFailure, NavigationFailureType, START_LOCATION, type Router, type RouteRecordRaw } from 'vue-router'
import { useKeyRegistry } from './keys.ts'

/** Each domain registers its pages in `pages/<domain>/routes.ts`. */
const found = import.meta.glob<Readonly<Record<string, readonly RouteRecordRaw[]>>>('./pages/*/routes.ts', { eager: true })
const routes = Object.values(found).flatMap((module) => Object.values(module).flat())

/** Whether a page was made for this address. */
export const pageExists = (router: Router, to: string): boolean => router.resolve(to).matched.some((record) => !record.path.includes(':any'))

/**
 * The address is kept after the hash, so that a page that was open when the app locked is there again after unlocking.
 * @param begin pages are fetched after this: first the window shows whether it is locked.
 */
export function makeRouter(begin: Promise<void>): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [...routes, { path: '/:any(.*)*', redirect: routes.some((route) => route.path === '/') ? '/' : '/instellingen' }],
  })
  router.beforeEach(() => { useKeyRegistry().hold('page') })
  router.beforeEach(() => begin)
  let address = location.hash
  // Vue Router listens to the address only after its first page, and then writes that of this page over what it became meanwhile.
  router.beforeResolve((_to, from) => {
    if (from !== START_LOCATION || location.hash === address) return true
    address = location.hash
    return address.slice(1)
  })
  router.afterEach((_to, _from, failure) => { if (!isNavigationFailure(failure, NavigationFailureType.cancelled)) void nextTick(() => useKeyRegistry().release('page')) })
  router.onError(() => useKeyRegistry().release('page'))
  return router
}

/** Fetches the pages that were not opened yet, one at a time and only when there is nothing else to do, so that each opens at once later. */
export function fetchPages(router: Router): void {
  const pages = router.getRoutes().map((route) => route.components?.['default']).filter((page): page is () => Promise<unknown> => typeof page === 'function')
  const next = (): void => { const page = pages.shift(); if (page) requestIdleCallback(() => void page().then(next)) }
  next()
}
