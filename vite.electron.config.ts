import { defineConfig, type UserConfig } from 'vite'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const repo = import.meta.dirname

const { version } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8')) as { version: string }

/**
 * The Electron processes, as CommonJS with everything bundled except Electron and the native module.
 * Each preload is a build of its own: sandboxed, it can load no second file.
 */
const preloads: Readonly<Record<string, Readonly<Record<string, string>>>> = { preload: { preload: 'electron/preload.ts' }, hallPreload: { hallPreload: 'electron/hallPreload.ts' } }
export default defineConfig(({ mode }): UserConfig => ({
  root: repo,
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    ssr: true,
    outDir: join(repo, 'dist/electron'),
    emptyOutDir: !(mode in preloads),
    target: 'node24',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    license: mode in preloads ? false : { fileName: 'licenties.md' },
    rolldownOptions: {
      input: preloads[mode] ?? { main: 'electron/main.ts', data: 'electron/data/main.ts' },
      output: {
        format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name].cjs',
        // By itself: main opens its window before it reads a schema.
        ...(mode in preloads ? {} : { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\// }] } }),
      },
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
}))
