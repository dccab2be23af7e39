/** For people on phones, without a mouse, with a screen reader, in the dark. */
import { devices } from '@playwright/test'
import { seriousFindings } from './findings'
import { expect, test } from './test'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in anybody's way, ${colorScheme}`, async ({ browser, server, person }) => {
    const stranger = await browser.newContext({ colorScheme })
    const page = await stranger.newPage()
    await page.goto(server.url)
    await expect(page.getByLabel('Your name')).toBeVisible()
    expect(await seriousFindings(page)).toEqual([])
    await stranger.close()

    const alice = await person('Alice', { colorScheme })
    const bob = await person('Bob', { colorScheme })
    await alice.open('General')
    await alice.say('Is this readable?')
    await bob.open('General')
    await bob.say('It is: https://example.com')
    await alice.sees('Is this readable?', 'It is')
    expect(await seriousFindings(alice.page)).toEqual([])
    expect(await seriousFindings(bob.page)).toEqual([])
  })
}

test('a phone shows one thing at a time, and nothing hangs over the edge', async ({ person }) => {
  const alice = await person('Alice', { ...devices['iPhone SE'], defaultBrowserType: undefined } as never)
  await alice.page.setViewportSize({ width: 320, height: 640 })
  await expect(alice.composer).toHaveCount(0)
  await alice.open('General')
  await alice.composer.fill('x'.repeat(400))
  await alice.page.getByRole('button', { name: 'Send' }).tap()
  await alice.sees('x'.repeat(400))
  await expect(alice.row('General')).toHaveCount(0)
  const overhang = await alice.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overhang).toBeLessThanOrEqual(0)
  await alice.page.goBack()
  await expect(alice.row('General')).toBeVisible()
})

test('the keyboard is enough', async ({ browser, server }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(server.url)
  // The page has come, and then it draws itself.
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Kim')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Connected')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('gen')
  // Enter opens what is found, and a person presses it when they see something.
  await expect(page.getByRole('link', { name: 'General' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^Message / })).toBeFocused()
  await page.keyboard.type('no mouse')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').filter({ hasText: 'no mouse' })).toBeVisible()
  await context.close()
})

test('a new message is announced to who cannot see it', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('can you hear me?')
  await expect(alice.page.locator('[aria-live]').filter({ hasText: 'Bob: can you hear me?' })).toHaveCount(1)
})

test('the messenger asks nobody but its own server', async ({ browser, server }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const elsewhere: string[] = []
  const complaints: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      elsewhere.push(request.url())
  })
  page.on('console', line => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  await page.goto(server.url)
  await page.getByLabel('Your name').fill('Alice')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'General' }).click()
  await page.getByRole('textbox', { name: /^Message / }).fill('hello')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article')).toHaveCount(1)
  expect(elsewhere).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})
