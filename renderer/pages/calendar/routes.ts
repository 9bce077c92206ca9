import type { RouteRecordRaw } from 'vue-router'

export const calendarRoutes: RouteRecordRaw[] = [{ path: '/jaarplan', name: 'jaarplan', component: () => import('./YearPage.vue') }]
