import type { RouteRecordRaw } from 'vue-router'
import ActionsPage from './ActionsPage.vue'

export const actionRoutes: RouteRecordRaw[] = [{ path: '/acties/:id?', name: 'acties', component: ActionsPage }]
