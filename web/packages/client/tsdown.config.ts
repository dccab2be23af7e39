import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/index.ts', 'src/polling.ts'],
  platform: 'neutral',
  // The types are spelled out in the source (isolatedDeclarations), so no compiler is needed to write them down.
  dts: { oxc: true },
  fixedExtension: false,
})
export default config
