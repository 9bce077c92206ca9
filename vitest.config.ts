import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { findPostgres } from './scripts/postgres.ts'
import { nuxtUi } from './vite.config.ts'

const node = { environment: 'node', testTimeout: 20_000 } as const

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: 'unit', include: ['test/unit/**/*.test.ts'], exclude: ['test/unit/renderer/**'] } },
      { test: { ...node, name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      { test: { ...node, name: 'simulation', include: ['test/simulation/**/*.test.ts'], testTimeout: 120_000, maxConcurrency: 2 } },
      // Real PostgreSQL. The tests of the server run once more on it.
      { test: { ...node, name: 'postgres', include: ['test/postgres/**/*.test.ts', ...(findPostgres() === undefined ? [] : ['test/unit/server/{push,fuzz,notes,files,door}.test.ts'])], globalSetup: 'test/postgres/setup.ts', env: { SERVER_STORE: 'postgres' } } },
      {
        plugins: [vue(), nuxtUi()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/unit/renderer/**/*.test.ts'],
          testTimeout: 20_000,
          server: { deps: { inline: [/@nuxt\/ui/, /@nuxt\/icon/] } },
        },
      },
    ],
  },
})
