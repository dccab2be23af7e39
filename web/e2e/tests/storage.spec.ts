/** What this browser has kept is there at once; and where it keeps nothing, that is said. */
import AxeBuilder from '@axe-core/playwright'
import { Network } from './network'
import { Person } from './person'
import { expect, test } from './test'

test('what was read is there while the server is not, and what was missed comes when it is', async ({
  person,
}) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  const network = new Network()
  await network.watch(alice.context)
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('yesterday')
  await alice.sees('yesterday')
  await alice.page.reload()
  await alice.sees('yesterday')
  await expect(alice.connection).toHaveText('Connected')
  // What was read is written a moment later.
  await expect
    .poll(() => alice.page.evaluate(() => indexedDB.databases().then(all => all.length)))
    .toBeGreaterThan(0)
  network.cut()
  await alice.page.reload()
  await alice.sees('yesterday')
  await expect(alice.row('Bob')).toContainText('yesterday')
  await expect(alice.connection).toHaveText('Offline', { timeout: 20_000 })
  await bob.say('today')
  network.mend()
  await alice.sees('yesterday', 'today')
})

test('what was read is shown while nobody answers', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  const network = new Network()
  await network.watch(alice.context)
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('yesterday')
  await alice.sees('yesterday')
  await alice.page.reload()
  await alice.sees('yesterday')
  network.silence()
  await alice.page.reload()
  // Well before the first request is given up.
  await expect(alice.message('yesterday')).toBeVisible({ timeout: 5_000 })
  await expect(alice.row('Bob')).toContainText('yesterday')
  network.mend()
  await bob.say('today')
  await alice.sees('yesterday', 'today')
})

test('a browser that keeps nothing is told of once, and works', async ({ browser, server, person }) => {
  const bob = await person('Bob')
  const context = await browser.newContext()
  await context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined })
  })
  const alice = new Person('Alice', await context.newPage())
  const network = new Network()
  await network.watch(context)
  await alice.arrive(server.url)
  const note = alice.page.getByText(/This browser doesn’t keep data/).filter({ visible: true })
  await expect(note).toBeVisible()
  const { violations } = await new AxeBuilder({ page: alice.page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  await alice.page.getByRole('button', { name: 'Got it' }).click()
  await expect(note).toHaveCount(0)
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.say('Hi')
  await bob.sees('Hi')

  await server.stop()
  await alice.say('waits')
  await expect(alice.page.getByRole('main').getByText(/if you keep this page open/)).toBeVisible()
  // Who is about to lose something is asked.
  const asked = alice.page.waitForEvent('dialog')
  const closed = alice.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await closed
  await server.start()
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await bob.sees('Hi', 'waits')
  await alice.page.reload()
  await alice.sees('Hi', 'waits')
  await context.close()
})

test('nobody is asked before leaving when nothing would be lost', async ({ server, person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await server.stop()
  await alice.say('waits')
  await expect(alice.page.getByRole('img', { name: 'Sending' })).toHaveCount(1)
  const asked: string[] = []
  alice.page.on('dialog', dialog => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  const gone = alice.page.waitForEvent('close')
  await alice.page.close({ runBeforeUnload: true })
  await gone
  expect(asked).toEqual([])
})
