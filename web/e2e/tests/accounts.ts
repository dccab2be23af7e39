/** People with accounts: how they come in, and what they do about it, in their words. */
import { type Browser, type BrowserContextOptions, test as base, expect } from '@playwright/test'
import { Person } from './person'
import { type Mode, Server } from './server'

export const PASSWORD = 'correct horse battery'

/** Somebody at a browser who has to come in first. */
export class Visitor extends Person {
  readonly #server: Server

  constructor(name: string, person: Person['page'], server: Server) {
    super(name, person)
    this.#server = server
  }

  get userId(): string {
    return this.name.toLowerCase()
  }

  async visit(path = '/'): Promise<void> {
    await this.page.goto(this.#server.url + path)
  }

  async heading(name: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  async write(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text)
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  }

  async connected(): Promise<void> {
    await expect(this.connection.first()).toHaveText('Connected')
  }

  /** Fills in what everybody fills in who gets an account. */
  async fillIn(): Promise<void> {
    await this.write('Your name', this.name)
    await expect(this.page.getByLabel('User name', { exact: true })).toHaveValue(this.userId)
    await this.write('Password', PASSWORD)
  }

  /** Becomes the first administrator. */
  async setUp(): Promise<void> {
    await this.page.goto(this.#server.setupLink)
    await this.fillIn()
    await this.press('Set it up')
    await this.heading('Invitations')
  }

  async join(link: string): Promise<void> {
    await this.page.goto(link)
    await this.fillIn()
    await this.press('Join')
    await this.connected()
  }

  async signUp(): Promise<void> {
    await this.visit('/sign-up')
    await this.fillIn()
    await this.press('Create account')
    await this.connected()
  }

  async signIn(password = PASSWORD): Promise<void> {
    await this.write('User name', this.userId)
    await this.write('Password', password)
    await this.press('Sign in')
  }

  async menu(): Promise<void> {
    await this.page.getByRole('button', { name: /: profile and theme$/ }).click()
  }

  async signOut(): Promise<void> {
    await this.menu()
    await this.press('Sign out')
    await this.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await this.heading('Sign in to Webchat')
  }

  /** From the page of invitations: a link for so many people. */
  async invite(people: string): Promise<string> {
    await this.press('Invite people')
    await this.page.getByLabel('Who can use the link').selectOption(people)
    await this.press('Make link')
    const field = this.page.getByLabel('Link', { exact: true })
    await expect(field).toBeVisible()
    const link = await field.inputValue()
    await this.press('Done')
    return link
  }
}

interface Fixtures {
  /** Overridden by `test.use`. */
  mode: Mode
  server: Server
  /** Somebody in a browser context of their own. */
  visitor: (name: string, options?: BrowserContextOptions) => Promise<Visitor>
}

export const test = base.extend<Fixtures>({
  mode: [{ auth: 'password' }, { option: true }],
  server: async ({ mode }, use) => {
    const server = new Server(mode)
    await server.start()
    await use(server)
    await server.clear()
  },
  visitor: async ({ browser, server }, use) => {
    const contexts: Awaited<ReturnType<Browser['newContext']>>[] = []
    await use(async (name, options) => {
      const context = await browser.newContext({ ...options })
      contexts.push(context)
      return new Visitor(name, await context.newPage(), server)
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'
