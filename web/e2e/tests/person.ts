/** Somebody at a browser: what a person does and sees, in their words. */
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'

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
