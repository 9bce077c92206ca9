import type { RouteRecordRaw } from 'vue-router'

/** `/contacten/nieuw` is the list with an empty contact beside it; filters may come along as ?panel=, ?wijk=, ?buurt=, ?label=, ?toestemming= and ?zoek=. */
export const contactRoutes: RouteRecordRaw[] = [
  { path: '/contacten/:id?', name: 'contacten', component: () => import('./ContactsPage.vue') },
  { path: '/contacten/dubbel', name: 'dubbel', component: () => import('./DoublesPage.vue') },
  { path: '/contacten/samenvoegen/:first/:second', name: 'samenvoegen', component: () => import('./MergePage.vue') },
  { path: '/contacten/stille-stemmen', name: 'stille-stemmen', component: () => import('./SilentPage.vue') },
  { path: '/contacten/panels/:id?', name: 'panels', component: () => import('./PanelsPage.vue') },
]
