import type { RouteRecordRaw } from 'vue-router'

export const meetingRoutes: RouteRecordRaw[] = [
  { path: '/bijeenkomsten/:id/houden', name: 'meeting-hold', component: () => import('./HoldPage.vue'), props: true },
  { path: '/bijeenkomsten/:id/verslag', name: 'meeting-minutes', component: () => import('./MinutesPage.vue'), props: true },
  { path: '/bijeenkomsten/:id/papieren', name: 'meeting-papers', component: () => import('./PapersPage.vue'), props: true },
  { path: '/bijeenkomsten/:id?', name: 'meetings', component: () => import('./MeetingsPage.vue'), props: true },
]
