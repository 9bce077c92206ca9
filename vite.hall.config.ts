import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { join } from 'node:path'

const repo = import.meta.dirname

/** The page for the hall: a build of its own, so that nothing of the program's pages can be in it. */
export default defineConfig({
  root: join(repo, 'renderer/hall'),
  base: '/',
  plugins: [vue()],
  build: { outDir: join(repo, 'dist/hall'), emptyOutDir: true, target: 'chrome140', modulePreload: { polyfill: false }, reportCompressedSize: false, license: { fileName: 'licenties.md' } },
})
