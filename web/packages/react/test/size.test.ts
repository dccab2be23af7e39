// @vitest-environment node
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'

const entry = fileURLToPath(new URL('everything.ts', import.meta.url))

test('client and hooks together are at most 12 kB, compressed', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    // As it is for production, though this is a test.
    oxc: { jsx: { development: false } },
    resolve: { conditions: ['source', 'module', 'browser'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        external: /^react(\/|$)/,
      },
    },
  })
  const { output } = built as Rollup.RollupOutput
  const size = gzipSync(output[0].code, { level: 9 }).length
  expect(size).toBeGreaterThan(5_000)
  expect(size).toBeLessThanOrEqual(12_000)
})
