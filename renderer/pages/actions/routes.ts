import type { RouteRecordRaw } from 'vue-router'

export const actionRoutes: RouteRecordRaw[] = [{ path: '/acties/:id?', name: 'acties', component: () => import('./ActionsPage.vue') }]
