import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: { index: 'src/index.ts', members: 'src/members.ts' },
  platform: 'neutral',
  // The types are spelled out in the source (isolatedDeclarations), so no compiler is needed to write them down.
  dts: { oxc: true },
  fixedExtension: false,
  // Frameworks that render on a server are to leave hooks to the browser.
  banner: { js: "'use client'" },
})
export default config
