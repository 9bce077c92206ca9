import type { RouteRecordRaw } from 'vue-router'
import ContactsPage from './ContactsPage.vue'
import DoublesPage from './DoublesPage.vue'
import MergePage from './MergePage.vue'
import PanelsPage from './PanelsPage.vue'

/** `/contacten/nieuw` is the list with an empty contact beside it; filters may come along as ?panel=, ?wijk=, ?buurt=, ?label=, ?toestemming= and ?zoek=. */
export const contactRoutes: RouteRecordRaw[] = [
  { path: '/contacten/:id?', name: 'contacten', component: ContactsPage },
  { path: '/contacten/dubbel', name: 'dubbel', component: DoublesPage },
  { path: '/contacten/samenvoegen/:first/:second', name: 'samenvoegen', component: MergePage },
  { path: '/contacten/panels/:id?', name: 'panels', component: PanelsPage },
]
