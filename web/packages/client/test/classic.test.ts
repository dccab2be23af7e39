import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ClassicChat } from '../src/classic'
import type { ClassicOptions } from '../src/options'
import { FakeClassicServer } from './support/FakeClassicServer'
import { message } from './support/FakeConversation'
import { FakeNetwork } from './support/FakeSocket'

/** The moment before any message of the tests was stored; `message({seq})` is from `seq` seconds later. */
const START = '2026-01-01T00:00:00.000Z'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(START) })
})
afterEach(() => {
  vi.useRealTimers()
})

function chatting(options: ClassicOptions = {}) {
  const network = new FakeNetwork()
  const server = new FakeClassicServer()
  const heard: string[] = []
  const callbacks = {
    onMessage: vi.fn(({ id }: { id: string }) => heard.push(id)),
    onTyping: vi.fn(),
    onConnect: vi.fn(),
    onDisconnect: vi.fn(),
    onError: vi.fn(),
  }
  const chat = new ClassicChat('alice', callbacks, {
    url: 'http://chat.test',
    WebSocket: network.WebSocket,
    fetch: server.fetch,
    ...options,
  })
  chat.start()
  const posts = () => server.requests.filter(request => request.startsWith('POST'))
  const push = (seq: number) => network.last.say({ type: 'message', data: server.store({ seq }) })
  return { chat, network, server, callbacks, heard, posts, push }
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('with a socket', () => {
  test('registers and sends the frames of the classic contract', () => {
    const { chat, network } = chatting()
    network.last.accept()
    const id = chat.sendMessage('Hi', 'alice', 'bob')
    chat.sendTyping(true)
    expect(chat.send('custom', { value: 1 })).toBe(true)
    expect(network.last.url).toBe('ws://chat.test/ws')
    expect(network.last.sent).toEqual([
      { type: 'register', userId: 'alice' },
      { type: 'message', text: 'Hi', senderId: 'alice', receiverId: 'bob', id, createdAt: START },
      { type: 'typing', isTyping: true },
      { type: 'custom', value: 1 },
    ])
  })

  test('tells of messages, typing and errors, and asks nothing by REST', async () => {
    const { network, server, callbacks, heard, push } = chatting()
    network.last.accept()
    push(1)
    network.last.say({ type: 'typing-update', typingUsers: ['bob'], timestamp: 0 })
    network.last.say({ type: 'error', message: 'There is no such command.', code: 'unknown-type' })
    await settle(10_000)
    expect(heard).toEqual(['m1'])
    expect(callbacks.onTyping).toHaveBeenLastCalledWith(['bob'])
    expect(callbacks.onError.mock.lastCall?.[0]).toMatchObject({ message: 'There is no such command.' })
    expect(server.requests).toEqual([])
  })

  test('the echo acknowledges: nothing is sent again', async () => {
    const { chat, network } = chatting()
    network.last.accept()
    const id = chat.sendMessage('Hi', 'alice', 'bob')
    network.last.say({ type: 'message', data: message({ id, senderId: 'alice' }) })
    await settle(25_000)
    expect(network.last.sentOf('message')).toHaveLength(1)
  })

  test('a message that is pushed twice is told once', () => {
    const { network, heard, server } = chatting()
    network.last.accept()
    const stored = server.store({ seq: 1 })
    network.last.say({ type: 'message', data: stored })
    network.last.say({ type: 'message', data: stored })
    expect(heard).toEqual(['m1'])
  })

  test('takes messages of a server that knows the five classic fields only', () => {
    const { network, callbacks } = chatting()
    network.last.accept()
    const data = { id: 'x', text: 'Hi', senderId: 'bob', receiverId: 'alice', createdAt: START }
    network.last.say({ type: 'message', data })
    expect(callbacks.onMessage).toHaveBeenCalledWith(data)
  })

  test('a refused message is told with the sentence of the server and not sent again', async () => {
    const { chat, network, callbacks } = chatting()
    network.last.accept()
    const id = chat.sendMessage('x'.repeat(10_001), 'alice', 'bob')
    network.last.say({ type: 'error', message: 'The text is too long.', code: 'too-long', id })
    await settle(25_000)
    expect(callbacks.onError).toHaveBeenCalledOnce()
    expect(network.last.sentOf('message')).toHaveLength(1)
  })

  test('garbage from the server is left alone', () => {
    const { network, callbacks } = chatting()
    network.last.accept()
    for (const frame of ['', '{', '[]', 'null', '{"type":"message"}', '{"type":"toString"}'])
      network.last.say(frame)
    expect(callbacks.onMessage).not.toHaveBeenCalled()
    expect(callbacks.onError).not.toHaveBeenCalled()
  })
})

describe('while the socket is down', () => {
  test('sends by REST, once, and tells of the message as its echo would', async () => {
    const { chat, network, heard, posts, server } = chatting()
    network.last.accept()
    network.last.drop()
    const id = chat.sendMessage('Hi', 'alice', 'bob')
    await settle()
    expect(posts()).toEqual(['POST http://chat.test/api/messages'])
    expect(server.messages.map(message => message.id)).toEqual([id])
    expect(heard).toEqual([id])
    await settle(3_000)
    expect(heard).toEqual([id])
  })

  test('what was sent and not echoed goes by REST under the same id', async () => {
    const { chat, network, server } = chatting()
    network.last.accept()
    const id = chat.sendMessage('Hi', 'alice', 'bob')
    network.last.drop()
    await settle()
    expect(server.messages.map(message => message.id)).toEqual([id])
  })

  test('receives by reading, each message once and in order', async () => {
    const { network, server, heard, push } = chatting()
    network.last.accept()
    push(1)
    network.last.drop()
    server.store({ seq: 2 })
    server.store({ seq: 3 })
    await settle(3_000)
    server.store({ seq: 4 })
    await settle(3_000)
    expect(heard).toEqual(['m1', 'm2', 'm3', 'm4'])
  })

  test('reads back through as many pages as were missed', async () => {
    const { network, server, heard, push } = chatting()
    network.last.accept()
    push(1)
    network.last.drop()
    for (let seq = 2; seq <= 171; seq++) server.store({ seq })
    await settle(3_000)
    expect(heard).toHaveLength(171)
    expect(heard.at(-1)).toBe('m171')
    expect(server.requests).toHaveLength(4)
  })

  test('what was there before is history and is not told', async () => {
    const { network, server, heard } = chatting()
    server.store({ seq: 1 })
    server.store({ seq: 2 })
    network.last.accept('2026-01-01T00:00:02.500Z')
    network.last.drop()
    server.store({ seq: 3 })
    await settle(3_000)
    expect(heard).toEqual(['m3'])
  })

  test('works when there never was a socket: the first reading says what is history', async () => {
    const { network, server, heard } = chatting()
    server.store({ seq: 1 })
    network.last.drop()
    await settle()
    server.store({ seq: 2 })
    await settle(3_000)
    expect(heard).toEqual(['m2'])
  })

  test('what can go neither way waits, in order, and goes when it can', async () => {
    const { chat, network, server } = chatting()
    network.last.accept()
    network.last.drop()
    server.isDown = true
    const ids = ['one', 'two', 'three'].map(text => chat.sendMessage(text, 'alice', 'bob'))
    await settle(500)
    expect(server.messages).toEqual([])
    network.last.drop()
    await settle(600)
    network.last.accept()
    expect(network.last.sentOf('message').map(frame => frame.id)).toEqual(ids)
  })

  test('a sentence of the REST server is passed on', async () => {
    const { chat, network, server, callbacks } = chatting()
    network.last.accept()
    network.last.drop()
    server.refusal = { status: 400, error: 'The text is empty.' }
    chat.sendMessage(' ', 'alice', 'bob')
    await settle()
    expect(callbacks.onError.mock.lastCall?.[0]).toMatchObject({ message: 'The text is empty.' })
  })

  test('asks less and less often while REST fails too', async () => {
    const { network, server } = chatting()
    network.last.accept()
    network.last.drop()
    server.isDown = true
    await settle(3_000)
    expect(server.requests).toHaveLength(1)
    await settle(6_000)
    expect(server.requests).toHaveLength(2)
    await settle(11_999)
    expect(server.requests).toHaveLength(2)
  })

  test('nobody is typing any more', () => {
    const { network, callbacks } = chatting()
    network.last.accept()
    network.last.say({ type: 'typing-update', typingUsers: ['bob'], timestamp: 0 })
    network.last.drop()
    expect(callbacks.onTyping).toHaveBeenLastCalledWith([])
  })

  test('goes on by REST after giving up', async () => {
    const { network, server, callbacks, heard } = chatting()
    network.last.accept()
    network.last.drop()
    for (const seconds of [1, 2, 4, 8, 16]) {
      await settle(seconds * 1_000)
      network.last.drop()
    }
    expect(callbacks.onError).toHaveBeenCalledOnce()
    server.store({ seq: 1 })
    await settle(3_000)
    expect(heard).toEqual(['m1'])
    expect(network.sockets).toHaveLength(6)
  })

  test('without the fallback it asks nothing and sends when the socket is back', async () => {
    const { chat, network, server } = chatting({ restFallback: false })
    network.last.accept()
    network.last.drop()
    chat.sendMessage('Hi', 'alice', 'bob')
    await settle(1_000)
    network.last.accept()
    expect(network.last.sentOf('message')).toHaveLength(1)
    expect(server.requests).toEqual([])
  })
})

describe('when the socket is back', () => {
  test('what was missed is told before what is pushed now, and nothing twice', async () => {
    const { network, server, heard, push } = chatting()
    network.last.accept()
    push(1)
    network.last.drop()
    server.store({ seq: 2 })
    await settle(1_000)
    network.last.accept()
    push(3)
    expect(heard).toEqual(['m1'])
    await settle()
    expect(heard).toEqual(['m1', 'm2', 'm3'])
    await settle(30_000)
    expect(heard).toEqual(['m1', 'm2', 'm3'])
  })

  test('what is pushed is told even if what was missed cannot be read, and reading is tried again', async () => {
    const { network, server, heard, push } = chatting()
    network.last.accept()
    network.last.drop()
    server.store({ seq: 1 })
    server.isDown = true
    await settle(1_000)
    network.last.accept()
    push(2)
    await settle()
    expect(heard).toEqual(['m2'])
    server.isDown = false
    await settle(6_000)
    expect(heard).toEqual(['m2', 'm1'])
  })

  test('reading stops', async () => {
    const { network, server } = chatting()
    network.last.accept()
    network.last.drop()
    await settle(1_000)
    network.last.accept()
    await settle()
    const { length } = server.requests
    await settle(20_000)
    expect(server.requests).toHaveLength(length)
  })
})

test('closed, it is silent: no socket, no timer, no request', async () => {
  const { chat, network, server, callbacks } = chatting()
  network.last.accept()
  chat.close()
  expect(callbacks.onDisconnect).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
  await settle(60_000)
  expect(network.live).toEqual([])
  expect(server.requests).toEqual([])
})

test('reconnect works after close and after giving up', () => {
  const { chat, network, callbacks } = chatting()
  chat.close()
  chat.reconnect()
  network.last.accept()
  expect(callbacks.onConnect).toHaveBeenCalledOnce()
  expect(network.live).toHaveLength(1)
})
