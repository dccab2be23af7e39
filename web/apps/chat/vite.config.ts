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

interface Modules {
  getModuleInfo(id: string): { readonly isEntry: boolean; readonly importers: readonly string[] } | null
}

/** Whether a first visit loads the module: whatever the page's own script imports, and what that imports. */
function isFirst(id: string, modules: Modules, seen: ReadonlySet<string> = new Set()): boolean {
  const info = modules.getModuleInfo(id)
  if (!info || seen.has(id)) return false
  const further = new Set([...seen, id])
  return info.isEntry || info.importers.some(importer => isFirst(importer, modules, further))
}

export default defineConfig({
  plugins: [plainImports, react(), tailwindcss(), precompress()],
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
      // In one file it is smaller than in several that parts loaded later could share.
      output: {
        codeSplitting: { groups: [{ name: (id, modules) => (isFirst(id, modules) ? 'index' : null) }] },
      },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], restoreMocks: true },
})
