/** What those do who administer a server. */
import AxeBuilder from '@axe-core/playwright'
import { expect, PASSWORD, test } from './accounts'

test.use({ mode: { auth: 'password', signUp: 'open' } })

const PARTS = ['Overview', 'People', 'Invitations', 'Channels', 'Reports', 'Log']

test('who is suspended is out at once, and back when they are let in', async ({ visitor }) => {
  const carla = await visitor('Carla')
  await carla.setUp()
  const ben = await visitor('Ben')
  await ben.signUp()
  await ben.open('General')
  await carla.visit('/admin/people')
  await carla.press('Manage Ben')
  await carla.press('Suspend')
  await carla.page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(carla.page.getByText('Suspended', { exact: true })).toBeVisible()
  await ben.heading('Sign in to Webchat')
  await ben.write('Password', PASSWORD)
  await ben.press('Sign in')
  await expect(ben.page.getByRole('alert')).toContainText('suspended')
  await carla.press('Manage Ben')
  await carla.press('Let in again')
  await carla.page.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click()
  await expect(carla.page.getByText('Suspended', { exact: true })).toHaveCount(0)
  await ben.press('Sign in')
  await ben.connected()
})

test('who is made an administrator finds the pages, others don’t', async ({ visitor }) => {
  const carla = await visitor('Carla')
  await carla.setUp()
  const ben = await visitor('Ben')
  await ben.signUp()
  await ben.visit('/admin')
  await expect(ben.page.getByRole('navigation', { name: 'Administration' })).toHaveCount(0)
  await carla.visit('/admin/people')
  await carla.press('Manage Ben')
  await carla.press('Make administrator')
  await carla.page.getByRole('dialog').getByRole('button', { name: 'Make administrator' }).click()
  await expect(carla.page.getByText('Administrator', { exact: true })).toHaveCount(2)
  await ben.page.reload()
  await ben.heading('Overview')
})

test('somebody who is added comes in by their link', async ({ visitor }) => {
  const carla = await visitor('Carla')
  await carla.setUp()
  await carla.visit('/admin/people')
  await carla.press('Add somebody')
  await carla.write('Name', 'Olga')
  await carla.press('Add')
  const link = await carla.page.getByLabel('Link', { exact: true }).inputValue()
  await carla.press('Done')
  await expect(carla.page.getByRole('button', { name: 'Manage Olga' })).toBeVisible()
  const olga = await visitor('Olga')
  await olga.page.goto(link)
  await olga.write('New password', PASSWORD)
  await olga.press('Set password and sign in')
  await olga.connected()
  await expect(olga.page.getByRole('button', { name: /^Olga/ })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`all parts can be read and used by everybody, ${colorScheme}`, async ({ visitor }) => {
    test.slow()
    const carla = await visitor('Carla', { colorScheme })
    await carla.setUp()
    for (const part of PARTS) {
      await carla.page.getByRole('link', { name: part, exact: true }).click()
      await carla.heading(part)
      await expect(carla.page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
      await expect(carla.page.getByRole('alert'), part).toHaveCount(0)
      const { violations } = await new AxeBuilder({ page: carla.page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
        part,
      ).toEqual([])
    }
  })
}
