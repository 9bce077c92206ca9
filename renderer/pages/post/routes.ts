import type { RouteRecordRaw } from 'vue-router'

export const postRoutes: RouteRecordRaw[] = [{ path: '/post/:id?', name: 'post', component: () => import('./PostPage.vue') }]
