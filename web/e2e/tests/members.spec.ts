/** Groups and channels: who is in them, who is not any more, and what they see of it. */
import { devices } from '@playwright/test'
import { seriousFindings } from './findings'
import type { Person } from './person'
import { expect, test } from './test'

const PHONE = { ...devices['iPhone 14'], defaultBrowserType: undefined } as never
const PRIVATE = 'Only those who are added'
const ANNOUNCEMENTS = 'Only admins and owners'

const member = (person: Person, name: string) =>
  person.details.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: name })

async function chooseFor(person: Person, name: string, deed: string): Promise<void> {
  await person.details.getByRole('button', { name: `What to do with ${name}` }).click()
  await person.page.getByRole('menuitem', { name: deed }).click()
}

test('two people talk in a private channel, and one who is removed sees it at once', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  const carol = await person('Carol')
  await alice.begin('channel', { name: 'Design', choices: [PRIVATE], people: ['Bob'] })
  await alice.say('Only for us')
  await bob.open('Design')
  await bob.sees('Only for us')
  await bob.say('And for me')
  await alice.sees('Only for us', 'And for me')
  await expect(carol.row('Design')).toHaveCount(0)

  await chooseFor(alice, 'Bob', 'Remove')
  await alice.page
    .getByRole('dialog', { name: 'Remove Bob?' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await expect(bob.page.getByRole('heading', { name: 'You are no longer in Design' })).toBeVisible()
  await expect(bob.page.getByRole('main').getByText('Only for us')).toHaveCount(0)
  await expect(bob.row('Design')).toHaveCount(0)
  await expect(alice.notice('You removed Bob')).toBeVisible()
  await expect(member(alice, 'Bob')).toHaveCount(0)
  await bob.page.reload()
  await expect(bob.connection).toHaveText('Connected')
  await expect(bob.page.getByRole('heading', { name: 'This conversation isn’t here' })).toBeVisible()
})

test('a public channel is found, joined, left, and come back to', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.begin('channel', { name: 'Photography' })
  await alice.say('Bring a camera')
  await bob.page.getByRole('button', { name: 'New', exact: true }).click()
  await bob.page.getByRole('menuitem', { name: 'Find a channel' }).click()
  await bob.page.getByLabel('Find a channel').fill('photo')
  await bob.page.getByRole('button', { name: 'Join Photography' }).click()
  await bob.sees('Bring a camera')
  await expect(alice.notice('Bob joined')).toBeVisible()
  await bob.say('I have one')
  await alice.sees('Bring a camera', 'I have one')

  await bob.details.getByRole('button', { name: 'Leave' }).click()
  await expect(bob.row('Photography')).toHaveCount(0)
  await expect(alice.notice('Bob left')).toBeVisible()
  await bob.page.getByRole('button', { name: 'Undo' }).click()
  await bob.sees('Bring a camera', 'I have one')
})

test('the details stand beside the conversation, and stay closed for who closed them', async ({ person }) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.begin('channel', { name: 'Design', people: ['Bob'] })
  await expect(member(alice, 'Alice')).toContainText('Owner')
  await chooseFor(alice, 'Bob', 'Make admin')
  await expect(member(alice, 'Bob')).toContainText('Admin')
  await bob.open('Design')
  await expect(bob.notice('Alice made you an admin')).toBeVisible()

  await bob.details.getByRole('button', { name: 'Edit' }).click()
  await bob.page.getByLabel('Name', { exact: true }).fill('Design review')
  await bob.page.getByLabel('What it is for').fill('Sketches')
  await bob.page.getByRole('button', { name: 'Save' }).click()
  await expect(alice.page.getByRole('main').getByRole('heading', { name: 'Design review' })).toBeVisible()
  await expect(alice.details).toContainText('Sketches')
  await expect(alice.row('Design review')).toBeVisible()

  await alice.details.getByRole('button', { name: 'Close details' }).click()
  await expect(alice.details).toHaveCount(0)
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Connected')
  await expect(alice.details).toHaveCount(0)
  await alice.page.getByRole('button', { name: 'Details' }).click()
  await expect(member(alice, 'Bob')).toContainText('Admin')
})

test('on a phone the details are a page to come back from', async ({ person }) => {
  const bob = await person('Bob')
  const alice = await person('Alice', PHONE)
  await bob.begin('group', { name: 'Trip', people: ['Alice'] })
  await alice.open('Trip')
  await expect(alice.details).toHaveCount(0)
  await alice.page.getByRole('button', { name: 'Details' }).tap()
  await expect(member(alice, 'Bob')).toContainText('Owner')
  await expect(alice.page.getByRole('heading', { name: 'Details' })).toBeFocused()
  expect(await seriousFindings(alice.page)).toEqual([])
  await alice.page.goBack()
  await expect(alice.details).toHaveCount(0)
  await expect(alice.composer).toBeVisible()
  await alice.page.goForward()
  await alice.details.getByRole('button', { name: 'Back to the conversation' }).tap()
  await expect(alice.composer).toBeVisible()
  const overhang = await alice.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overhang).toBeLessThanOrEqual(0)
})

test('people are added to a group by anybody in it', async ({ person }) => {
  const [alice, bob, carol] = [await person('Alice'), await person('Bob'), await person('Carol')]
  await alice.begin('group', { name: 'Trip', people: ['Bob'] })
  await bob.open('Trip')
  await bob.details.getByRole('button', { name: 'Add' }).click()
  const dialog = bob.page.getByRole('dialog', { name: 'Add people to Trip' })
  await expect(dialog.getByRole('checkbox', { name: 'Alice' })).toHaveCount(0)
  await dialog.getByRole('checkbox', { name: 'Carol' }).check()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(alice.notice('Bob added Carol')).toBeVisible()
  await carol.open('Trip')
  await carol.say('Thank you')
  await alice.sees('Thank you')
  await expect(alice.details.getByRole('heading', { name: '3 members' })).toBeVisible()
})

test('where only some write, the others are told so', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.begin('channel', { name: 'News', choices: [ANNOUNCEMENTS], people: ['Bob'] })
  await alice.say('We move on Saturday')
  await bob.row('News').click()
  await bob.sees('We move on Saturday')
  await expect(bob.page.getByText('Only admins and owners write here.')).toBeVisible()
  await expect(bob.composer).toHaveCount(0)
  await chooseFor(alice, 'Bob', 'Make admin')
  await bob.say('Good')
  await alice.sees('We move on Saturday', 'Good')
})

test('what is archived can be read, and taken back by an owner', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.begin('channel', { name: 'Conference', people: ['Bob'] })
  await alice.say('See you')
  await bob.open('Conference')
  await alice.details.getByRole('button', { name: 'Archive' }).click()
  await expect(bob.page.getByText('An owner can bring it back.')).toBeVisible()
  await expect(bob.composer).toHaveCount(0)
  await bob.sees('See you')
  await alice.page.getByRole('button', { name: 'Undo' }).click()
  await expect(bob.composer).toBeVisible()
  await alice.details.getByRole('button', { name: 'Archive' }).click()
  await alice.page.getByRole('button', { name: 'Bring it back' }).click()
  await bob.say('Again')
  await alice.sees('See you', 'Again')
})

test('the last owner is told why they can’t go', async ({ person }) => {
  const [alice] = [await person('Alice'), await person('Bob')]
  await alice.begin('group', { name: 'Trip', people: ['Bob'] })
  await alice.details.getByRole('button', { name: 'Leave' }).click()
  const dialog = alice.page.getByRole('dialog', { name: 'Leave Trip?' })
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(dialog.getByRole('alert')).toContainText('needs an owner')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await chooseFor(alice, 'Bob', 'Make owner')
  await expect(member(alice, 'Bob')).toContainText('Owner')
  await alice.details.getByRole('button', { name: 'Leave' }).click()
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(alice.row('Trip')).toHaveCount(0)
})

test('blocking somebody closes the conversation with them, and can be ended', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await alice.say('Hello')
  await bob.open('Alice')
  await alice.details.getByRole('button', { name: 'Block' }).click()
  await alice.page.getByRole('dialog', { name: 'Block Bob?' }).getByRole('button', { name: 'Block' }).click()
  await expect(alice.page.getByText('You have blocked Bob.')).toBeVisible()
  await bob.say('Are you there?')
  await expect(bob.message('Are you there?')).toContainText('blocked')
  await alice.page.getByRole('main').getByRole('button', { name: 'Unblock' }).click()
  await alice.say('I am')
  await expect(bob.message('I am')).toBeVisible()
})

test('somebody who is not to be disturbed is shown so, also after a reload', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await alice.open('Bob')
  await bob.page.getByRole('button', { name: /^Bob/ }).click()
  await bob.page.getByRole('button', { name: 'Edit profile' }).click()
  await bob.page.getByRole('radio', { name: 'Do not disturb' }).check()
  await bob.page.getByRole('button', { name: 'Save' }).click()
  const words = alice.page.getByRole('main').getByText('Do not disturb')
  await expect(words).toBeVisible()
  await bob.page.reload()
  await expect(bob.connection).toHaveText('Connected')
  await expect(words).toBeVisible()
})

test('a message is reported with a reason', async ({ person }) => {
  const [alice, bob] = [await person('Alice'), await person('Bob')]
  await bob.open('General')
  await bob.say('Buy now')
  await alice.open('General')
  await alice.message('Buy now').hover()
  await alice.message('Buy now').getByRole('button', { name: 'More actions' }).click()
  await alice.page.getByRole('button', { name: 'Report message' }).click()
  await alice.page.getByLabel('What is wrong with it?').fill('It is an advertisement')
  expect(await seriousFindings(alice.page)).toEqual([])
  await alice.page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(alice.page.getByText('Reported. Thank you')).toBeVisible()
})

test('the keyboard is enough to make a group', async ({ person }) => {
  const [alice] = [await person('Alice'), await person('Bob'), await person('Carol')]
  const { keyboard } = alice.page
  await alice.page.getByRole('button', { name: 'New', exact: true }).focus()
  await keyboard.press('Enter')
  await expect(alice.page.getByRole('menuitem', { name: 'New message' })).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(alice.page.getByLabel('Add people by name')).toBeFocused()
  await keyboard.type('bob')
  await keyboard.press('Enter')
  await keyboard.type('car')
  await keyboard.press('Enter')
  await expect(alice.page.getByRole('list', { name: 'Chosen' }).getByRole('listitem')).toHaveCount(2)
  await alice.page.getByLabel('Name', { exact: true }).focus()
  await keyboard.press('Enter')
  await expect(alice.page.getByRole('main').getByRole('heading', { name: 'Bob and Carol' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing about channels stands in anybody's way, ${colorScheme}`, async ({ person }) => {
    // What fades in has too little contrast for a moment.
    const alice = await person('Alice', { colorScheme, reducedMotion: 'reduce' })
    await person('ليلى حسن')
    const { page } = alice
    const findings = async (what: string) => expect(await seriousFindings(page), what).toEqual([])
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await findings('the menu')
    await page.getByRole('menuitem', { name: 'New channel' }).click()
    await expect(page.getByRole('checkbox').first()).toBeVisible()
    await findings('a new channel')
    await page.keyboard.press('Escape')
    await alice.begin('channel', { name: 'Design', people: ['ليلى حسن'] })
    await expect(member(alice, 'ليلى حسن')).toBeVisible()
    await alice.say('Hello')
    await findings('details')
    await alice.details.getByRole('button', { name: 'Archive' }).click()
    await expect(page.getByText('Bring it back')).toBeVisible()
    await findings('the archive')
    await page.goto(new URL('/channels', page.url()).href)
    await expect(page.getByRole('heading', { name: 'No public channels yet' })).toBeVisible()
    await findings('the directory')
    await page.getByRole('button', { name: /^Alice/ }).click()
    await page.getByRole('button', { name: 'Edit profile' }).click()
    await expect(page.getByLabel('Pronouns')).toBeVisible()
    await findings('the profile')
  })
}
