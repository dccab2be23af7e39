import { describe, expect, test, vi } from 'vitest'
import { createChat } from '../src/chat'
import { chatting, looking, settle } from './support/chatting'
import { FakeServer } from './support/FakeServer'

describe('starting', () => {
  test('touches nothing before start', () => {
    const chat = createChat({ userId: 'alice' })
    expect(chat.getState()).toMatchObject({
      status: 'loading',
      connection: { socket: 'stopped', retryAt: null, rest: 'idle' },
      conversations: [],
      people: [],
      waiting: 0,
    })
  })

  test('registers with protocol 2 and the name, then reads the lists', async () => {
    const server = new FakeServer()
    server.person('alice', 'online', 'Alice')
    server.person('bob', 'offline', 'Bob')
    server.person('carol', 'online', 'Carol')
    const { chat } = await chatting(server, { name: 'Alice' })
    expect(server.last.sent[0]).toEqual({ type: 'register', userId: 'alice', protocol: 2, name: 'Alice' })
    expect(chat.getState()).toMatchObject({ status: 'ready', connection: { socket: 'connected' } })
    expect(chat.getState().me.name).toBe('Alice')
    expect(chat.getState().people.map(({ name }) => name)).toEqual(['Carol', 'Bob'])
    expect(chat.getState().conversations.map(({ conversationId }) => conversationId)).toEqual(['general'])
  })

  test('says the name once, lest it overwrites a newer one from another device', async () => {
    const { server } = await chatting(new FakeServer(), { name: 'Alice' })
    server.dropAll()
    await settle(2_000)
    expect(server.last.sent[0]).toMatchObject({ type: 'register', userId: 'alice', protocol: 2 })
    expect(server.last.sent[0]).not.toHaveProperty('name')
  })

  test('does without a name that the server refuses', async () => {
    const server = new FakeServer()
    server.nameRefusal = 'A name has 1 to 64 characters.'
    const { chat } = await chatting(server, { name: 'x'.repeat(65) })
    await settle(2_000)
    expect(chat.getState().connection.socket).toBe('connected')
  })

  test('says so when neither socket nor REST works, and recovers', async () => {
    const server = new FakeServer()
    server.socketsDown = server.restDown = true
    const { chat } = await chatting(server)
    await settle(5_000)
    expect(chat.getState()).toMatchObject({ status: 'failed', connection: { rest: 'failing' } })
    server.socketsDown = server.restDown = false
    await settle(20_000)
    expect(chat.getState()).toMatchObject({
      status: 'ready',
      connection: { socket: 'connected', rest: 'idle' },
    })
  })

  test('stops without a socket or a timer left, and starts again', async () => {
    const { chat, server } = await chatting()
    looking(chat)
    await settle()
    chat.stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(server.sockets.filter(({ readyState }) => readyState < 2)).toEqual([])
    chat.start()
    await settle()
    expect(chat.getState().connection.socket).toBe('connected')
  })
})

describe('with another history', () => {
  test('what was known is gone as soon as the socket says so', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'of the old world')
    const { texts } = looking(chat)
    await settle()
    server.restDown = true
    server.forget('second')
    server.dropAll()
    await settle(1_500)
    expect(chat.getState().connection.socket).toBe('connected')
    expect(texts()).toEqual([])
    expect(chat.getState().conversations).toEqual([])
  })
})

describe('snapshots', () => {
  test('a burst is one announcement', async () => {
    const { chat, server } = await chatting()
    const { onChange } = looking(chat)
    await settle()
    onChange.mockClear()
    for (let i = 0; i < 100; i++) server.says('bob', 'general', `${i}`)
    await settle(0)
    expect(onChange).toHaveBeenCalledOnce()
  })

  test('are the same object when nothing new was read or pushed', async () => {
    const { chat, server } = await chatting()
    server.person('bob')
    server.person('alice')
    const one = server.says('bob', 'general', 'one')
    const { timeline } = looking(chat)
    await settle()
    const [before, messages] = [chat.getState(), timeline.getState()]
    server.push({ type: 'message', data: one })
    await settle(80_000)
    expect(chat.getState()).toBe(before)
    server.dropAll()
    await settle(5_000)
    expect(server.requests.filter(request => request === 'GET conversations').length).toBeGreaterThan(2)
    const { conversations, people, me } = chat.getState()
    expect(conversations).toBe(before.conversations)
    expect(people).toBe(before.people)
    expect(me).toBe(before.me)
    expect(timeline.getState()).toBe(messages)
  })

  test('are the same object as long as nothing changed, and so are their parts', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'one')
    const { timeline } = looking(chat)
    await settle()
    const [state, items] = [chat.getState(), timeline.getState().items]
    expect(chat.getState()).toBe(state)
    expect(timeline.getState().items).toBe(items)
    server.says('bob', 'general', 'two')
    expect(chat.getState().people).toBe(state.people)
    expect(chat.getState().connection).toBe(state.connection)
    expect(timeline.getState().items[0]).toBe(items[0])
  })
})

describe('a name', () => {
  const said = (server: FakeServer) =>
    server.commands.flatMap(command => (command.type === 'profile' ? [command.name] : []))

  async function withoutSocket(name?: string) {
    const server = new FakeServer()
    server.socketsDown = true
    const { chat } = await chatting(server, name === undefined ? {} : { name })
    await settle(5_000)
    return { chat, server }
  }

  test('is said by REST, once, where no socket ever comes', async () => {
    const { chat, server } = await withoutSocket('Alice')
    await settle(60_000)
    expect(said(server)).toEqual(['Alice'])
    expect(chat.getState().me.name).toBe('Alice')
    expect(server.people.get('alice')?.name).toBe('Alice')
    server.socketsDown = false
    await settle(30_000)
    expect(server.last.sent[0]).toMatchObject({ type: 'register', userId: 'alice', protocol: 2 })
    expect(server.last.sent[0]).not.toHaveProperty('name')
  })

  test('is not said by REST when the socket has said it, nor when there is none', async () => {
    const { server } = await chatting(new FakeServer(), { name: 'Alice' })
    server.socketsDown = true
    server.dropAll()
    await settle(60_000)
    expect(said(server)).toEqual([])
    expect(said((await withoutSocket()).server)).toEqual([])
  })

  test('that is chosen while the socket is down is said at once, or as soon as REST works', async () => {
    const { chat, server } = await withoutSocket('Alice')
    chat.setName('Alicia')
    await settle()
    expect(said(server)).toEqual(['Alice', 'Alicia'])
    server.restDown = true
    chat.setName('Ali')
    await settle(10_000)
    server.restDown = false
    await settle(30_000)
    expect(said(server)).toEqual(['Alice', 'Alicia', 'Ali'])
  })

  test('is the last one that was chosen, also while another one is on its way', async () => {
    const { chat, server } = await withoutSocket()
    for (const name of ['A', 'Al', 'Ali']) chat.setName(name)
    await settle(10_000)
    expect(said(server)).toEqual(['A', 'Ali'])
  })

  test('that the server refuses is not said again', async () => {
    const server = new FakeServer()
    server.socketsDown = true
    const posts = vi.fn()
    const fetch: typeof server.fetch = async (input, init) => {
      if (!String(input).includes('/commands')) return server.fetch(input, init)
      posts()
      return Response.json({ code: 'bad-field', message: 'A name has 1 to 64 characters.' }, { status: 400 })
    }
    await chatting(server, { name: 'x'.repeat(65), fetch })
    await settle(30_000)
    expect(posts).toHaveBeenCalledOnce()
    server.socketsDown = false
    await settle(20_000)
    expect(server.last.sent[0]).not.toHaveProperty('name')
  })

  test('is not overtaken by an older one that a slow request may still say', async () => {
    const server = new FakeServer()
    let arrive = () => {}
    const slow = new Promise<void>(resolve => {
      arrive = resolve
    })
    const fetch: typeof server.fetch = async (input, init) => {
      if (init?.method === 'POST') await slow
      return server.fetch(input, init)
    }
    server.socketsDown = true
    const { chat } = await chatting(server, { name: 'Alice', fetch })
    await settle(3_000)
    chat.setName('Alicia')
    server.socketsDown = false
    chat.reconnect()
    await settle()
    expect(chat.getState().connection.socket).toBe('connected')
    arrive()
    await settle(3_000)
    expect(server.people.get('alice')?.name).toBe('Alicia')
  })

  test('that is chosen while the socket registers is said after it', async () => {
    const { chat, server } = await withoutSocket('Alice')
    server.restDown = true
    server.socketsDown = false
    chat.reconnect()
    const { onopen } = server.last
    server.last.onopen = () => {
      onopen?.()
      chat.setName('Alicia')
    }
    await settle()
    expect(chat.getState().connection.socket).toBe('connected')
    server.restDown = false
    await settle(30_000)
    expect(said(server)).toEqual(['Alice', 'Alicia'])
  })

  test('that was chosen without any connection is said with the registration', async () => {
    const { chat, server } = await chatting()
    server.restDown = true
    server.dropAll()
    chat.setName('Alicia')
    await settle(2_000)
    expect(server.last.sent[0]).toMatchObject({ type: 'register', name: 'Alicia' })
  })

  test('that the server refuses is shown no longer', async () => {
    const server = new FakeServer()
    server.person('alice', 'online', 'Alice')
    const { chat } = await chatting(server)
    const name = () => chat.getState().me.name
    server.nameRefusal = 'A name has 1 to 64 characters.'
    for (const isDown of [false, true]) {
      server.socketsDown = isDown
      if (isDown) server.dropAll()
      await settle(5_000)
      chat.setName('x'.repeat(65))
      expect(name()).toHaveLength(65)
      await settle(2_000)
      expect(name()).toBe('Alice')
    }
    server.socketsDown = false
    server.restDown = true
    chat.setName('y'.repeat(65))
    await settle(40_000)
    expect(server.last.sent[0]).toHaveProperty('type', 'register')
    expect(chat.getState().connection.socket).toBe('connected')
    expect(name()).toBe('Alice')
  })

  test('that is taken is shown from the first moment on', async () => {
    const server = new FakeServer()
    const seen = new Set<string>()
    const chat = createChat({
      ...{ userId: 'alice', url: 'http://chat.test', WebSocket: server.WebSocket, fetch: server.fetch },
      name: 'Alice',
    })
    chat.subscribe(() => seen.add(chat.getState().me.name))
    chat.start()
    await settle(1_000)
    chat.setName('Alicia')
    await settle(2_000)
    server.restDown = true
    server.dropAll()
    chat.setName('Ali')
    await settle(3_000)
    expect(chat.getState().connection.socket).toBe('connected')
    expect([...seen]).toEqual(['Alice', 'Alicia', 'Ali'])
  })
})

test('name and presence go to the server, and away is said again after reconnecting', async () => {
  const { chat, server } = await chatting()
  chat.setName('Alicia')
  chat.setPresence('away')
  expect(chat.getState().me.name).toBe('Alicia')
  await settle()
  expect(server.last.sentOf('profile')).toMatchObject([{ type: 'profile', name: 'Alicia' }])
  server.dropAll()
  await settle(2_000)
  expect(server.last.sentOf('presence')).toEqual([{ type: 'presence', status: 'away' }])
})
