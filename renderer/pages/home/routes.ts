import type { RouteRecordRaw } from 'vue-router'
import HomePage from './HomePage.vue'

export const homeRoutes: RouteRecordRaw[] = [{ path: '/', name: 'start', component: HomePage }]
