import type { RouteRecordRaw } from 'vue-router'

export const conflictRoutes: RouteRecordRaw[] = [
  { path: '/verschillen', component: () => import('./ConflictsPage.vue') },
]
