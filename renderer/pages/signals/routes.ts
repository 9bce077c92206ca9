import type { RouteRecordRaw } from 'vue-router'

export const signalRoutes: RouteRecordRaw[] = [
  { path: '/signalen/:id?', name: 'signalen', component: () => import('./SignalsPage.vue') },
  { path: '/buurtbakkie', name: 'buurtbakkie', component: () => import('./BakkiePage.vue') },
  { path: '/veld', name: 'veld', component: () => import('./FieldPage.vue'), meta: { bare: true } },
]
