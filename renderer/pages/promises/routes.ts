import type { RouteRecordRaw } from 'vue-router'

export const promiseRoutes: RouteRecordRaw[] = [
  { path: '/rode-draad', name: 'rode-draden', component: () => import('./ThreadsPage.vue') },
  { path: '/rode-draad/:id', name: 'rode-draad', component: () => import('./ThreadPage.vue'), props: true },
  { path: '/u-vroeg/:id', name: 'u-vroeg', component: () => import('./AskedPage.vue'), props: true },
  { path: '/rapport', name: 'rapport', component: () => import('./ReportPage.vue') },
]
