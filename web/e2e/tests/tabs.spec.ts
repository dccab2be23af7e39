/** Several tabs of one person are one connection, whichever of them is closed. */
import type { BrowserContext, Page, WebSocket } from '@playwright/test'
import { Person } from './person'
import { expect, test } from './test'

async function another(context: BrowserContext, url: string): Promise<Person> {
  const person = new Person('Alice', await context.newPage())
  watch(person.page)
  await person.page.goto(`${url}/c/alice~bob`)
  await expect(person.connection).toHaveText('Connected')
  return person
}

/** The sockets that pages have open, as the pages see it: a browser may let go of one some seconds after its page. */
const open = new Map<Page, Set<WebSocket>>()

function watch(page: Page): void {
  const sockets = new Set<WebSocket>()
  open.set(page, sockets)
  page.on('websocket', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
}

const openIn = (...tabs: Person[]) => tabs.map(({ page }) => open.get(page)?.size)

async function sockets(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/websocket`)
  return ((await answer.json()) as { connections: number }).connections
}

test('two tabs share a socket, and both show everything', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  const second = await another(alice.context, server.url)
  expect(await sockets(server.url)).toBe(2)
  await bob.say('for both')
  await alice.say('from the first')
  await second.sees('for both', 'from the first')
  await second.say('from the second')
  for (const each of [alice, second, bob]) await each.sees('for both', 'from the first', 'from the second')
  expect(await sockets(server.url)).toBe(2)
})

test('the tab with the socket is closed, and the others miss nothing', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await bob.open('Alice')
  const tabs = [await another(alice.context, server.url), await another(alice.context, server.url)]
  const last = tabs[1] as Person
  const said: string[] = []
  const say = async (who: Person, text: string) => {
    await who.say(text)
    said.push(text)
  }
  expect(openIn(...tabs)).toEqual([0, 0])
  for (const [index, tab] of [alice, ...tabs.slice(0, 1)].entries()) {
    await say(bob, `before ${index}`)
    await tab.page.close()
    await say(bob, `after ${index}`)
    await say(last, `mine ${index}`)
    await expect(last.messages).toHaveCount(said.length)
    await last.sees(...said)
    await bob.sees(...said)
    expect(openIn(...tabs)).toEqual(index === 0 ? [1, 0] : [1, 1])
  }
})

test('closing the tab with the socket does not look like a broken connection', async ({ server, person }) => {
  const alice = await person('Alice')
  await person('Bob')
  const second = await another(alice.context, server.url)
  await second.page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver(() => seen.push(document.body.innerText)).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
  await alice.page.close()
  await expect.poll(() => openIn(second)).toEqual([1])
  await expect(second.connection).toHaveText('Connected')
  const seen = await second.page.evaluate(() => (window as unknown as { seen: string[] }).seen.join('\n'))
  expect(seen).not.toMatch(/Reconnecting|Offline|Slower/)
})

test('a tab that hangs keeps nobody from talking', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await bob.open('Alice')
  const second = await another(alice.context, server.url)
  // Longer than the rest of the test takes.
  const hangs = alice.page.evaluate(() => {
    const end = Date.now() + 15_000
    while (Date.now() < end);
  })
  hangs.catch(() => {})
  await bob.say('are you there?')
  await second.say('yes')
  await second.sees('are you there?', 'yes')
  await bob.sees('are you there?', 'yes')
})

test('leaving in one tab is leaving in all, and nothing is kept', async ({ server, person }) => {
  const alice = await person('Alice')
  await person('Bob')
  const second = await another(alice.context, server.url)
  await second.say('remember me')
  await second.sees('remember me')
  await alice.page.getByRole('button', { name: /^Alice/ }).click()
  await alice.page.getByRole('button', { name: 'Use another name' }).click()
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Use another name' }).click()
  await expect(alice.page.getByLabel('Your name')).toBeVisible()
  await expect(second.page.getByLabel('Your name')).toBeVisible()
  await expect.poll(() => second.page.evaluate(() => indexedDB.databases())).toEqual([])
})
