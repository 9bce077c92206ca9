import type { RouteRecordRaw } from 'vue-router'

export const templateRoutes: RouteRecordRaw[] = [{ path: '/agendasjablonen', name: 'agendasjablonen', component: () => import('./TemplatesPage.vue') }]
