import { createApp } from 'vue'
import { createPinia } from 'pinia'
import ui from '@nuxt/ui/vue-plugin'
import App from './App.vue'
import { connectDesktop, desktopKey } from './desktop.ts'
import { earlyKey, readEarly } from './early.ts'
import { makeRouter } from './router.ts'

const shown = Promise.withResolvers<void>()
createApp(App, { onShown: shown.resolve }).use(createPinia()).use(makeRouter(shown.promise)).use(ui).provide(desktopKey, connectDesktop()).provide(earlyKey, readEarly(document)).mount('#app')
