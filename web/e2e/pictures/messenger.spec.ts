import { fileURLToPath } from 'node:url'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect, test } from '../tests/test'
import { play, say, type } from './scene'

const folder = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))
const sizes = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
} satisfies Record<string, BrowserContextOptions>

async function picture(page: Page, name: string): Promise<void> {
  // What slides or fades in has to have arrived.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))),
  )
  await page.screenshot({ path: `${folder}${name}.png` })
}

for (const [device, size] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { ...size, colorScheme, reducedMotion: 'reduce' } as const

    test(`${device}, ${colorScheme}: empty`, async ({ browser, server, person }) => {
      const stranger = await (await browser.newContext(options)).newPage()
      await stranger.goto(server.url)
      await stranger.getByLabel('Your name').fill('Maria')
      await picture(stranger, `${device}-${colorScheme}-welcome`)
      await stranger.context().close()
      const maria = await person('Maria', options)
      await maria.open('General')
      await picture(maria.page, `${device}-${colorScheme}-empty`)
    })

    test(`${device}, ${colorScheme}: busy`, async ({ server, person }) => {
      await play(server.url)
      await person('Ada Okafor')
      const maria = await person('Maria', options)
      if (device === 'phone') await picture(maria.page, `${device}-${colorScheme}-list`)
      await maria.open('Ada Okafor')
      await maria.say('I will open it')
      await expect(maria.message('I will open it')).toBeVisible()
      await say(server.url, 'ben', 'maria', 'Platform 3')
      await type(server.url, 'ada-okafor', 'maria')
      await expect(maria.page.getByText(/is typing/)).toBeVisible()
      await picture(maria.page, `${device}-${colorScheme}-busy`)
    })

    test(`${device}, ${colorScheme}: without a connection`, async ({ server, person }) => {
      await play(server.url)
      const maria = await person('Maria', options)
      await maria.open('Ada Okafor')
      await server.kill()
      await expect(maria.connection).not.toHaveText('Connected')
      await maria.say('This one waits')
      await expect(maria.page.getByText(/will be sent/).last()).toBeVisible()
      await picture(maria.page, `${device}-${colorScheme}-offline`)
    })
  }
}
