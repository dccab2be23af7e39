/** A chat inside an application that says who this is. */
import { describe, expect, it, vi } from 'vitest'
import { createChat } from '../src/chat'
import { withToken } from '../src/token'
import { looking, settle } from './support/chatting'
import { FakeServer } from './support/FakeServer'

const HOUR = 3_600_000
const MINUTE = 60_000

/** A token as far as the client reads it. */
function tokenFor(seconds: number, name = 'token'): string {
  const claims = { sub: 'alice', name, exp: Math.round(Date.now() / 1_000) + seconds }
  return `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`
}

async function embedded(token: string | (() => Promise<string>), server = new FakeServer()) {
  const shown: (string | null)[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    shown.push(new Headers(init?.headers).get('authorization'))
    return server.fetch(input, init)
  }
  const options = { userId: 'alice', url: 'http://chat.test', WebSocket: server.WebSocket, fetch }
  const chat = createChat(withToken({ ...options, token }))
  chat.start()
  await settle()
  return { chat, server, shown }
}

const registrations = (server: FakeServer) =>
  server.sockets.flatMap(socket => socket.sentOf('register').map(({ token }) => token))

describe('a token', () => {
  it('is shown by the socket and by every request', async () => {
    const { chat, server, shown } = await embedded('secret')
    expect(chat.getState().connection.socket).toBe('connected')
    expect(server.last.sentOf('register')).toMatchObject([{ userId: 'alice', token: 'secret', protocol: 2 }])
    expect(new Set(shown)).toEqual(new Set(['Bearer secret']))
  })

  it('leaves the rest as it is', async () => {
    const { chat, server } = await embedded('secret')
    const { texts } = looking(chat)
    chat.send('general', 'hello')
    await settle()
    expect(texts()).toEqual(['hello'])
    server.dropAll()
    await settle(2_000)
    expect(chat.getState().connection.socket).toBe('connected')
    chat.stop()
    expect(server.last.readyState).toBe(3)
  })

  it('is asked for once as long as it lasts', async () => {
    const source = vi.fn(async () => tokenFor(600))
    const { server } = await embedded(source)
    server.dropAll()
    await settle(5 * MINUTE)
    expect(source).toHaveBeenCalledOnce()
  })

  it('is asked for again before it ends, and shown on the same socket', async () => {
    const source = vi.fn(async () => tokenFor(600, `number ${source.mock.calls.length}`))
    const { chat, server } = await embedded(source)
    const onChange = vi.fn()
    chat.subscribe(() => onChange(chat.getState().connection.socket))
    await settle(10 * MINUTE)
    expect(source).toHaveBeenCalledTimes(2)
    expect(server.sockets).toHaveLength(1)
    expect(new Set(registrations(server)).size).toBe(2)
    expect(new Set(onChange.mock.calls.flat())).toEqual(new Set(['connected']))
  })

  it('is asked for again when it has ended, and nobody sees that', async () => {
    const { chat, server } = await embedded(async () => tokenFor(600))
    await settle(2_000)
    server.dropAll(4003, 'Signed out.')
    await settle()
    expect(server.sockets).toHaveLength(2)
    expect(chat.getState().connection.socket).toBe('connected')
  })

  it('is asked for once more when the server does not take it', async () => {
    const server = new FakeServer()
    server.registerRefusal = { code: 'unauthenticated', message: 'No.' }
    const source = vi.fn(async () => tokenFor(600))
    const { chat } = await embedded(source, server)
    await settle(HOUR)
    expect(source).toHaveBeenCalledTimes(2)
    expect(chat.getState().connection.socket).toBe('signed-out')
    server.registerRefusal = null
    chat.reconnect()
    await settle(MINUTE)
    expect(chat.getState().connection.socket).toBe('connected')
  })

  it('is asked for once more when a request is refused, which is made again', async () => {
    const source = vi.fn(async () => tokenFor(600, `number ${source.mock.calls.length}`))
    const { server, chat, shown } = await embedded(source)
    server.isSignedOut = true
    chat.timeline('general').loadLatest()
    await settle()
    expect(source).toHaveBeenCalledTimes(2)
    expect(new Set(shown).size).toBe(2)
    expect(chat.getState().connection.socket).toBe('signed-out')
  })

  it('that is a text is all there is', async () => {
    const { chat, server } = await embedded('secret')
    server.dropAll(4003)
    await settle(HOUR)
    expect(chat.getState().connection.socket).toBe('signed-out')
    expect(server.sockets).toHaveLength(1)
  })

  it('that can’t be had is tried for again', async () => {
    const source = vi.fn(async () => tokenFor(600)).mockRejectedValueOnce(new Error('no network'))
    const { chat } = await embedded(source)
    expect(chat.getState().connection.socket).not.toBe('connected')
    await settle(5_000)
    expect(chat.getState().connection.socket).toBe('connected')
  })

  it('that says no end is not asked for again, and one that has ended not all the time', async () => {
    const endless = vi.fn(async () => 'opaque')
    await embedded(endless)
    await settle(HOUR)
    expect(endless).toHaveBeenCalledOnce()
    const old = vi.fn(async () => tokenFor(-600))
    await embedded(old)
    await settle(10 * MINUTE)
    expect(old.mock.calls.length).toBeLessThan(25)
  })
})
