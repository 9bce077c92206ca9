import { defineConfig } from '@playwright/test'

/** End-to-end tests in the real Electron. `npm test` gives them a display; alone: `npm run e2e -- name`. */
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'packaged', testDir: 'test/packaged' },
  ],
  // Without the types' paths of tsconfig.base.json: Playwright would load better-sqlite3's declarations as code.
  tsconfig: './playwright.tsconfig.json',
  outputDir: 'artifacts/e2e',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: process.env['E2E_WORKERS'] ? Number(process.env['E2E_WORKERS']) : 2,
  retries: 0,
  forbidOnly: true,
  reporter: process.env['E2E_REPORT'] ? [['list'], ['json', { outputFile: process.env['E2E_REPORT'] }]] : [['list']],
})
