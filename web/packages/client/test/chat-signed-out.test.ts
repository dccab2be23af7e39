/** A server that does not take, any more, what shows who is there. */
import { describe, expect, it, vi } from 'vitest'
import { ClassicChat } from '../src/classic'
import { chatting, looking, settle } from './support/chatting'
import { FakeServer } from './support/FakeServer'
import { FakeNetwork } from './support/FakeSocket'

const HOUR = 3_600_000

describe('a session that ends', () => {
  it('stops everything, and what waits stays', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesMessages = true
    chat.send('general', 'not there yet')
    server.dropAll(4003)
    await settle()
    expect(chat.getState().connection).toMatchObject({ socket: 'signed-out', retryAt: null })
    const { length } = server.requests
    await settle(HOUR)
    expect(server.sockets).toHaveLength(1)
    expect(server.requests).toHaveLength(length)
    expect(texts()).toEqual(['not there yet (pending)'])
    expect(chat.getState().waiting).toBe(1)
  })

  it('goes on when it is told to', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    server.dropAll(4003)
    await settle()
    chat.send('general', 'later')
    chat.reconnect()
    await settle(2_000)
    expect(chat.getState().connection.socket).toBe('connected')
    expect(texts()).toEqual(['later'])
  })

  it('is noticed without a socket too, and fails no message', async () => {
    const server = new FakeServer()
    server.socketsDown = true
    const { chat } = await chatting(server)
    const { texts } = looking(chat)
    await settle(3_000)
    server.isSignedOut = true
    chat.send('general', 'hello')
    await settle(HOUR)
    expect(chat.getState().connection.socket).toBe('signed-out')
    expect(texts()).toEqual(['hello (pending)'])
    server.isSignedOut = false
    chat.reconnect()
    await settle(HOUR)
    expect(texts()).toEqual(['hello'])
  })

  it.each(['unauthenticated', 'forbidden'])(
    'is what a registration says that is refused as %s',
    async code => {
      const server = new FakeServer()
      server.registerRefusal = { code, message: 'Sign in.' }
      const { chat } = await chatting(server)
      await settle(HOUR)
      expect(chat.getState().connection.socket).toBe('signed-out')
      expect(server.sockets).toHaveLength(1)
    },
  )

  it('is nothing to a chat that was stopped', async () => {
    const { chat, server } = await chatting()
    server.isSignedOut = true
    chat.timeline('general').loadLatest()
    chat.stop()
    await settle()
    expect(chat.getState().connection.socket).toBe('stopped')
  })
})

describe('the classic chat', () => {
  it('stops when its session ends', async () => {
    const network = new FakeNetwork()
    const fetch = vi.fn(async () => Response.json([]))
    const onDisconnect = vi.fn()
    const chat = new ClassicChat('alice', { onDisconnect }, { url: 'http://chat.test', ...network, fetch })
    chat.start()
    network.last.accept()
    network.last.drop(4003)
    await settle(HOUR)
    expect(onDisconnect).toHaveBeenCalledOnce()
    expect(network.sockets).toHaveLength(1)
    expect(fetch).not.toHaveBeenCalled()
  })
})
