import type { RouteRecordRaw } from 'vue-router'

export const roundRoutes: RouteRecordRaw[] = [
  { path: '/bijgewerkt', component: () => import('./RoundsPage.vue') },
]
