import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Backoff } from '../src/backoff'
import { Connection, type ConnectionOptions } from '../src/connection'
import { environment } from '../src/environment'
import { FakeNetwork } from './support/FakeSocket'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function connect(options: Partial<ConnectionOptions> = {}) {
  const network = new FakeNetwork()
  const phases: string[] = []
  const onGaveUp = vi.fn()
  const onEvent = vi.fn()
  const connection = new Connection(
    {
      url: () => 'ws://chat.test/ws',
      hello: () => ({ type: 'register', userId: 'alice' }),
      backoff: new Backoff({}, () => 0),
      readyOn: 'registration',
      onEvent,
      onPhase: phase => phases.push(phase),
      onGaveUp,
      ...options,
    },
    environment({ WebSocket: network.WebSocket }),
  )
  connection.start()
  return { connection, network, phases, onGaveUp, onEvent }
}

describe('connecting', () => {
  test('registers as soon as the socket is open and counts as connected once that is confirmed', () => {
    const { network, phases } = connect()
    network.last.open()
    expect(network.last.sent).toEqual([{ type: 'register', userId: 'alice' }])
    expect(phases.at(-1)).toBe('connecting')
    network.last.say({ type: 'registration-confirmed', userId: 'alice', connectedUsers: ['alice'] })
    expect(phases.at(-1)).toBe('connected')
  })

  test('counts as connected once the socket is open if that is enough', () => {
    const { network, phases } = connect({ readyOn: 'open' })
    network.last.open()
    expect(phases.at(-1)).toBe('connected')
  })

  test('an attempt that hangs fails after 10 s', () => {
    const { network, phases } = connect()
    vi.advanceTimersByTime(9_999)
    expect(phases.at(-1)).toBe('connecting')
    vi.advanceTimersByTime(1)
    expect(phases.at(-1)).toBe('waiting')
    expect(network.live).toHaveLength(0)
  })

  test('a socket that cannot even be made is a failed attempt', () => {
    class Refusing {
      constructor() {
        throw new SyntaxError('bad address')
      }
    }
    const onPhase = vi.fn()
    const connection = new Connection(
      {
        url: () => 'nowhere',
        hello: () => ({ type: 'ping' }),
        backoff: new Backoff({}, () => 0),
        readyOn: 'open',
        onEvent: () => {},
        onPhase,
        onGaveUp: () => {},
      },
      environment({ WebSocket: Refusing as unknown as new (url: string) => WebSocket }),
    )
    connection.start()
    expect(onPhase).toHaveBeenLastCalledWith('waiting')
  })

  test('a refused registration is a failed attempt, and what the server said is passed on', () => {
    const { network, onEvent, phases } = connect()
    network.last.open()
    network.last.say({ type: 'error', message: 'Too many connections.', code: 'too-many-connections' })
    expect(onEvent).toHaveBeenCalledOnce()
    expect(phases.at(-1)).toBe('waiting')
  })

  test('starting twice makes one socket', () => {
    const { network, connection } = connect()
    connection.start()
    expect(network.sockets).toHaveLength(1)
  })
})

describe('coming back', () => {
  test('after 1, 2, 4, 8 and 16 s, then it gives up', () => {
    const { network, connection, onGaveUp, phases } = connect()
    for (const seconds of [1, 2, 4, 8, 16]) {
      const before = network.sockets.length
      network.last.drop()
      expect(connection.retryAt).toBe(Date.now() + seconds * 1_000)
      vi.advanceTimersByTime(seconds * 1_000 - 1)
      expect(network.sockets).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(network.sockets).toHaveLength(before + 1)
    }
    expect(onGaveUp).not.toHaveBeenCalled()
    network.last.drop()
    expect(onGaveUp).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(120_000)
    expect(network.sockets).toHaveLength(6)
    expect(phases.at(-1)).toBe('stopped')
  })

  test('after a connection that worked it counts from 1 s again', () => {
    const { network, connection } = connect()
    network.last.drop()
    vi.advanceTimersByTime(1_000)
    network.last.drop()
    vi.advanceTimersByTime(2_000)
    network.last.accept()
    network.last.drop()
    expect(connection.retryAt).toBe(Date.now() + 1_000)
  })

  test('when the server said so, whatever the schedule', () => {
    const { network, connection } = connect()
    network.last.accept()
    network.last.drop(1001, 'retry-after-ms=1234')
    expect(connection.retryAt).toBe(Date.now() + 1_234)
  })

  test('at the latest after a minute, whatever the server said', () => {
    const { network, connection } = connect()
    network.last.drop(4013, 'retry-after-ms=99999999')
    expect(connection.retryAt).toBe(Date.now() + 60_000)
  })

  test('at once when it was too slow, but not if that comes right away again', () => {
    const { network } = connect()
    network.last.accept()
    vi.advanceTimersByTime(5_000)
    network.last.drop(4008)
    vi.advanceTimersByTime(0)
    expect(network.sockets).toHaveLength(2)
    network.last.accept()
    network.last.drop(4008)
    vi.advanceTimersByTime(999)
    expect(network.sockets).toHaveLength(2)
  })

  test('reconnect leaves the present socket and has all attempts again', () => {
    const { network, connection, phases } = connect()
    network.last.accept()
    connection.reconnect()
    expect(network.sockets).toHaveLength(2)
    expect(network.live).toHaveLength(1)
    expect(phases).toEqual(['connecting', 'connected', 'waiting', 'connecting'])
  })

  test('nothing that a left socket says is heard', () => {
    const { network, connection, onEvent, phases } = connect()
    const old = network.last
    connection.stop()
    connection.start()
    old.open()
    old.say({ type: 'pong' })
    old.drop()
    expect(onEvent).not.toHaveBeenCalled()
    expect(phases.at(-1)).toBe('connecting')
  })

  test('stopping leaves no timer', () => {
    const { network, connection } = connect()
    network.last.accept()
    connection.stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(network.live).toHaveLength(0)
  })
})

describe('liveness', () => {
  test('asks after 30 s of silence and leaves a socket that does not answer within 10', () => {
    const { network, phases } = connect()
    network.last.accept()
    vi.advanceTimersByTime(30_000)
    expect(network.last.sentOf('ping')).toHaveLength(1)
    vi.advanceTimersByTime(9_999)
    expect(phases.at(-1)).toBe('connected')
    vi.advanceTimersByTime(1)
    expect(phases.at(-1)).toBe('waiting')
  })

  test('anything that is heard will do', () => {
    const { network, phases } = connect()
    network.last.accept()
    for (let asked = 0; asked < 5; asked++) {
      while (network.last.sentOf('ping').length === asked) vi.advanceTimersByTime(1_000)
      network.last.say({ type: 'a type of tomorrow' })
    }
    vi.advanceTimersByTime(10_000)
    expect(phases.at(-1)).toBe('connected')
  })

  test('does not ask while there is traffic', () => {
    const { network } = connect()
    network.last.accept()
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(10_000)
      network.last.say({ type: 'pong' })
    }
    expect(network.last.sentOf('ping')).toHaveLength(0)
  })
})

describe('in a page', () => {
  function page() {
    const window = new EventTarget()
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    vi.stubGlobal('window', window)
    vi.stubGlobal('document', document)
    return { window, document }
  }

  test('tries at once when the network is back', () => {
    const { window } = page()
    const { network } = connect()
    network.last.drop()
    window.dispatchEvent(new Event('online'))
    expect(network.sockets).toHaveLength(2)
  })

  test('asks whether the socket is still there when the page is looked at again', () => {
    const { document } = page()
    const { network, phases } = connect()
    network.last.accept()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(network.last.sentOf('ping')).toHaveLength(1)
    vi.advanceTimersByTime(2_999)
    expect(phases.at(-1)).toBe('connected')
    vi.advanceTimersByTime(1)
    expect(phases.at(-1)).toBe('waiting')
  })

  test('is deaf once stopped', () => {
    const { window } = page()
    const { network, connection } = connect()
    connection.stop()
    window.dispatchEvent(new Event('online'))
    expect(network.sockets).toHaveLength(1)
  })
})
