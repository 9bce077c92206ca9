import type { RouteRecordRaw } from 'vue-router'

export const figureRoutes: readonly RouteRecordRaw[] = [
  { path: '/cijfers/import', name: 'cijfers-import', component: () => import('./FigureImportPage.vue') },
  { path: '/cijfers/:id?', name: 'cijfers', component: () => import('./FiguresPage.vue') },
]
