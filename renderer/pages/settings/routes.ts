import type { RouteRecordRaw } from 'vue-router'

export const settingsRoutes: RouteRecordRaw[] = [
  { path: '/instellingen/:section?', component: () => import('./SettingsPage.vue'), props: true },
]
