import { describe, expect, test, vi } from 'vitest'
import { createChat } from '../src/chat'
import { sharedSocket } from '../src/tabs'
import { looking, settle } from './support/chatting'
import { FakeBrowser } from './support/FakeBrowser'
import { FakeServer } from './support/FakeServer'
import { live, openTab } from './support/tabbing'

const state = ({ chat }: { chat: ReturnType<typeof createChat> }) => chat.getState().connection.socket

async function twoTabs() {
  const browser = new FakeBrowser()
  const server = new FakeServer()
  const first = await openTab(browser, server)
  const second = await openTab(browser, server)
  return { browser, server, first, second, one: looking(first.chat), two: looking(second.chat) }
}

describe('the tabs of one browser', () => {
  test('have one socket, registered once, and each is connected', async () => {
    const { server, first, second } = await twoTabs()
    expect(server.sockets).toHaveLength(1)
    expect(server.last.sentOf('register')).toHaveLength(1)
    expect([state(first), state(second)]).toEqual(['connected', 'connected'])
  })

  test('hear what others say and what each of them says', async () => {
    const { server, first, second, one, two } = await twoTabs()
    server.says('bob', 'general', 'Hi')
    await settle()
    first.chat.send('general', 'from the first')
    await settle()
    second.chat.send('general', 'from the second')
    await settle()
    expect(one.texts()).toEqual(['Hi', 'from the first', 'from the second'])
    expect(two.texts()).toEqual(one.texts())
    expect(server.last.sentOf('message')).toHaveLength(2)
    expect(server.requests.filter(request => request.startsWith('POST'))).toEqual([])
  })

  test('other users, other servers and other programs have sockets of their own', async () => {
    const { browser, server } = await twoTabs()
    await openTab(browser, server, { userId: 'bob' })
    await openTab(browser, server, { url: 'http://other.test' })
    expect(live(server)).toBe(3)
  })

  test('a refusal is for the one that asked', async () => {
    const { server, first, second, one, two } = await twoTabs()
    server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    second.chat.send('general', 'long')
    await settle()
    expect(one.texts()).toEqual([])
    expect(two.texts()).toEqual(['long (failed)'])
    expect([state(first), state(second)]).toEqual(['connected', 'connected'])
  })

  test('a name that the second tab brings is told', async () => {
    const { browser, server } = await twoTabs()
    await openTab(browser, server, { name: 'Alice' })
    expect(server.commands).toContainEqual({ type: 'profile', name: 'Alice' })
  })

  test('are away when all of them are', async () => {
    const { server, first, second } = await twoTabs()
    const said = () => server.last.sentOf('presence').map(({ status }) => status)
    first.chat.setPresence('away')
    await settle()
    expect(said()).toEqual([])
    second.chat.setPresence('away')
    await settle()
    expect(said()).toEqual(['away'])
    first.chat.setPresence('online')
    await settle()
    expect(said()).toEqual(['away', 'online'])
  })

  test('are not to be disturbed when one of them is not', async () => {
    const { server, first, second } = await twoTabs()
    const said = () => server.last.sentOf('presence').map(({ status }) => status)
    first.chat.setPresence('away')
    second.chat.setPresence('do-not-disturb')
    await settle()
    first.chat.setPresence('online')
    second.chat.setPresence('online')
    await settle()
    expect(said()).toEqual(['do-not-disturb', 'online'])
  })

  test('one that goes leaves the others as they are', async () => {
    const { server, first, second, two } = await twoTabs()
    const said = () => server.last.sentOf('presence').map(({ status }) => status)
    first.chat.setPresence('away')
    second.crash()
    await settle()
    expect(said()).toEqual(['away'])
    server.says('bob', 'general', 'Hi')
    await settle()
    expect(two.texts()).toEqual([])
    expect(live(server)).toBe(1)
  })

  test('type where they typed last', async () => {
    const { server, first, second } = await twoTabs()
    const said = () => server.last.sentOf('typing').map(({ isTyping }) => isTyping)
    first.chat.setTyping('general', true)
    await settle()
    second.chat.setTyping('general', true)
    await settle()
    first.chat.setTyping('general', false)
    await settle()
    expect(said()).toEqual([true, true])
    second.chat.setTyping('general', false)
    await settle()
    expect(said()).toEqual([true, true, false])
  })
})

describe('when the leader goes', () => {
  test('closed, the next one leads at once, and nothing is missed', async () => {
    const { server, first, second, two } = await twoTabs()
    first.chat.stop()
    server.says('bob', 'general', 'in between')
    await settle()
    expect(state(second)).toBe('connected')
    expect(two.texts()).toEqual(['in between'])
    expect([server.sockets.length, live(server)]).toEqual([2, 1])
  })

  test('crashed, the next one leads at once, and what was on its way is there once', async () => {
    const { server, first, second, two } = await twoTabs()
    second.chat.send('general', 'on its way')
    first.crash()
    server.says('bob', 'general', 'in between')
    await settle()
    expect(state(second)).toBe('connected')
    expect(two.texts().toSorted()).toEqual(['in between', 'on its way'])
    expect(server.conversation('general').messages).toHaveLength(2)
    expect(live(server)).toBe(1)
  })

  test('is never seen to be waiting', async () => {
    const { first, second } = await twoTabs()
    const seen = new Set<string>()
    second.chat.subscribe(() => seen.add(state(second)))
    first.crash()
    await settle(1_000)
    expect([...seen]).not.toContain('waiting')
    expect(state(second)).toBe('connected')
  })

  test('of many, one leads and the others follow it', async () => {
    const browser = new FakeBrowser()
    const server = new FakeServer()
    const tabs = [1, 2, 3, 4, 5].map(() => openTab(browser, server))
    const open = await Promise.all(tabs)
    expect(live(server)).toBe(1)
    for (const leader of open.splice(0, 4)) {
      leader.crash()
      await settle(200)
      expect(live(server)).toBe(1)
      expect(open.map(state)).toEqual(open.map(() => 'connected'))
    }
  })

  test('frozen, the next one takes the lead within seconds; awake again, it follows', async () => {
    const { server, first, second, one, two } = await twoTabs()
    first.tab.freeze()
    server.says('bob', 'general', 'while it sleeps')
    second.chat.send('general', 'Hello?')
    await settle(3_000)
    expect(state(second)).toBe('connected')
    expect(two.texts()).toEqual(['while it sleeps', 'Hello?'])
    first.tab.thaw()
    await settle(1_000)
    expect(live(server)).toBe(1)
    expect(state(first)).toBe('connected')
    expect(one.texts()).toEqual(['while it sleeps', 'Hello?'])
  })

  test('a new tab does not wait for a frozen one', async () => {
    const { browser, server, first } = await twoTabs()
    first.tab.freeze()
    const third = await openTab(browser, server)
    expect(state(third)).toBe('connecting')
    await settle(2_500)
    expect(state(third)).toBe('connected')
  })
})

describe('when the server goes', () => {
  test('every tab comes back by its own schedule, and they share a socket again', async () => {
    const { server, first, second, two } = await twoTabs()
    server.socketsDown = true
    server.dropAll()
    await settle(5_000)
    expect([state(first), state(second)]).not.toContain('connected')
    server.says('bob', 'general', 'meanwhile')
    server.socketsDown = false
    await settle(20_000)
    expect([state(first), state(second)]).toEqual(['connected', 'connected'])
    expect(two.texts()).toEqual(['meanwhile'])
    expect(live(server)).toBe(1)
  })

  test('its wish when to come back is heard by all', async () => {
    const { server, first, second } = await twoTabs()
    server.dropAll(1001, 'retry-after-ms=2500')
    await settle(2_000)
    expect([state(first), state(second)]).toEqual(['waiting', 'waiting'])
    await settle(1_000)
    expect([state(first), state(second)]).toEqual(['connected', 'connected'])
    expect(live(server)).toBe(1)
  })
})

describe('each tab has a socket of its own', () => {
  test('where there are no Web Locks', async () => {
    const { WebSocket, fetch } = new FakeServer()
    const socket = new (sharedSocket({ WebSocket }))('ws://chat.test/ws')
    expect(socket).toBeInstanceOf(WebSocket)
    void fetch
  })

  test('where the browser refuses them', async () => {
    const browser = new FakeBrowser()
    const server = new FakeServer()
    const locks = { request: () => Promise.reject(new Error('denied')) } as unknown as LockManager
    const { BroadcastChannel } = browser.tab()
    const chat = createChat({
      userId: 'alice',
      url: 'http://chat.test',
      WebSocket: sharedSocket({ WebSocket: server.WebSocket, BroadcastChannel, locks }),
      fetch: server.fetch,
    })
    chat.start()
    await settle()
    expect(chat.getState().connection.socket).toBe('connected')
  })

  test('for frames that do not say who registers', async () => {
    const browser = new FakeBrowser()
    const server = new FakeServer()
    const { BroadcastChannel, locks } = browser.tab()
    const socket = new (sharedSocket({ WebSocket: server.WebSocket, BroadcastChannel, locks }))(
      'ws://chat.test/ws',
    )
    const heard = vi.fn()
    socket.onopen = () => socket.send('{"type":"ping"}')
    socket.onmessage = ({ data }) => heard(JSON.parse(data))
    await settle()
    expect(heard).toHaveBeenCalledWith({ type: 'pong' })
  })
})

test('stopped, nothing is left: no socket, no timer', async () => {
  const { server, first, second } = await twoTabs()
  first.chat.stop()
  second.chat.stop()
  await settle(2_000)
  expect(live(server)).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})
