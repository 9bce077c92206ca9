import { expect as base } from '@playwright/test'

/** Two windows and a server share one computer: what comes over the network may take a while. */
export const expect = base.configure({ timeout: 20_000 })
