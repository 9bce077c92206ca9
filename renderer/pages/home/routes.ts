import type { RouteRecordRaw } from 'vue-router'

export const homeRoutes: RouteRecordRaw[] = [{ path: '/', name: 'start', component: () => import('./HomePage.vue') }]
