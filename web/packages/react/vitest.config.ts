import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  // The client is taken from its source, so that nothing has to be built before.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'] },
})
export default config
