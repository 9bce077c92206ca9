import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import { defineConfig, type Plugin } from 'vite'
import { join } from 'node:path'

const repo = import.meta.dirname

/** Nuxt UI as this project uses it: U-components and theme only; composables are imported by name. The tests build on the same. */
export const nuxtUi = () =>
  ui({
    root: repo,
    autoImport: false,
    dts: false,
    components: { dts: false, dirs: [] },
    experimental: { componentDetection: true },
    theme: { colors: ['primary', 'success', 'warning', 'error', 'info', 'neutral'] },
    ui: {
      colors: { primary: 'teal', neutral: 'slate', success: 'green', warning: 'amber', error: 'red', info: 'teal' },
      // Under the mouse a step stronger: the library's 75 % leaves too little contrast with the text.
      // One look for every label, in forms and in fields that are edited in place.
      formField: { slots: { label: 'font-normal text-muted', container: 'mt-0' } },
      button: { slots: { base: 'disabled:opacity-50 aria-disabled:opacity-50' }, compoundVariants: [{ color: 'primary', variant: 'soft', class: 'text-primary-800 dark:text-primary-200' }, { color: 'error', variant: 'soft', class: 'text-error-800 dark:text-error-200' }, { color: 'primary', variant: 'solid', class: 'hover:bg-primary-800 active:bg-primary-800 dark:hover:bg-primary-200 dark:active:bg-primary-200' }, { color: 'error', variant: 'solid', class: 'hover:bg-error-800 active:bg-error-800 dark:hover:bg-error-200 dark:active:bg-error-200' }] },
    },
    icon: {
      clientBundle: {
        scan: { globInclude: ['renderer/**/*.{vue,ts}', 'core/actions/*.ts', 'core/signals/*.ts'], globExclude: ['node_modules', 'dist'] },
        sizeLimitKb: 0,
      },
    },
  })

/** What no setting of the library reaches, by file: its English for screen readers, and what Escape does. */
const mended: Readonly<Record<string, readonly [theirs: string, ours: string]>> = {
  'Toast/ToastViewport.js': ['Notifications ({hotkey})', 'Meldingen ({hotkey})'],
  'Calendar/useCalendar.js': ['"Event Date"', '"Kalender"'],
  'Combobox/ComboboxTrigger.js': ['Show popup', 'Toon de keuzes'],
  // Escape closes a list or a pane; it takes a message along, and the way back that stands in it, only where somebody is in the message.
  'Toast/ToastRootImpl.js': ['if (!event.defaultPrevented) {', 'if (!event.defaultPrevented && currentElement.value?.contains(getActiveElement())) {'],
}

/** Mends it; a version of the library that is written otherwise stops the build. */
const mendedLibrary = (): Plugin => ({
  name: 'mended-library',
  transform(code, id) {
    const file = /reka-ui\/dist\/(.*\.js)$/.exec(id)?.[1]
    const mend = file === undefined ? undefined : mended[file]
    if (!mend) return undefined
    const parts = code.split(mend[0])
    if (parts.length !== 2) this.error(`${file} has '${mend[0]}' ${parts.length - 1} times, not once`)
    return { code: parts.join(mend[1]), map: null }
  },
})

/** The renderer: static files that main serves under app://gebiedsboek/. */
export default defineConfig({
  root: join(repo, 'renderer'),
  base: '/',
  plugins: [vue(), nuxtUi(), mendedLibrary()],
  build: {
    outDir: join(repo, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
    // Two files instead of forty: what the frame of the program and the lock need, and what follows the moment it opens. Each file asked for is a trip to the main process.
    rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'loader', test: /vite\/preload-helper/, priority: 3 },
      { name: 'start', test: /renderer\/program\.ts$/, priority: 2 },
      { name: 'frame', test: /renderer\/(components\/frame\/FrameLayout|pages\/(home\/HomePage|contacts\/ContactsPage))\.vue/, priority: 1 },
    ] } } },
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
    license: { fileName: 'licenties.md' }, // the notices that the libraries' licences ask for
  },
})
