/** Somebody at a browser: what a person does and sees, in their words. */
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'

export interface Beginning {
  readonly name: string
  /** Who is in it from the start. */
  readonly people?: readonly string[]
  /** What is ticked of what can be chosen. */
  readonly choices?: readonly string[]
}

export class Person {
  readonly name: string
  readonly page: Page
  readonly context: BrowserContext

  constructor(name: string, page: Page) {
    this.name = name
    this.page = page
    this.context = page.context()
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' }).getByRole('article')
  }

  get connection(): Locator {
    return this.page.getByRole('status', { name: 'Connection' })
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / })
  }

  /** The row of a conversation or a person in the list. */
  row(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name })
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text })
  }

  /** Opens the messenger and gives the name it asks for. */
  async arrive(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.getByLabel('Your name').fill(this.name)
    await this.page.getByRole('button', { name: 'Continue' }).click()
    await expect(this.connection).toHaveText('Connected')
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().click()
    await expect(this.composer).toBeVisible()
  }

  /** What stands beside the conversation, or over it. */
  get details(): Locator {
    return this.page.getByRole('complementary', { name: 'Details' })
  }

  /** Lines that say what changed. */
  notice(text: string): Locator {
    return this.page.getByRole('log', { name: 'Messages' }).getByText(text)
  }

  /** Begins a group or channel and gives it what it asks for. */
  async begin(what: 'group' | 'channel', { name, people = [], choices = [] }: Beginning): Promise<void> {
    await this.page.getByRole('button', { name: 'New', exact: true }).click()
    await this.page.getByRole('menuitem', { name: `New ${what}` }).click()
    const dialog = this.page.getByRole('dialog', { name: `New ${what}` })
    await dialog.getByLabel('Name', { exact: true }).fill(name)
    for (const choice of choices) await dialog.getByRole('radio', { name: choice }).check()
    for (const who of people) await dialog.getByRole('checkbox', { name: who }).check()
    await dialog.getByRole('button', { name: `Make ${what}` }).click()
    await expect(this.page.getByRole('main').getByRole('heading', { name })).toBeVisible()
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    // On a touch screen Enter begins a new line.
    const isTouch = await this.page.evaluate(() => matchMedia('(pointer: coarse)').matches)
    if (isTouch) await this.page.getByRole('button', { name: 'Send' }).click()
    else await this.composer.press('Enter')
  }

  /** Sees these texts, each once, in this order, and nothing else. */
  async sees(...texts: string[]): Promise<void> {
    await expect(this.messages).toHaveCount(texts.length)
    await expect(this.messages).toContainText(texts)
  }
}
