import { expect, test } from './test'

test('what is written while the server is down arrives once, in order, when it is back', async ({
  server,
  person,
}) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.say('before')
  await bob.sees('before')

  await server.kill()
  await expect(alice.connection).not.toHaveText('Connected')
  for (const text of ['one', 'two', 'three']) await alice.say(text)
  await expect(alice.page.getByRole('img', { name: 'Sending' })).toHaveCount(3)
  await expect(alice.page.getByRole('main').getByText(/3 messages will be sent/)).toBeVisible()

  await server.start()
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await bob.sees('before', 'one', 'two', 'three')
  await alice.sees('before', 'one', 'two', 'three')
  await expect(alice.page.getByRole('img', { name: 'Sending' })).toHaveCount(0)
})

test('a network that is cut shows within seconds, and what was written meanwhile goes out', async ({
  person,
}) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')
  await alice.context.setOffline(true)
  await alice.say('one')
  await alice.say('two')
  await expect(alice.connection).not.toHaveText('Connected')
  await expect(alice.page.getByRole('img', { name: 'Sending' })).toHaveCount(2)
  await alice.context.setOffline(false)
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await bob.sees('one', 'two')
  await alice.sees('one', 'two')
})

test('trying now connects without waiting', async ({ server, person }) => {
  const alice = await person('Alice')
  await server.stop()
  await expect(alice.connection).not.toHaveText('Connected')
  // Some attempts fail first, so that the next one is some seconds away.
  await expect(alice.page.getByRole('main').getByText(/in ([3-9]|1\d) s/)).toBeVisible({ timeout: 30_000 })
  await server.start()
  await alice.page.getByRole('button', { name: 'Try now' }).first().click()
  await expect(alice.connection).toHaveText('Connected', { timeout: 2_500 })
})

test('without a socket or polls it goes on by lists, and nothing shows twice when the socket returns', async ({
  person,
}) => {
  const alice = await person('Alice')
  const bob = await person('Bob')
  await alice.open('Bob')
  await bob.open('Alice')

  let blocked = true
  await alice.page.routeWebSocket(/\/ws/, socket => {
    if (blocked) socket.close()
    else socket.connectToServer()
  })
  // A server, or something before it, that knows no such requests.
  await alice.page.route('**/api/v1/poll?*', route => route.fulfill({ status: 404, json: {} }))
  await alice.page.reload()
  await expect(alice.connection).toHaveText('Slower connection')
  await alice.say('by the slow way')
  await bob.sees('by the slow way')
  await bob.say('and back')
  await alice.sees('by the slow way', 'and back')

  blocked = false
  await expect(alice.connection).toHaveText('Connected', { timeout: 40_000 })
  await bob.say('fast again')
  await alice.sees('by the slow way', 'and back', 'fast again')
})

test('a message that the server refuses stays, says why, and can be sent again', async ({
  server,
  person,
}) => {
  await server.stop()
  await server.start('text_characters = 10')
  const alice = await person('Alice')
  await alice.open('General')
  await alice.say('longer than ten')
  await expect(alice.page.getByText('Couldn’t send.')).toBeVisible()
  await expect(alice.page.getByText(/at most 10 characters/)).toBeVisible()
  await server.stop()
  await server.start('text_characters = 100')
  await expect(alice.connection).toHaveText('Connected', { timeout: 30_000 })
  await alice.page.getByRole('button', { name: 'Try again' }).click()
  await expect(alice.page.getByText('Couldn’t send.')).toHaveCount(0)
  await alice.page.reload()
  await alice.sees('longer than ten')
})
