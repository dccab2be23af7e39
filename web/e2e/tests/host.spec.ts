/** Two host applications, in Node and in Rust, each with people of its own who talk in its own page. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { Server } from './server'
import { test } from './test'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const hosts = {
  Node: ['node', join(root, 'examples/node/host.mjs')],
  Rust: [join(target, 'debug/webchat-example-host')],
} as const

const secret = 'for tests alone: a secret of more than 32 bytes'

async function startHost(
  host: keyof typeof hosts,
  key: string,
  chat: string,
): Promise<[ChildProcess, string]> {
  const [program, ...args] = hosts[host]
  const env = { PATH: process.env.PATH ?? '', WEBCHAT_KEY: key, WEBCHAT_URL: chat, PORT: '0' }
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  for await (const line of createInterface({ input: child.stdout })) {
    const opened = /Open (http:\S+)/.exec(line)
    if (opened?.[1]) return [child, opened[1]]
  }
  throw new Error(`the ${host} host ended without saying where it listens`)
}

async function talkAs(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('link', { name: `I am ${name}` }).click()
  await expect(page.getByRole('status')).toHaveText(`You are ${name}.`)
}

for (const host of ['Node', 'Rust'] as const) {
  test(`the people of a host application in ${host} talk in its own page`, async ({ browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'webchat-host-'))
    const key = join(folder, 'chat.key')
    writeFileSync(key, `${secret}\n`, { mode: 0o600 })
    const server = new Server({ auth: 'token', tokenKey: key })
    await server.start()
    const [child, url] = await startHost(host, key, server.url)
    const [alice, bob] = [await browser.newPage(), await (await browser.newContext()).newPage()]
    await talkAs(alice, url, 'Alice')
    await talkAs(bob, url, 'Bob')

    await alice.getByLabel('Message', { exact: true }).fill('Hello, Bob')
    await alice.getByRole('button', { name: 'Send' }).click()
    await expect(bob.getByRole('listitem')).toHaveText(['alice: Hello, Bob'])

    const refused = await bob.request.get(`${server.url}/api/v1/conversations`)
    expect(refused.status()).toBe(401)
    child.kill()
    await once(child, 'exit')
    await server.clear()
    rmSync(folder, { recursive: true })
  })
}
