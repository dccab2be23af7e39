/** Coming in: the first administrator, invitations, signing in and out. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, PASSWORD, test, type Visitor } from './accounts'

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}

const draftOf = (visitor: Visitor) =>
  visitor.page.evaluate(() => localStorage.getItem('webchat.draft.general'))

test.describe('with invitations', () => {
  test('from the first start to two people who talk', async ({ server, visitor }) => {
    const carla = await visitor('Carla')
    await carla.visit()
    await carla.heading('This chat isn’t set up yet')
    await carla.setUp()
    expect(carla.page.url()).not.toContain('#')
    const link = await carla.invite('One person')
    expect(link).toMatch(new RegExp(`^${server.url}/join#\\S{20,}$`))

    const anna = await visitor('Anna')
    await anna.page.goto(link)
    await expect(anna.page.getByText('Carla invites you to this chat.')).toBeVisible()
    expect(anna.page.url()).not.toContain('#')
    await anna.fillIn()
    await anna.press('Join')
    await anna.connected()
    await anna.open('General')
    await anna.say('Hello, Carla')

    await carla.press('Back to conversations')
    await carla.open('General')
    await expect(carla.message('Hello, Carla')).toContainText('Anna')
    await carla.say('Hello, Anna')
    await expect(anna.message('Hello, Anna')).toContainText('Carla')

    const late = await visitor('Ben')
    await late.page.goto(link)
    await late.heading('This link can’t be used')
    await expect(late.page.getByText(/used already/)).toBeVisible()
    await late.press('Go on without it')
    await late.heading('Sign in to Webchat')
  })

  test('nobody gets an account without one', async ({ visitor }) => {
    await (await visitor('Carla')).setUp()
    const anna = await visitor('Anna')
    await anna.visit('/sign-up')
    await anna.heading('Sign in to Webchat')
    await anna.signIn()
    await expect(anna.page.getByRole('alert')).toHaveText('User name and password don’t match.')
  })

  test('who has an account comes in with it', async ({ visitor }) => {
    const carla = await visitor('Carla')
    await carla.setUp()
    const link = await carla.invite('Up to 5 people')
    const anna = await visitor('Anna')
    await anna.join(link)
    // Signed in here already.
    await anna.page.goto(link)
    await anna.heading('Join as Anna')
    await anna.press('Join')
    await anna.connected()
    // Signed in nowhere.
    await anna.signOut()
    await anna.page.goto(link)
    await anna.press('I have an account')
    await anna.signIn()
    await anna.connected()
  })

  test('a link that was revoked lets nobody in', async ({ visitor }) => {
    const carla = await visitor('Carla')
    await carla.setUp()
    const link = await carla.invite('Up to 5 people')
    await carla.press(/^Revoke:/)
    await expect(carla.page.getByText('Revoked', { exact: true })).toBeVisible()
    const anna = await visitor('Anna')
    await anna.page.goto(link)
    await anna.heading('This link can’t be used')
  })

  test('a link for another password sets it, and signs the others out', async ({ server, visitor }) => {
    const carla = await visitor('Carla')
    await carla.setUp()
    const anna = await visitor('Anna')
    await anna.join(await carla.invite('One person'))
    await carla.visit('/admin/people')
    await carla.press('Manage Anna')
    await carla.press('Make a link for another password')
    const link = await carla.page.getByLabel('Link', { exact: true }).inputValue()
    expect(link).toMatch(new RegExp(`^${server.url}/reset#`))

    const elsewhere = await visitor('Anna')
    await elsewhere.page.goto(link)
    await elsewhere.write('New password', 'another good password')
    await elsewhere.press('Set password and sign in')
    await elsewhere.connected()
    await anna.heading('Sign in to Webchat')
    await anna.signIn()
    await expect(anna.page.getByRole('alert')).toHaveText('User name and password don’t match.')
    await anna.signIn('another good password')
    await anna.connected()
  })
})

test.describe('where everybody may come', () => {
  test.use({ mode: { auth: 'password', signUp: 'open' } })

  test.beforeEach(async ({ visitor }) => {
    await (await visitor('Carla')).setUp()
  })

  test('a name that is taken is said to be, at the field', async ({ visitor }) => {
    const anna = await visitor('Carla')
    await anna.visit()
    await anna.page.getByRole('link', { name: 'Create an account' }).click()
    await anna.fillIn()
    await anna.press('Create account')
    await expect(anna.page.getByText('This user name is taken. Choose another one.')).toBeVisible()
    await expect(anna.page.getByLabel('User name', { exact: true })).toBeFocused()
    await anna.write('User name', 'carla-2')
    await anna.press('Create account')
    await anna.connected()
  })

  test('one is known the next time', async ({ server, visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    await anna.page.reload()
    await anna.connected()
    await server.stop()
    await server.start()
    await anna.connected()
    await expect(anna.page.getByRole('button', { name: /^Anna/ })).toBeVisible()
  })

  test('signing out forgets everything here, in all tabs', async ({ visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    await anna.open('General')
    await anna.composer.fill('half a sentence')
    const other = await anna.context.newPage()
    await other.goto(anna.page.url())
    await expect(other.getByRole('status', { name: 'Connection' }).first()).toHaveText('Connected')
    await anna.signOut()
    await expect(anna.page.getByText(/You were signed out/)).toHaveCount(0)
    await expect(other.getByRole('heading', { name: 'Sign in to Webchat' })).toBeVisible()
    await expect(other.getByText(/You were signed out/)).toHaveCount(0)
    expect(await draftOf(anna)).toBe(null)
    const kept = await anna.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(kept).toEqual([])
    // Coming in in one tab is coming in in both.
    await anna.signIn()
    await anna.connected()
    await expect(other.getByRole('status', { name: 'Connection' }).first()).toHaveText('Connected')
  })

  test('who is signed out elsewhere is out at once, and finds everything again', async ({ visitor }) => {
    const here = await visitor('Anna')
    await here.signUp()
    await here.open('General')
    await here.composer.fill('half a sentence')
    const phone = await visitor('Anna')
    await phone.visit('/account')
    await phone.signIn()
    await expect(phone.page.getByText('This browser')).toBeVisible()
    await phone.press('Sign out everywhere else')
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
    await here.heading('Sign in to Webchat')
    await expect(here.page.getByText(/^You were signed out\./)).toBeVisible()
    await expect(here.page.getByLabel('User name', { exact: true })).toHaveValue('anna')
    await here.signIn()
    await expect(here.composer).toHaveValue('half a sentence')
    await here.composer.press('Enter')
    await expect(here.message('half a sentence')).toBeVisible()
  })

  test('what waited is sent by the same one, and never by another', async ({ server, visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    await anna.open('General')
    const phone = await visitor('Anna')
    await phone.visit('/account')
    await phone.signIn()
    await expect(phone.page.getByText('This browser')).toBeVisible()
    // While the server is away, a message waits.
    await server.stop()
    await expect(anna.connection.last()).not.toHaveText('Connected')
    await anna.say('it waited')
    await expect(anna.message('it waited')).toBeVisible()
    await anna.page.close()
    await server.start()
    await phone.page.reload()
    await phone.press('Sign out everywhere else')
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect(phone.page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)

    const again = await anna.context.newPage()
    await again.goto(`${server.url}/c/general`)
    await expect(again.getByText(/^You were signed out\./)).toBeVisible()
    await again.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await again.getByRole('button', { name: 'Sign in' }).click()
    const article = again.getByRole('log', { name: 'Messages' }).getByRole('article')
    await expect(article.filter({ hasText: 'it waited' })).toHaveCount(1)
    await expect(again.getByRole('img', { name: 'Sending' })).toHaveCount(0)
    await phone.visit('/c/general')
    await expect(phone.message('it waited')).toHaveCount(1)
  })

  test('the next one at this browser finds nothing', async ({ server, visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    await anna.open('General')
    await anna.composer.fill('a secret')
    const phone = await visitor('Anna')
    await phone.visit('/account')
    await phone.signIn()
    await phone.press('Sign out everywhere else')
    await phone.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
    await anna.heading('Sign in to Webchat')
    await anna.write('User name', 'carla')
    await anna.write('Password', PASSWORD)
    await anna.press('Sign in')
    await anna.connected()
    await expect(anna.composer).toHaveValue('')
    expect(await draftOf(anna)).toBe(null)
    await expect
      .poll(() => anna.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
      .toEqual([`webchat 1 ${server.url} carla`])
  })

  test('a password that is changed signs the others out', async ({ visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    const phone = await visitor('Anna')
    await phone.visit()
    await phone.signIn()
    await phone.connected()
    await anna.visit('/account')
    await anna.write('Password so far', 'not this one')
    await anna.write('New password', 'another good password')
    await anna.press('Change password')
    await expect(anna.page.getByText('The password so far is not this one.')).toBeVisible()
    await anna.write('Password so far', PASSWORD)
    await anna.press('Change password')
    await expect(
      anna.page.getByText('Your password is changed. One other browser was signed out.'),
    ).toBeVisible()
    await phone.heading('Sign in to Webchat')
    await phone.signIn('another good password')
    await phone.connected()
  })

  test('a program acts by its token until that is revoked', async ({ server, visitor }) => {
    const anna = await visitor('Anna')
    await anna.signUp()
    await anna.visit('/account')
    await anna.press('New token')
    await anna.write('What the program is called', 'robot')
    await anna.press('Make token')
    const token = await anna.page.getByLabel('Token', { exact: true }).inputValue()
    await anna.press('Done')
    const ask = () => fetch(`${server.url}/api/v1/users`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask()).status).toBe(200)
    await anna.press('Revoke robot')
    await expect(anna.page.getByText('No program acts as you.')).toBeVisible()
    expect((await ask()).status).toBe(401)
  })

  test('too many tries have to wait, and it says how long', async ({ visitor }) => {
    const anna = await visitor('Anna')
    await anna.visit()
    for (let tries = 0; tries < 12; tries++) {
      await anna.signIn(`wrong ${tries}`)
      const alert = anna.page.getByRole('alert')
      await expect(alert).not.toHaveText('')
      if (/^Too many tries/.test((await alert.textContent()) ?? '')) break
    }
    await expect(anna.page.getByRole('alert')).toHaveText(
      /^Too many tries\. You can try again in \d+ seconds?\.$/,
    )
    await expect(anna.page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`nothing stands in anybody's way, ${colorScheme}`, async ({ visitor }) => {
      test.slow()
      const anna = await visitor('Anna', { colorScheme })
      await anna.visit()
      await anna.heading('Sign in to Webchat')
      expect(await seriousFindings(anna.page), 'sign in').toEqual([])
      await anna.signIn('wrong password')
      await expect(anna.page.getByRole('alert')).not.toHaveText('')
      expect(await seriousFindings(anna.page), 'wrong password').toEqual([])
      await anna.visit('/sign-up')
      await anna.heading('Create an account')
      expect(await seriousFindings(anna.page), 'sign up').toEqual([])
      await anna.visit('/join#not-a-link-at-all')
      await anna.heading('This link can’t be used')
      expect(await seriousFindings(anna.page), 'link').toEqual([])
      await anna.signUp()
      await anna.visit('/account')
      await expect(anna.page.getByText('This browser')).toBeVisible()
      expect(await seriousFindings(anna.page), 'account').toEqual([])
      await anna.press('New token')
      expect(await seriousFindings(anna.page), 'new token').toEqual([])
    })
  }
})
