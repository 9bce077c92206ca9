import type { RouteRecordRaw } from 'vue-router'

export const noteRoutes: RouteRecordRaw[] = [{ path: '/notities/:id', name: 'note', component: () => import('./NotePage.vue'), props: true }]
