import './assets/main.css'
import { createApp } from 'vue'
import { createPinia } from 'pinia'
import ui from '@nuxt/ui/vue-plugin'
import { z } from 'zod'
import App from './App.vue'
import { connectDesktop, desktopKey } from './desktop.ts'
import { makeRouter } from './router.ts'

z.config({ jitless: true }) // compiling schemas needs eval, which the content security policy denies

createApp(App).use(createPinia()).use(makeRouter()).use(ui).provide(desktopKey, connectDesktop()).mount('#app')
