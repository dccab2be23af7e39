import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: {
    index: 'src/index.ts',
    accounts: 'src/accounts/index.ts',
    administration: 'src/accounts/administration.ts',
    members: 'src/members/index.ts',
    polling: 'src/polling.ts',
    storage: 'src/storage/index.ts',
    token: 'src/token/index.ts',
  },
  platform: 'neutral',
  // The types are spelled out in the source (isolatedDeclarations), so no compiler is needed to write them down.
  dts: { oxc: true },
  fixedExtension: false,
})
export default config
