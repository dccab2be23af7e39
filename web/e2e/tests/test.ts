/** Every test has a server of its own and as many people as it asks for. */
import { type BrowserContextOptions, test as base } from '@playwright/test'
import { Person } from './person'
import { Server } from './server'

interface Fixtures {
  server: Server
  /** Somebody new, in a browser context of their own, who has arrived. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  server: async ({}, use) => {
    const server = new Server()
    await server.start()
    await use(server)
    await server.clear()
  },
  person: async ({ browser, server }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (name, options) => {
      const context = await browser.newContext({ ...options })
      contexts.push(context)
      const person = new Person(name, await context.newPage())
      await person.arrive(server.url)
      return person
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'
