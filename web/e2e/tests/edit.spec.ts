import { devices, type Locator } from '@playwright/test'
import type { Person } from './person'
import { expect, test } from './test'
import { hold } from './touch'

const editField = (person: Person): Locator => person.page.getByRole('textbox', { name: 'Edit your message' })

/** Says it, and sees that it is stored: what is on its way can't be edited yet. */
async function say(person: Person, ...texts: string[]): Promise<void> {
  for (const text of texts) await person.say(text)
  await person.sees(...texts)
  await expect(person.page.getByRole('img', { name: 'Sending' })).toHaveCount(0)
}

/** Begins to edit with the mouse. */
async function edit(person: Person, text: string): Promise<void> {
  await person.message(text).hover()
  await person.message(text).getByRole('button', { name: 'Edit message' }).click()
  await expect(editField(person)).toBeFocused()
}

test('an edit shows to both, in the list too, and is still there after a reload', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.say('see you at sevn')
  await bob.sees('see you at sevn')

  await edit(alice, 'see you at sevn')
  await editField(alice).fill('see you at seven')
  await editField(alice).press('Enter')
  for (const one of [alice, bob]) {
    await one.sees('see you at seven')
    await expect(one.message('see you at seven')).toContainText('edited')
    await expect(one.message('seven').getByText('edited').first()).toHaveAttribute('title', /^Edited \w+day/)
    await expect(one.row(one === alice ? 'Bob' : 'Alice')).toContainText('see you at seven')
  }
  await expect(alice.composer).toBeFocused()
  for (const one of [alice, bob]) {
    await one.page.reload()
    await one.sees('see you at seven')
    await expect(one.message('see you at seven')).toContainText('edited')
  }
  await bob.message('seven').hover()
  await expect(bob.message('seven').getByRole('button', { name: 'Edit message' })).toHaveCount(0)
})

test('the arrow up edits the last message, Escape gives the draft back', async ({ person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await say(alice, 'first', 'second')
  await alice.composer.press('ArrowUp')
  await expect(editField(alice)).toHaveValue('second')
  await expect(alice.page.getByRole('status', { name: 'Editing' })).toHaveText('Editing your message')
  // As it is, it just ends.
  await editField(alice).press('Enter')
  await alice.sees('first', 'second')
  await expect(alice.page.getByText('edited')).toHaveCount(0)

  await alice.composer.fill('half a sentence')
  await edit(alice, 'first')
  await editField(alice).fill('something else')
  await editField(alice).press('Escape')
  await expect(alice.composer).toHaveValue('half a sentence')
  await alice.sees('first', 'second')
})

test('without a mouse, and the focus returns to the message', async ({ person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await say(alice, 'one')
  await alice.page.getByRole('log').focus()
  await alice.page.keyboard.press('ArrowUp')
  await expect(alice.message('one')).toBeFocused()
  const button = alice.message('one').getByRole('button', { name: 'Edit message' })
  while (!(await button.evaluate(element => element === document.activeElement)))
    await alice.page.keyboard.press('Tab')
  await alice.page.keyboard.press('Enter')
  await expect(editField(alice)).toBeFocused()
  await alice.page.keyboard.type(' more')
  await alice.page.keyboard.press('Enter')
  await expect(alice.message('one more')).toBeFocused()
  await expect(alice.page.getByRole('status', { name: 'Changes' })).toHaveText('Edited: one more')
})

test('what is emptied can be deleted, and brought back', async ({ person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await say(alice, 'say nothing')
  await alice.composer.press('ArrowUp')
  await editField(alice).fill('')
  await expect(alice.page.getByRole('status', { name: 'Editing' })).toContainText('Delete the message?')
  await editField(alice).press('Enter')
  await alice.sees('Message deleted')
  await alice.page.getByRole('button', { name: 'Undo' }).click()
  await alice.sees('say nothing')
})

test('an edit made without a connection comes through once, when it is back', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.say('before')
  await bob.sees('before')
  await alice.context.setOffline(true)
  await edit(alice, 'before')
  await editField(alice).fill('after')
  await editField(alice).press('Enter')
  await alice.sees('after')
  await expect(alice.message('after').getByRole('img', { name: 'Saving' })).toBeVisible()
  await bob.sees('before')
  await alice.context.setOffline(false)
  await bob.sees('after')
  await expect(alice.page.getByRole('img', { name: 'Saving' })).toHaveCount(0)
})

test('a refused edit says why, and its words are not lost', async ({ server, person }) => {
  const alice = await person('Alice')
  await alice.open('General')
  await say(alice, 'short')
  await server.stop()
  await server.start('text_characters = 10')
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await edit(alice, 'short')
  await editField(alice).fill('longer than ten')
  await editField(alice).press('Enter')
  await expect(alice.message('short')).toContainText('Couldn’t save your edit.')
  await expect(alice.message('short')).toContainText('at most 10 characters')
  await alice.page.getByRole('button', { name: 'Edit again' }).click()
  await expect(editField(alice)).toHaveValue('longer than ten')
  await editField(alice).fill('ten signs.')
  await editField(alice).press('Enter')
  await alice.sees('ten signs.')
  await expect(alice.message('ten signs.').getByText('Couldn’t save')).toHaveCount(0)
})

test('what is being edited is kept when another device deletes the message', async ({ person }) => {
  const laptop = await person('Alice')
  const phone = await person('Alice')
  for (const one of [laptop, phone]) await one.open('General')
  await laptop.say('here today')
  await phone.sees('here today')
  await edit(laptop, 'here today')
  await editField(laptop).fill('here tomorrow')
  await phone.message('here today').hover()
  await phone.message('here today').getByRole('button', { name: 'Delete message' }).click()
  await expect(laptop.page.getByText('The message was deleted meanwhile.')).toBeVisible({ timeout: 15_000 })
  await laptop.page.getByRole('button', { name: 'Send as a new message' }).click()
  await laptop.sees('Message deleted', 'here tomorrow')
})

test('on a phone one holds the message', async ({ person }) => {
  const phone = devices['iPhone 14'] ?? {}
  const alice = await person('Alice', { ...phone, defaultBrowserType: undefined } as never)
  await alice.open('General')
  await say(alice, 'tap')
  await hold(alice.page, alice.message('tap').getByText('tap', { exact: true }))
  const sheet = alice.page.getByRole('dialog', { name: 'Message actions' })
  await sheet.getByRole('button', { name: 'Edit message' }).tap()
  await expect(sheet).toHaveCount(0)
  await expect(editField(alice)).toBeFocused()
  await editField(alice).fill('tapped')
  await alice.page.getByRole('button', { name: 'Save' }).tap()
  await alice.sees('tapped')
  await expect(alice.message('tapped')).toContainText('edited')
})
