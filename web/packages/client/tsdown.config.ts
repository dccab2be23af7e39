import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: {
    index: 'src/index.ts',
    members: 'src/members/index.ts',
    polling: 'src/polling.ts',
    storage: 'src/storage/index.ts',
  },
  platform: 'neutral',
  // The types are spelled out in the source (isolatedDeclarations), so no compiler is needed to write them down.
  dts: { oxc: true },
  fixedExtension: false,
})
export default config
