import { devices, type Locator } from '@playwright/test'
import { seriousFindings } from './findings'
import type { Person } from './person'
import { expect, test } from './test'
import { hold } from './touch'

const PHONE = { ...devices['iPhone 14'], defaultBrowserType: undefined } as never

const reaction = (person: Person, text: string, sentence: string): Locator =>
  person.message(text).getByRole('button', { name: sentence })

const reactButton = (person: Person, text: string): Locator =>
  person.message(text).getByRole('button', { name: 'React', exact: true })

/** Reacts with one of the few emoji that are there at once, with the mouse. */
async function react(person: Person, text: string, emoji: string): Promise<void> {
  await person.message(text).hover()
  await reactButton(person, text).click()
  await person.page.getByRole('dialog', { name: 'React' }).getByRole('button', { name: emoji }).click()
}

test('two people react, both see it, and it is still there after a reload', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.say('shall we?')
  await react(bob, 'shall we?', '👍')
  await expect(reaction(alice, 'shall we?', 'Bob reacted with 👍')).toHaveText(/1$/)
  await expect(alice.page.getByRole('status', { name: 'Changes' })).toHaveText(
    'Bob reacted with 👍 to: shall we?',
  )
  await reaction(alice, 'shall we?', 'Bob reacted with 👍').click()
  await react(alice, 'shall we?', '🎉')
  for (const one of [alice, bob]) {
    const other = one === alice ? 'Bob' : 'Alice'
    await expect(reaction(one, 'shall we?', `You and ${other} reacted with 👍`)).toHaveText(/2$/)
    await one.page.reload()
    await expect(reaction(one, 'shall we?', `You and ${other} reacted with 👍`)).toHaveText(/2$/)
  }
  await expect(reaction(bob, 'shall we?', 'Alice reacted with 🎉')).toHaveAttribute('aria-pressed', 'false')

  await reaction(bob, 'shall we?', 'You and Alice reacted with 👍').click()
  await expect(reaction(alice, 'shall we?', 'You reacted with 👍')).toHaveText(/1$/)
  await reaction(alice, 'shall we?', 'You reacted with 🎉').click()
  await expect(bob.message('shall we?').getByRole('button', { name: /🎉/ })).toHaveCount(0)
})

test('any emoji can be found, by its name or as itself, without a mouse', async ({ person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await alice.say('lift-off')
  await alice.sees('lift-off')
  await alice.page.getByRole('log').focus()
  await alice.page.keyboard.press('ArrowUp')
  const { keyboard } = alice.page
  for (const [search, found] of [
    ['rocket', '🚀'],
    ['🫠', '🫠'],
  ] as const) {
    await alice.message('lift-off').focus()
    await keyboard.press('Tab')
    await expect(reactButton(alice, 'lift-off')).toBeFocused()
    await keyboard.press('Enter')
    const panel = alice.page.getByRole('dialog', { name: 'React' })
    await expect(panel.getByRole('button', { name: '👍' })).toBeFocused()
    await keyboard.press('End')
    await keyboard.press('Enter')
    await expect(panel.getByRole('searchbox')).toBeFocused()
    await keyboard.insertText(search)
    await expect(panel.getByRole('button').first()).toContainText(found)
    await keyboard.press('Enter')
    await expect(panel).toHaveCount(0)
    await expect(reaction(alice, 'lift-off', `You reacted with ${found}`)).toBeVisible()
    await expect(reactButton(alice, 'lift-off')).toBeFocused()
  }
  await keyboard.press('Enter')
  await keyboard.press('ArrowRight')
  await expect(alice.page.getByRole('button', { name: '❤️ red heart' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(reactButton(alice, 'lift-off')).toBeFocused()
})

test('who reacted shows when it is pointed at, and Escape puts it away', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('General')
  await bob.open('General')
  await alice.say('nice')
  await react(bob, 'nice', '❤️')
  const names = alice.page.getByText('Bob reacted with ❤️', { exact: true })
  await reaction(alice, 'nice', 'Bob reacted with ❤️').hover()
  await expect(names).toBeVisible()
  await alice.page.keyboard.press('Escape')
  await expect(names).toHaveCount(0)
})

test('reactions made without a connection come through once, when it is back', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('are you there?')
  await alice.sees('are you there?')
  // What one reacts with is loaded soon after the page.
  await alice.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('MessageDialogs')),
  )
  await alice.context.setOffline(true)
  await react(alice, 'are you there?', '👍')
  await react(alice, 'are you there?', '🎉')
  await expect(reaction(alice, 'are you there?', 'You reacted with 👍')).toBeVisible()
  await expect(alice.message('are you there?').getByRole('img', { name: 'Saving' })).toBeVisible()
  await expect(bob.message('are you there?').getByRole('button', { name: /reacted/ })).toHaveCount(0)
  await alice.context.setOffline(false)
  for (const emoji of ['👍', '🎉'])
    await expect(reaction(bob, 'are you there?', `Alice reacted with ${emoji}`)).toHaveText(/1$/)
  await expect(alice.page.getByRole('img', { name: 'Saving' })).toHaveCount(0)
})

test('one reaction too many says so', async ({ server, person }) => {
  await server.stop()
  await server.start('emoji_per_message = 1')
  const alice = await person('Alice')
  await alice.open('General')
  await alice.say('one only')
  await react(alice, 'one only', '👍')
  await react(alice, 'one only', '❤️')
  await expect(alice.message('one only')).toContainText('Couldn’t add ❤️.')
  await expect(alice.message('one only')).toContainText('This message has as many reactions as it may.')
  await alice.page.getByRole('button', { name: 'Discard' }).click()
  await expect(alice.message('one only').getByText('Couldn’t add')).toHaveCount(0)
  await expect(reaction(alice, 'one only', 'You reacted with 👍')).toBeVisible()
})

test('the list stays where it is: at its end, and in the middle', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('General')
  await bob.open('General')
  for (let number = 1; number <= 40; number++) await alice.say(`number ${number}.`)
  await expect(bob.message('number 40.')).toBeVisible()
  const list = bob.page.getByRole('log')
  const fromEnd = () => list.evaluate(it => Math.round(it.scrollHeight - it.scrollTop - it.clientHeight))
  await expect.poll(fromEnd).toBe(0)
  for (const text of ['number 40.', 'number 38.']) {
    await react(alice, text, '👍')
    await expect(reaction(bob, text, 'Alice reacted with 👍')).toBeInViewport()
    await expect.poll(fromEnd).toBe(0)
  }

  await list.evaluate(it => it.scrollTo(0, it.scrollHeight / 2))
  await bob.page.waitForTimeout(300)
  const shown = await bob.messages.evaluateAll(all =>
    all.findLast(one => one.getBoundingClientRect().top < 400)?.textContent?.match(/number \d+\./),
  )
  const text = String(shown)
  const top = async () => Math.round((await bob.message(text).boundingBox())?.y ?? 0)
  const before = await top()
  await react(bob, text, '🎉')
  await expect(reaction(bob, text, 'You reacted with 🎉')).toBeVisible()
  expect(await top()).toBe(before)
  // Above what is in view, by somebody else.
  await alice.page.getByRole('log').evaluate(it => it.scrollTo(0, 0))
  await react(alice, 'number 3.', '😂')
  await bob.page.waitForTimeout(300)
  expect(await top()).toBe(before)
})

test('on a phone one holds the message to react, and the reaction to see who did', async ({ person }) => {
  const alice = await person('Alice', PHONE)
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await bob.say('dinner?')
  await hold(alice.page, alice.message('dinner?').getByText('dinner?'))
  const sheet = alice.page.getByRole('dialog', { name: 'Message actions' })
  await expect(sheet.getByRole('button', { name: 'Delete message' })).toHaveCount(0)
  expect(await seriousFindings(alice.page)).toEqual([])
  await sheet.getByRole('button', { name: 'More emoji' }).tap()
  await sheet.getByRole('button', { name: 'pizza' }).tap()
  await expect(sheet).toHaveCount(0)
  const chip = reaction(alice, 'dinner?', 'You reacted with 🍕')
  await expect(reaction(bob, 'dinner?', 'Alice reacted with 🍕')).toBeVisible()
  const box = await chip.boundingBox()
  const around = await chip.evaluate(it => Number.parseFloat(getComputedStyle(it, '::after').top))
  expect((box?.height ?? 0) - 2 * around).toBeGreaterThanOrEqual(44)

  await hold(alice.page, chip)
  await expect(alice.page.getByText('You reacted with 🍕', { exact: true }).last()).toBeVisible()
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await chip.tap()
  await expect(chip).toHaveCount(0)
  await expect(bob.message('dinner?').getByRole('button', { name: /🍕/ })).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing of it stands in anybody's way, ${colorScheme}`, async ({ person }) => {
    const alice = await person('Alice', { colorScheme })
    const bob = await person('Bob')
    await alice.open('General')
    await bob.open('General')
    await alice.say('readable?')
    await react(bob, 'readable?', '👍')
    await react(alice, 'readable?', '❤️')
    await alice.composer.press('ArrowUp')
    await alice.page.keyboard.type(' yes')
    expect(await seriousFindings(alice.page)).toEqual([])
    await alice.page.keyboard.press('Enter')
    await expect(alice.message('readable? yes')).toContainText('edited')
    await alice.message('readable?').hover()
    await reactButton(alice, 'readable?').click()
    await alice.page.getByRole('button', { name: 'More emoji' }).click()
    await expect(alice.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused()
    expect(await seriousFindings(alice.page)).toEqual([])
  })
}
