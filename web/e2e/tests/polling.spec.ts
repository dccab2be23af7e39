/** Where no WebSocket gets through, messages come at once all the same, and the state is said in words. */
import type { Page } from '@playwright/test'
import { expect, test } from './test'

/** Upgrades are refused, as by a proxy that knows none, until they are not. */
async function refuseUpgrades(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Real = window.WebSocket
    const switches = { refuses: true }
    const Refusing = function (this: unknown, url: string) {
      if (!switches.refuses) return new Real(url)
      const refused = {
        readyState: 0,
        send() {},
        close() {},
        onclose: null as ((event: object) => void) | null,
      }
      setTimeout(() => refused.onclose?.({ code: 1006, reason: '' }), 20)
      return refused
    }
    Object.assign(window, { WebSocket: Refusing, switches })
  })
}

/** What the page asks the server for from here on, by its path. */
function asked(page: Page): string[] {
  const paths: string[] = []
  page.on('request', request => paths.push(new URL(request.url()).pathname))
  return paths
}

test('what others say comes at once, and typing is seen both ways', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  const said = ['before']
  await bob.say('before')
  await alice.sees('before')
  await refuseUpgrades(alice.page)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Backup connection')
  await alice.sees('before')

  const paths = asked(alice.page)
  for (const text of ['one', 'two', 'three']) {
    await bob.say(text)
    said.push(text)
    await alice.sees(...said)
  }
  // Nothing but the polls has brought them.
  expect(paths.filter(path => path.endsWith('/poll')).length).toBeGreaterThan(0)
  expect(paths.filter(path => path.includes('/conversations'))).toEqual([])

  await bob.composer.pressSequentially('hm')
  await expect(alice.page.getByText('Bob is typing')).toBeVisible()
  await alice.composer.pressSequentially('ah')
  await expect(bob.page.getByText('Alice is typing')).toBeVisible()

  await alice.say('four')
  await bob.sees(...said, 'four')
  await alice.sees(...said, 'four')
})

test('when sockets get through again one is used, and nothing shows twice', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  await refuseUpgrades(alice.page)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Backup connection')
  await bob.say('by the other way')
  await alice.sees('by the other way')

  await server.kill()
  await expect(alice.connection).toHaveText('Offline', { timeout: 30_000 })
  await alice.say('waits')
  await server.start()
  await expect(alice.connection).toHaveText('Backup connection', { timeout: 40_000 })
  await bob.sees('by the other way', 'waits')

  await alice.page.evaluate(() => {
    Object.assign((window as unknown as { switches: object }).switches, { refuses: false })
    window.dispatchEvent(new Event('online'))
  })
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await bob.say('by the socket')
  await alice.sees('by the other way', 'waits', 'by the socket')
})
