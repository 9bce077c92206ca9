import './hall.css'
import { createApp, h, shallowRef } from 'vue'
import { blackScreen, type HallView } from '#core/hall/screens.ts'
import HallScreen from './HallScreen.vue'

declare global {
  interface Window {
    /** Put there by the preload of this window; the program's own window does not have it. */
    readonly zaal: { onView(listener: (view: HallView) => void): void }
  }
}

const view = shallowRef<HallView>(blackScreen)
window.zaal.onView((next) => { view.value = next })
createApp({ render: () => h(HallScreen, { view: view.value }) }).mount('#hall')
