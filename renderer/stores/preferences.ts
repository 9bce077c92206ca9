import { defineStore } from 'pinia'
import { useColorMode, useLocalStorage } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useDesktop } from '../desktop.ts'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const themeNames: Record<Theme, string> = { auto: 'Zoals de computer', light: 'Licht', dark: 'Donker' }
const zoomSteps = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** How the window looks on this computer. Says nothing about anybody, so it need not be in the vault, and works before unlocking. */
export const usePreferences = defineStore('preferences', () => {
  const desktop = useDesktop()
  const { store: theme, state } = useColorMode({ disableTransition: true })
  const zoom = useLocalStorage('zoom', 1)
  const sidebar = useLocalStorage<'open' | 'icons'>('sidebar', 'open')

  watch(theme, (value) => void desktop.shell.setTheme({ theme: value === 'auto' ? 'system' : value }), { immediate: true })
  watch(zoom, (factor) => void desktop.shell.setZoom({ factor }), { immediate: true })
  const step = (by: number) => {
    const at = zoomSteps.findIndex((z) => z >= zoom.value - 0.001)
    zoom.value = zoomSteps[Math.min(zoomSteps.length - 1, Math.max(0, (at < 0 ? 2 : at) + by))] ?? 1
  }
  return {
    theme, zoom, sidebar,
    /** What is seen now, also where the computer decides. */
    dark: computed(() => state.value === 'dark'),
    zoomPercent: computed(() => Math.round(zoom.value * 100)),
    zoomIn: () => step(1), zoomOut: () => step(-1), zoomReset: () => { zoom.value = 1 },
  }
})
