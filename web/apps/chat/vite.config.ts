import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { precompress } from './build/precompress.ts'

// The packages of this workspace are taken from their source, so that nothing has to be built before.
const conditions = ['source', 'module', 'browser', 'development|production']
const server = process.env.WEBCHAT_SERVER ?? 'http://127.0.0.1:3000'

/** What is loaded later needs nothing else to be loaded with it, so there is nothing to preload. */
const plainImports: Plugin = {
  name: 'plain-imports',
  apply: 'build',
  enforce: 'pre',
  load: id => (id.includes('vite/preload-helper') ? 'export const __vitePreload = load => load()' : null),
}

/** What the first page is made of. */
const first = new Set<string>()
/** All of them are reached from the library's list, but few are used. */
const ICON = /lucide-react\/dist\/esm\/icons\//

/**
 * The first page becomes one file. Left alone, whatever it has in common with what is loaded later would be many small
 * ones, which weigh more together.
 */
const oneFile: Plugin = {
  name: 'one-file',
  apply: 'build',
  buildEnd() {
    const visit = (id: string) => {
      if (first.has(id)) return
      first.add(id)
      for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next)
    }
    for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) visit(id)
  },
}

export default defineConfig({
  plugins: [plainImports, oneFile, react(), tailwindcss(), precompress()],
  // The shim is for React before 18.
  resolve: { conditions, alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  server: { proxy: { '/api': server, '/ws': { target: server, ws: true } } },
  build: {
    target: 'es2022',
    // light-dark() and oklch() stay as they are; every browser since the spring of 2024 knows them.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Nothing here reads a property for what a getter would do.
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      output: { codeSplitting: { groups: [{ name: 'first', test: id => first.has(id) && !ICON.test(id) }] } },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 15_000,
  },
})
