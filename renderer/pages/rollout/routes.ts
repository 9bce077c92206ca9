import type { RouteRecordRaw } from 'vue-router'

export const rolloutRoutes: RouteRecordRaw[] = [{ path: '/uitrolset', name: 'uitrolset', component: () => import('./RolloutPage.vue') }]
