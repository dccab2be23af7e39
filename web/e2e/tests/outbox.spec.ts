/** What was written and could not be sent outlives the page, the tab and the browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from '@playwright/test'
import { Network } from './network'
import { Person } from './person'
import { expect, test } from './test'

const WORDS = ['one', 'two', 'three']

const sending = (person: Person) => person.page.getByRole('img', { name: 'Sending' })

/** Alice in her conversation with Bob, cut off, with three messages that wait. */
async function cutOff(alice: Person): Promise<Network> {
  const network = new Network()
  await network.watch(alice.context)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Connected')
  network.cut()
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Offline', { timeout: 20_000 })
  for (const word of WORDS) await alice.say(word)
  await expect(sending(alice)).toHaveCount(3)
  return network
}

async function everythingArrives(alice: Person, bob: Person): Promise<void> {
  await expect(alice.connection).toHaveText('Connected', { timeout: 40_000 })
  await bob.sees('before', ...WORDS)
  await alice.sees('before', ...WORDS)
  await expect(sending(alice)).toHaveCount(0)
}

async function waitingStill(alice: Person): Promise<void> {
  await alice.sees('before', ...WORDS)
  await expect(sending(alice)).toHaveCount(3)
}

test.describe.configure({ timeout: 90_000 })

test('a reload keeps it, and it goes out once, in order', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('before')
  await alice.sees('before')
  const network = await cutOff(alice)
  await alice.page.reload()
  await waitingStill(alice)
  network.mend()
  await everythingArrives(alice, bob)
  await alice.page.reload()
  await everythingArrives(alice, bob)
})

test('a reload keeps what was changed, and it is changed once', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('hello')
  await alice.sees('hello')
  await alice.say('mine')
  await bob.sees('hello', 'mine')
  const network = new Network()
  await network.watch(alice.context)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Connected')
  network.cut()
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Offline', { timeout: 20_000 })
  await alice.composer.press('ArrowUp')
  const field = alice.page.getByRole('textbox', { name: 'Edit your message' })
  await field.fill('mine, edited')
  await field.press('Enter')
  await alice.message('hello').hover()
  await alice.message('hello').getByRole('button', { name: 'React', exact: true }).click()
  await alice.page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: '👍' }).click()
  for (const isReloaded of [false, true]) {
    if (isReloaded) await alice.page.reload()
    await alice.sees('hello', 'mine, edited')
    await expect(alice.row('Bob')).toContainText('mine, edited')
    await expect(alice.message('hello')).toContainText('👍')
  }
  await bob.sees('hello', 'mine')
  network.mend()
  await expect(alice.connection).toHaveText('Connected', { timeout: 40_000 })
  await bob.sees('hello', 'mine, edited')
  await expect(bob.message('hello')).toContainText('👍')
  await expect(bob.row('Alice')).toContainText('mine, edited')
})

test('closing the tab keeps it, and another tab sends it', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('before')
  await alice.sees('before')
  const network = await cutOff(alice)
  await alice.page.close()
  const again = new Person('Alice', await alice.context.newPage())
  await again.page.goto(server.url)
  await again.open('Bob')
  await waitingStill(again)
  network.mend()
  await everythingArrives(again, bob)
})

/** Sends what is written, and ends the program behind the page as soon as the click was heard. */
async function sendAndCrash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  const expression = 'document.querySelector("button[type=submit]").click()'
  await session.send('Runtime.evaluate', { expression })
  session.send('Page.crash').catch(() => {})
  await crashed
}

test('a crash right after the last word keeps it', async ({ server, person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('before')
  await alice.sees('before')
  const network = await cutOff(alice)
  await alice.composer.fill('last')
  await sendAndCrash(alice.page)
  const again = new Person('Alice', await alice.context.newPage())
  await again.page.goto(`${server.url}/c/alice~bob`)
  await again.sees('before', ...WORDS, 'last')
  network.mend()
  await bob.sees('before', ...WORDS, 'last')
  await again.sees('before', ...WORDS, 'last')
  await expect(sending(again)).toHaveCount(0)
})

/** A browser with a profile, which can be killed. */
class Killable {
  readonly #profile = mkdtempSync(join(tmpdir(), 'webchat-profile-'))
  #child: ChildProcess | null = null
  #browser: Browser | null = null

  async start(): Promise<Page> {
    const executable = process.env.WEBCHAT_BROWSER ?? chromium.executablePath()
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--remote-debugging-port=0',
    ]
    const child = spawn(executable, [...flags, `--user-data-dir=${this.#profile}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#child = child
    for await (const line of createInterface({ input: child.stderr })) {
      const listening = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (!listening) continue
      this.#browser = await chromium.connectOverCDP(listening)
      break
    }
    const context = this.#browser?.contexts()[0]
    if (!context) throw new Error('the browser did not start')
    return context.newPage()
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null) return
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    await this.#browser?.close().catch(() => {})
  }

  async clear(): Promise<void> {
    await this.kill()
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

test('a browser that is killed keeps it', async ({ server, person }) => {
  const bob = await person('Bob')
  const browser = new Killable()
  try {
    const alice = new Person('Alice', await browser.start())
    await alice.arrive(server.url)
    await alice.open('Bob')
    await bob.open('Alice')
    await bob.say('before')
    await alice.sees('before')
    await cutOff(alice)
    await browser.kill()
    const again = new Person('Alice', await browser.start())
    // Browsers take seconds to write down what the page keeps besides: who it is.
    await again.page.addInitScript(() => {
      localStorage.setItem('webchat.identity', JSON.stringify({ userId: 'alice', name: 'Alice' }))
    })
    await again.page.goto(`${server.url}/c/alice~bob`)
    await everythingArrives(again, bob)
  } finally {
    await browser.clear()
  }
})

test('what failed says why after a reload too, and can be sent again', async ({ server, person }) => {
  await server.stop()
  await server.start('text_characters = 10')
  const alice = await person('Alice')
  await alice.open('General')
  await alice.say('longer than ten')
  await expect(alice.page.getByText('Couldn’t send.')).toBeVisible()
  await alice.page.reload()
  await expect(alice.page.getByText('Couldn’t send.')).toBeVisible()
  await expect(alice.page.getByText(/at most 10 characters/)).toBeVisible()
  await alice.page.getByRole('button', { name: 'Discard' }).click()
  await expect(alice.page.getByText('Couldn’t send.')).toHaveCount(0)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Connected')
  await expect(alice.messages).toHaveCount(0)
})
