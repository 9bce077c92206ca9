import type { RouteRecordRaw } from 'vue-router'

export const mapRoutes: RouteRecordRaw[] = [{ path: '/kaart/:code?', name: 'kaart', component: () => import('./MapPage.vue') }]
