import { act, cleanup, renderHook } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeClassicServer } from '../../client/test/support/FakeClassicServer'
import { FakeNetwork } from '../../client/test/support/FakeSocket'
import { useWebSocket, type WebSocketCallbacks, type WebSocketOptions } from '../src'

const START = '2026-01-01T00:00:00.000Z'

let network: FakeNetwork
let server: FakeClassicServer

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(START) })
  network = new FakeNetwork()
  server = new FakeClassicServer()
  vi.stubGlobal('WebSocket', network.WebSocket)
  vi.stubGlobal('fetch', server.fetch)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function Page() {
  const { isConnected } = useWebSocket('alice', { onMessage: () => {} })
  return <p>{isConnected ? 'connected' : 'not connected'}</p>
}

const URL_OF_SERVER = 'http://chat.test'
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

interface Props {
  userId?: string
  callbacks?: WebSocketCallbacks
  options?: WebSocketOptions
}

function using(initialProps: Props = {}, strict = false) {
  const hook = renderHook(
    ({ userId = 'alice', callbacks, options }: Props) =>
      useWebSocket(userId, callbacks, { url: URL_OF_SERVER, ...options }),
    { initialProps, ...(strict && { wrapper: StrictMode }) },
  )
  return {
    ...hook,
    now: () => hook.result.current,
    accept: () => act(() => network.last.accept(START)),
    drop: (code?: number) => act(() => network.last.drop(code)),
    say: (event: object) => act(() => network.last.say(event)),
  }
}

function callbacks() {
  return {
    onMessage: vi.fn(),
    onTyping: vi.fn(),
    onConnect: vi.fn(),
    onDisconnect: vi.fn(),
    onError: vi.fn(),
  }
}

describe('connecting', () => {
  test('happens on mount, and is registered as the user', () => {
    const heard = callbacks()
    const { now, accept } = using({ callbacks: heard })
    expect(network.last.url).toBe('ws://chat.test/ws')
    expect(now().isConnected).toBe(false)
    accept()
    expect(now().isConnected).toBe(true)
    expect(heard.onConnect).toHaveBeenCalledOnce()
    expect(network.last.sent).toEqual([{ type: 'register', userId: 'alice' }])
  })

  test('takes the place that the page came from unless told otherwise', () => {
    vi.stubGlobal('location', { origin: 'https://page.test' })
    renderHook(() => useWebSocket('alice'))
    expect(network.last.url).toBe('wss://page.test/ws')
  })

  test('waits for a user', () => {
    const { rerender } = using({ userId: '' })
    expect(network.sockets).toEqual([])
    rerender({ userId: 'alice' })
    expect(network.sockets).toHaveLength(1)
  })

  test('another user is another socket', () => {
    const { now, rerender, accept } = using()
    accept()
    rerender({ userId: 'bob' })
    expect(now().isConnected).toBe(false)
    expect(network.live).toHaveLength(1)
    act(() => network.last.open())
    expect(network.last.sent).toEqual([{ type: 'register', userId: 'bob' }])
  })
})

describe('one socket', () => {
  test('however often the callbacks are other functions; the newest are called', () => {
    const first = callbacks()
    const newest = callbacks()
    const { rerender, accept, say } = using({ callbacks: first })
    accept()
    for (let i = 0; i < 10; i++) rerender({ callbacks: callbacks(), options: {} })
    rerender({ callbacks: newest })
    say({ type: 'message', data: server.store({ seq: 1 }) })
    say({ type: 'typing-update', typingUsers: ['bob'], timestamp: 0 })
    expect(network.sockets).toHaveLength(1)
    expect(first.onMessage).not.toHaveBeenCalled()
    expect(newest.onMessage).toHaveBeenCalledOnce()
    expect(newest.onTyping).toHaveBeenCalledWith(['bob'])
  })

  test('in strict mode, where it is mounted twice', () => {
    const heard = callbacks()
    const { now, accept } = using({ callbacks: heard }, true)
    expect(network.live).toHaveLength(1)
    accept()
    expect(now().isConnected).toBe(true)
    expect(heard.onConnect).toHaveBeenCalledOnce()
    expect(heard.onDisconnect).not.toHaveBeenCalled()
  })

  test('the functions stay the same when it connects', () => {
    const { now, accept } = using()
    const { sendMessage, sendTyping, send, close, reconnect } = now()
    accept()
    expect(now()).toMatchObject({ sendMessage, sendTyping, send, close, reconnect })
  })
})

describe('unmounting', () => {
  test('closes the socket, stops all timers and calls nobody', async () => {
    const heard = callbacks()
    const { unmount, accept } = using({ callbacks: heard })
    accept()
    unmount()
    expect(network.live).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(1)
    expect(heard.onDisconnect).not.toHaveBeenCalled()
  })

  test('while it is connecting leaves nothing behind', async () => {
    const heard = callbacks()
    const { unmount } = using({ callbacks: heard })
    unmount()
    network.last.accept(START)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(1)
    expect(heard.onConnect).not.toHaveBeenCalled()
  })

  test('while it waits for the next attempt leaves nothing behind', async () => {
    const { unmount, drop } = using({ options: { restFallback: false } })
    drop()
    unmount()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(network.sockets).toHaveLength(1)
  })
})

describe('reconnecting', () => {
  test('after exactly 1, 2, 4, 8 and 16 s; after five failed attempts it says so and stops', async () => {
    const heard = callbacks()
    const { accept, drop } = using({ callbacks: heard })
    accept()
    for (const [attempts, seconds] of [1, 2, 4, 8, 16].entries()) {
      drop()
      await pass(seconds * 1_000 - 1)
      expect(network.sockets).toHaveLength(attempts + 1)
      await pass(1)
      expect(network.sockets).toHaveLength(attempts + 2)
    }
    expect(heard.onError).not.toHaveBeenCalled()
    drop()
    expect(heard.onError).toHaveBeenCalledOnce()
    expect(heard.onError.mock.lastCall?.[0]).toBeInstanceOf(Error)
    await pass(300_000)
    expect(network.sockets).toHaveLength(6)
    expect(heard.onDisconnect).toHaveBeenCalledOnce()
  })

  test('counts from the beginning after a connection', async () => {
    const { accept, drop } = using()
    drop()
    await pass(1_000)
    drop()
    await pass(2_000)
    accept()
    drop()
    await pass(1_000)
    expect(network.sockets).toHaveLength(4)
  })

  test('never stops if that is wanted, and keeps apart from others', async () => {
    const { drop } = using({
      options: { unlimited: true, jitter: true, random: () => 0, restFallback: false },
    })
    for (const seconds of [0.5, 1, 2, 4, 8, 8, 8]) {
      drop()
      const before = network.sockets.length
      await pass(seconds * 1_000 - 1)
      expect(network.sockets).toHaveLength(before)
      await pass(1)
      expect(network.sockets).toHaveLength(before + 1)
    }
  })

  test('at once when asked, with all attempts ahead, also after giving up', async () => {
    const heard = callbacks()
    const { now, accept, drop } = using({ callbacks: heard, options: { restFallback: false } })
    for (const seconds of [1, 2, 4, 8, 16]) {
      drop()
      await pass(seconds * 1_000)
    }
    drop()
    act(() => now().reconnect())
    expect(network.sockets).toHaveLength(7)
    drop()
    await pass(1_000)
    expect(network.sockets).toHaveLength(8)
    accept()
    expect(now().isConnected).toBe(true)
  })

  test('while connected it replaces the socket', () => {
    const heard = callbacks()
    const { now, accept } = using({ callbacks: heard })
    accept()
    act(() => now().reconnect())
    expect(network.live).toHaveLength(1)
    expect(now().isConnected).toBe(false)
    expect(heard.onDisconnect).toHaveBeenCalledOnce()
  })
})

test('close ends it until reconnect', async () => {
  const heard = callbacks()
  const { now, accept } = using({ callbacks: heard })
  accept()
  act(() => now().close())
  expect(now().isConnected).toBe(false)
  expect(heard.onDisconnect).toHaveBeenCalledOnce()
  await pass(60_000)
  expect(network.live).toEqual([])
  expect(server.requests).toEqual([])
  act(() => now().reconnect())
  accept()
  expect(now().isConnected).toBe(true)
})

describe('sending', () => {
  test('speaks the classic frames', () => {
    const { now, accept } = using()
    accept()
    const id = now().sendMessage('Hi', 'alice', 'bob')
    now().sendTyping(true)
    expect(now().send('ping')).toBe(true)
    expect(network.last.sent.slice(1)).toEqual([
      { type: 'message', text: 'Hi', senderId: 'alice', receiverId: 'bob', id, createdAt: START },
      { type: 'typing', isTyping: true },
      { type: 'ping' },
    ])
  })

  test('a raw frame says when it could not go', () => {
    const { now } = using()
    expect(now().send('ping')).toBe(false)
  })
})

describe('while the socket is down', () => {
  test('messages go and come by REST, each once, and go on over the socket when it is back', async () => {
    const heard = callbacks()
    const { now, accept, drop, say } = using({ callbacks: heard })
    const ids = () => heard.onMessage.mock.calls.map(([message]) => message.id)
    accept()
    drop()
    let mine = ''
    act(() => {
      mine = now().sendMessage('Hi', 'alice', 'bob')
    })
    await pass(0)
    const theirs = server.store({ seq: 2 })
    await pass(1_000)
    accept()
    await pass(0)
    say({ type: 'message', data: theirs })
    await pass(5_000)
    expect(server.messages.map(({ id }) => id)).toEqual([mine, theirs.id])
    expect(ids()).toEqual([mine, theirs.id])
  })

  test('it polls as often as told', async () => {
    const { accept, drop } = using({ options: { pollMs: 500 } })
    accept()
    drop()
    await pass(999)
    expect(server.requests).toHaveLength(1)
  })

  test('it asks nothing by REST if that is not wanted', async () => {
    const { now, accept, drop } = using({ options: { restFallback: false } })
    accept()
    drop()
    act(() => void now().sendMessage('Hi', 'alice', 'bob'))
    await pass(20_000)
    expect(server.requests).toEqual([])
  })
})

test('renders on a server without touching anything', () => {
  vi.stubGlobal('window', undefined)
  vi.stubGlobal('WebSocket', undefined)
  vi.stubGlobal('fetch', undefined)
  vi.stubGlobal('location', undefined)
  expect(renderToString(<Page />)).toBe('<p>not connected</p>')
})
