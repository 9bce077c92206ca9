import './assets/main.css'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createPinia } from 'pinia'
import ui from '@nuxt/ui/vue-plugin'
import { z } from 'zod'
import App from './App.vue'
import HomePage from './pages/HomePage.vue'
import { connectDesktop, desktopKey } from './desktop.ts'

z.config({ jitless: true }) // compiling schemas needs eval, which the content security policy denies

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: HomePage }] })

createApp(App).use(createPinia()).use(router).use(ui).provide(desktopKey, connectDesktop()).mount('#app')
