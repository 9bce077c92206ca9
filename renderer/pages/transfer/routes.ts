import type { RouteRecordRaw } from 'vue-router'

export const transferRoutes: readonly RouteRecordRaw[] = [{ path: '/contacten/import', name: 'import', component: () => import('./ImportPage.vue') }]
