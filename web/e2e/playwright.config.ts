/**
 * The messenger in real browsers against the real binary: what a person does and sees, under the faults that a person
 * meets. It must not know how either side works inside.
 *
 * How the tests run: a Chromium that is installed on the machine, two tests at a time, no retries.
 */
import { defineConfig } from '@playwright/test'

const executablePath = process.env.WEBCHAT_BROWSER
if (!executablePath) {
  throw new Error('WEBCHAT_BROWSER names no browser. Run `make browser-test`, which finds or installs one.')
}

export default defineConfig({
  testDir: './tests',
  outputDir: './results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Recording every step makes the tests several times slower; a picture of the failure tells most of it.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
