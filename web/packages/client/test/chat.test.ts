import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Chat, createChat } from '../src/chat'
import type { ChatOptions } from '../src/options'
import { FakeServer } from './support/FakeServer'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-06-01T00:00:00.000Z') })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const settle = (ms = 100) => vi.advanceTimersByTimeAsync(ms)

async function chatting(server = new FakeServer(), options: Partial<ChatOptions> = {}) {
  const chat = createChat({
    userId: 'alice',
    url: 'http://chat.test',
    WebSocket: server.WebSocket,
    fetch: server.fetch,
    ...options,
  })
  chat.start()
  await settle()
  return { chat, server }
}

/** The messages of a conversation, as somebody sees them who looks at it. */
function looking(chat: Chat, conversationId = 'general') {
  const timeline = chat.timeline(conversationId)
  const onChange = vi.fn()
  const leave = timeline.subscribe(onChange)
  const texts = () =>
    timeline
      .getState()
      .items.map(({ text, deleted, delivery }) =>
        deleted ? '(deleted)' : delivery.state === 'sent' ? text : `${text} (${delivery.state})`,
      )
  return { timeline, texts, leave, onChange }
}

const summary = (chat: Chat, id = 'general') =>
  chat.getState().conversations.find(({ conversationId }) => conversationId === id)

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
    expect(server.last.sent[0]).toEqual({ type: 'register', userId: 'alice', protocol: 2 })
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

describe('a conversation', () => {
  test('is read when somebody looks at it, and follows what is said', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'one')
    const { timeline, texts } = looking(chat)
    expect(timeline.getState().status).toBe('loading')
    await settle()
    server.says('bob', 'general', 'two')
    expect(timeline.getState().status).toBe('ready')
    expect(texts()).toEqual(['one', 'two'])
    expect(chat.timeline('general')).toBe(timeline)
  })

  test('reads older pages as they are asked for', async () => {
    const server = new FakeServer()
    for (let i = 1; i <= 120; i++) server.says('bob', 'general', `${i}`)
    server.obey('alice', { type: 'read', conversationId: 'general', seq: 120 })
    const { chat } = await chatting(server)
    const { timeline, texts } = looking(chat)
    await settle()
    expect(texts()).toHaveLength(50)
    for (const count of [100, 120]) {
      timeline.loadOlder()
      timeline.loadOlder()
      expect(timeline.getState().loadingOlder).toBe(true)
      await settle()
      expect(texts()).toHaveLength(count)
    }
    expect(timeline.getState()).toMatchObject({ hasOlder: false, loadingOlder: false })
    expect(server.requests.filter(request => request.endsWith('/messages'))).toHaveLength(3)
    expect(texts()[0]).toBe('1')
  })

  describe('with more unread than a page', () => {
    /** As many as `read` were read on another day. */
    async function unread(count: number, read: number, server = new FakeServer(), fetch = server.fetch) {
      for (let i = 1; i <= count; i++) server.says('bob', 'general', `${i}`)
      server.obey('alice', { type: 'read', conversationId: 'general', seq: read })
      const { chat } = await chatting(server, { fetch })
      const look = looking(chat)
      const lengths = new Set<number>()
      const unwatch = look.timeline.subscribe(() => lengths.add(look.texts().length))
      await settle()
      unwatch()
      const pages = server.requests.filter(request => request.endsWith('/messages')).length
      return { chat, server, pages, lengths, ...look }
    }

    test('is read back to the first unread message, and shown when all is there', async () => {
      const { texts, pages, lengths, timeline } = await unread(400, 180)
      expect(texts()).toEqual(Array.from({ length: 250 }, (_, index) => `${151 + index}`))
      expect(timeline.getState()).toMatchObject({ status: 'ready', hasOlder: true })
      expect([...lengths]).toEqual([0, 250])
      expect(pages).toBe(3)
    })

    test('is read no further than 500 messages', async () => {
      const { texts, pages, timeline } = await unread(900, 10)
      expect(texts()).toHaveLength(500)
      expect(texts()[0]).toBe('401')
      expect(timeline.getState().hasOlder).toBe(true)
      expect(pages).toBe(6)
    })

    test.each([
      [400, 350],
      [400, 400],
      [50, 0],
      [90, 70],
    ])('is not read back when the page is enough: %i messages, %i of them read', async (count, read) => {
      const { texts, pages } = await unread(count, read)
      expect(texts()).toHaveLength(50)
      expect(pages).toBe(1)
    })

    test('has what is said and deleted while it is read', async () => {
      const server = new FakeServer()
      for (let i = 1; i <= 300; i++) server.says('bob', 'general', `${i}`)
      let reads = 0
      const fetch: typeof server.fetch = async (input, init) => {
        const answer = await server.fetch(input, init)
        if (String(input).includes('/messages') && ++reads <= 3) {
          server.says('bob', 'general', `new ${reads}`)
          server.deletes('general', 300 - 90 * reads)
        }
        return answer
      }
      const { chat } = await chatting(server, { fetch })
      const { texts } = looking(chat)
      await settle(5_000)
      const truth = server.conversation('general').messages
      expect(texts()).toEqual(truth.map(({ deletedAt, text }) => (deletedAt ? '(deleted)' : text)))
    })

    test('is shown as far as it could be read', async () => {
      const server = new FakeServer()
      const { texts, timeline } = await unread(400, 10, server, async (input, init) =>
        String(input).includes('before=') ? new Response(null, { status: 503 }) : server.fetch(input, init),
      )
      expect(timeline.getState().status).toBe('ready')
      expect(texts()).toHaveLength(50)
    })

    test('waits for the read position, and goes on when it cannot be read', async () => {
      const server = new FakeServer()
      for (let i = 1; i <= 200; i++) server.says('bob', 'general', `${i}`)
      server.socketsDown = true
      const fetch: typeof server.fetch = (input, init) =>
        String(input).includes('/messages')
          ? server.fetch(input, init)
          : Promise.reject(new TypeError('fetch failed'))
      const { chat } = await chatting(server, { fetch })
      const { timeline, texts } = looking(chat)
      await settle()
      expect(timeline.getState().status).toBe('loading')
      await settle(5_000)
      expect(timeline.getState().status).toBe('ready')
      expect(texts()).toHaveLength(50)
    })

    test('is read anew by who looks again after too much was missed', async () => {
      const { chat, server, leave, texts, timeline } = await unread(60, 60)
      leave()
      server.conversation('general').changesLimit = 10
      server.dropAll()
      for (let i = 61; i <= 200; i++) server.says('bob', 'general', `${i}`)
      await settle(3_000)
      expect(chat.getState().connection.socket).toBe('connected')
      timeline.subscribe(() => {})
      await settle()
      expect(texts()).toHaveLength(150)
    })
  })

  test('asks for what it missed when a push was lost', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesEvents = true
    server.says('bob', 'general', 'one')
    server.losesEvents = false
    server.says('bob', 'general', 'two')
    await settle()
    expect(texts()).toEqual(['one', 'two'])
  })

  test('finds a lost last push within about a minute', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesEvents = true
    server.says('bob', 'general', 'one')
    server.losesEvents = false
    await settle(80_000)
    expect(texts()).toEqual(['one'])
  })

  test('reads the newest page when too much was missed', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.conversation('general').changesLimit = 10
    server.dropAll()
    for (let i = 1; i <= 80; i++) server.says('bob', 'general', `${i}`)
    await settle(3_000)
    expect(texts()).toHaveLength(50)
    expect(texts().at(-1)).toBe('80')
  })

  test('one that cannot be read says so and is read when asked again', async () => {
    const { chat, server } = await chatting()
    server.restDown = true
    const { timeline } = looking(chat)
    await settle()
    expect(timeline.getState().status).toBe('failed')
    server.restDown = false
    timeline.loadLatest()
    await settle()
    expect(timeline.getState().status).toBe('ready')
  })

  test('keeps 2,000 messages while they only arrive', async () => {
    const { chat, server } = await chatting()
    const { timeline, texts } = looking(chat)
    await settle()
    for (let i = 1; i <= 2_100; i++) server.says('bob', 'general', `${i}`)
    expect(texts()).toHaveLength(2_000)
    expect(timeline.getState().hasOlder).toBe(true)
  })

  test('starts afresh when the server has another history, and still sends what waits', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'of the old world')
    const { texts } = looking(chat)
    await settle()
    server.socketsDown = server.restDown = true
    server.dropAll()
    chat.send('general', 'still here')
    await settle()
    server.forget('second')
    server.socketsDown = server.restDown = false
    await settle(20_000)
    expect(texts()).toEqual(['still here'])
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

describe('sending', () => {
  test('is shown at once and keeps its key when it is stored', async () => {
    const { chat } = await chatting()
    const { timeline, texts } = looking(chat)
    await settle()
    chat.send('general', 'Hi')
    expect(texts()).toEqual(['Hi (pending)'])
    expect(chat.getState().waiting).toBe(1)
    const { key } = timeline.getState().items[0] ?? {}
    await settle()
    expect(texts()).toEqual(['Hi'])
    expect(timeline.getState().items[0]?.key).toBe(key)
    expect(chat.getState().waiting).toBe(0)
  })

  test('keeps the order, whatever is refused for a while', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.refusals.push({ message: 'Too fast.', code: 'rate-limited', retryAfterMs: 500 })
    for (const text of ['one', 'two', 'three']) chat.send('general', text)
    await settle(2_000)
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(server.conversation('general').messages.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  test('goes by REST while the socket is down', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.socketsDown = true
    server.dropAll()
    chat.send('general', 'Hi')
    await settle()
    expect(texts()).toEqual(['Hi'])
    expect(server.requests).toContain('POST commands')
  })

  test('a message whose echo was lost is stored once', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesEvents = true
    chat.send('general', 'Hi')
    await settle()
    expect(texts()).toEqual(['Hi (pending)'])
    server.losesEvents = false
    server.dropAll()
    await settle(3_000)
    expect(texts()).toEqual(['Hi'])
    expect(server.conversation('general').messages).toHaveLength(1)
  })

  test('a message that is read before its echo comes is shown once', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesEvents = true
    chat.send('general', 'Hi')
    await settle()
    server.losesEvents = false
    server.says('bob', 'general', 'Hello')
    await settle()
    expect(texts()).toEqual(['Hi', 'Hello'])
    expect(chat.getState().waiting).toBe(0)
  })

  test('so is one that is on the page when somebody looks for the first time', async () => {
    const { chat, server } = await chatting()
    server.losesEvents = true
    chat.send('general', 'Hi')
    await settle()
    const { texts } = looking(chat)
    await settle()
    expect(texts()).toEqual(['Hi'])
  })

  test('a frame that was lost is sent again', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    server.losesMessages = true
    chat.send('general', 'Hi')
    await settle(5_000)
    server.losesMessages = false
    await settle(6_000)
    expect(texts()).toEqual(['Hi'])
  })

  test('a refused message stays with the sentence until it is sent again or dropped', async () => {
    const { chat, server } = await chatting()
    const { timeline, texts } = looking(chat)
    await settle()
    server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    chat.send('general', 'long')
    await settle()
    expect(timeline.getState().items[0]?.delivery).toEqual({
      state: 'failed',
      reason: 'The text is too long.',
    })
    expect(chat.getState().waiting).toBe(0)
    const id = timeline.getState().items[0]?.id ?? ''
    server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    chat.retry('general', id)
    await settle()
    expect(texts()).toEqual(['long (failed)'])
    chat.discard('general', id)
    expect(texts()).toEqual([])
  })
})

test('connected, it reads the list once a minute and nothing else', async () => {
  const { chat, server } = await chatting()
  looking(chat)
  await settle()
  const before = server.requests.length
  await settle(300_000)
  expect(server.requests.length - before).toBeLessThanOrEqual(7)
})

describe('without a socket', () => {
  async function offSocket() {
    const { chat, server } = await chatting()
    const look = looking(chat)
    await settle()
    server.socketsDown = true
    server.dropAll()
    await settle(2_000)
    return { chat, server, ...look }
  }

  test('receives by reading, and says so', async () => {
    const { chat, server, texts } = await offSocket()
    server.says('bob', 'general', 'one')
    await settle(5_000)
    expect(texts()).toEqual(['one'])
    expect(chat.getState().connection.rest).toBe('working')
  })

  test('shows a deletion that it missed', async () => {
    const { server, texts } = await offSocket()
    server.says('bob', 'general', 'one')
    await settle(5_000)
    server.deletes('general', 1)
    await settle(5_000)
    expect(texts()).toEqual(['(deleted)'])
  })

  test('asks less often while REST fails', async () => {
    const { server } = await offSocket()
    server.restDown = true
    await settle(40_000)
    const before = server.requests.length
    await settle(30_000)
    expect(server.requests.length - before).toBeLessThanOrEqual(8)
  })

  test('reconnect tries at once', async () => {
    const { chat, server } = await offSocket()
    await settle(60_000)
    server.socketsDown = false
    chat.reconnect()
    await settle()
    expect(chat.getState().connection.socket).toBe('connected')
  })
})

describe('the list of conversations', () => {
  test('counts what others said and moves to the front', async () => {
    const server = new FakeServer()
    server.says('bob', 'alice~bob', 'before')
    const { chat } = await chatting(server)
    server.says('bob', 'general', 'one')
    server.says('alice', 'general', 'mine')
    expect(chat.getState().conversations[0]).toMatchObject({
      conversationId: 'general',
      unread: 1,
      head: 2,
      lastMessage: { text: 'mine' },
    })
  })

  test('counts a message that is pushed twice once', async () => {
    const { chat, server } = await chatting()
    server.push({ type: 'message', data: server.says('bob', 'general', 'one') })
    expect(summary(chat)?.unread).toBe(1)
  })

  test('gets a conversation that begins, with the person it is with', async () => {
    const server = new FakeServer()
    server.person('bob', 'online', 'Bob')
    const { chat } = await chatting(server)
    server.says('bob', chat.directWith('bob'), 'Hi')
    expect(summary(chat, 'alice~bob')).toMatchObject({ kind: 'direct', peer: { name: 'Bob' }, unread: 1 })
    await settle(1_000)
    expect(summary(chat, 'alice~bob')?.unread).toBe(1)
  })

  test('a deletion of the last message brings back the one before', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'one')
    server.says('bob', 'general', 'two')
    server.deletes('general', 2)
    await settle(1_000)
    expect(summary(chat)).toMatchObject({ head: 3, unread: 1, lastMessage: { text: 'one' } })
  })

  test('counts to 100 and no further', async () => {
    const { chat, server } = await chatting()
    for (let i = 0; i < 130; i++) server.says('bob', 'general', `${i}`)
    expect(summary(chat)?.unread).toBe(100)
  })

  test('presence changes the people and the conversations with them', async () => {
    const server = new FakeServer()
    server.person('bob', 'online', 'Bob')
    server.says('bob', 'alice~bob', 'Hi')
    const { chat } = await chatting(server)
    const { conversations } = chat.getState()
    server.person('bob', 'away', 'Bobby')
    expect(summary(chat, 'alice~bob')?.peer).toMatchObject({ name: 'Bobby', status: 'away' })
    expect(chat.getState().people[0]).toMatchObject({ name: 'Bobby', status: 'away' })
    expect(summary(chat)).toBe(conversations.find(({ conversationId }) => conversationId === 'general'))
  })
})

describe('reading', () => {
  test('is said once for a moment of scrolling, and only forward', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    for (const text of ['one', 'two', 'three']) server.says('bob', 'general', text)
    expect(texts()).toHaveLength(3)
    for (const seq of [1, 2, 1]) chat.markRead('general', seq)
    expect(summary(chat)).toMatchObject({ readSeq: 2, unread: 1 })
    await settle(310)
    expect(server.commands).toEqual([{ type: 'read', conversationId: 'general', seq: 2 }])
    chat.markRead('general', 2)
    await settle(1_000)
    expect(server.commands).toHaveLength(1)
  })

  test('on another device counts here too', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'one')
    server.last.say({ type: 'read', conversationId: 'general', seq: 1, unread: 0 })
    expect(summary(chat)).toMatchObject({ readSeq: 1, unread: 0 })
  })

  test('that the server did not hear of is said again', async () => {
    const { chat, server } = await chatting()
    server.says('bob', 'general', 'one')
    server.socketsDown = server.restDown = true
    server.dropAll()
    chat.markRead('general', 1)
    await settle(1_000)
    server.socketsDown = server.restDown = false
    await settle(20_000)
    expect(server.commands).toContainEqual({ type: 'read', conversationId: 'general', seq: 1 })
    expect(summary(chat)?.unread).toBe(0)
  })
})

describe('removing', () => {
  test('hides at once and deletes after five seconds', async () => {
    const { chat, server } = await chatting()
    server.says('alice', 'general', 'oops')
    const { texts } = looking(chat)
    await settle()
    const onEnd = vi.fn()
    const { undo } = chat.remove('general', 1, onEnd)
    expect(texts()).toEqual(['(deleted)'])
    await settle(4_900)
    expect(server.commands).toEqual([])
    expect(onEnd).not.toHaveBeenCalled()
    await settle(200)
    expect(server.commands).toEqual([{ type: 'delete', conversationId: 'general', seq: 1 }])
    expect(texts()).toEqual(['(deleted)'])
    expect(undo()).toBe(false)
    expect(onEnd).toHaveBeenCalledOnce()
  })

  test('can be undone until then', async () => {
    const { chat, server } = await chatting()
    server.says('alice', 'general', 'oops')
    const { texts } = looking(chat)
    await settle()
    const onEnd = vi.fn()
    const removal = chat.remove('general', 1, onEnd)
    expect(removal.undo()).toBe(true)
    expect(texts()).toEqual(['oops'])
    removal.hold()
    removal.release()
    await settle(10_000)
    expect(server.commands).toEqual([])
    expect(onEnd).toHaveBeenCalledOnce()
  })

  test('waits as long as it is held, and then all of its time again', async () => {
    const { chat, server } = await chatting()
    server.says('alice', 'general', 'oops')
    const removal = chat.remove('general', 1)
    await settle(4_900)
    removal.release()
    removal.hold()
    await settle(60_000)
    removal.release()
    removal.release()
    await settle(4_900)
    expect(server.commands).toEqual([])
    await settle(200)
    expect(server.commands).toHaveLength(1)
    removal.hold()
    removal.release()
    await settle(10_000)
    expect(server.commands).toHaveLength(1)
  })

  test('can be undone while it is held, however late', async () => {
    const { chat, server } = await chatting()
    server.says('alice', 'general', 'oops')
    const removal = chat.remove('general', 1)
    removal.hold()
    await settle(60_000)
    expect(removal.undo()).toBe(true)
    removal.release()
    await settle(10_000)
    expect(server.commands).toEqual([])
  })

  test('is done when the page is left, with a request that outlives it', async () => {
    const window = new EventTarget()
    vi.stubGlobal('window', window)
    vi.stubGlobal('document', new EventTarget())
    const server = new FakeServer()
    const fetch = vi.fn(server.fetch)
    const { chat } = await chatting(server, { fetch })
    server.says('alice', 'general', 'oops')
    const removal = chat.remove('general', 1)
    removal.hold()
    window.dispatchEvent(new Event('pagehide'))
    expect(fetch.mock.lastCall?.[1]).toMatchObject({ method: 'POST', keepalive: true })
    await settle()
    expect(server.commands).toHaveLength(1)
    expect(removal.undo()).toBe(false)
  })

  test('is tried again until it works', async () => {
    const { chat, server } = await chatting(new FakeServer(), { undoMs: 0 })
    server.says('alice', 'general', 'oops')
    server.restDown = true
    chat.remove('general', 1)
    await settle(2_000)
    server.restDown = false
    await settle(10_000)
    expect(server.conversation('general').messages[0]?.deletedAt).toBeDefined()
  })
})

describe('typing', () => {
  test('of others is shown until they stop, speak, or the connection goes', async () => {
    const { chat, server } = await chatting()
    const typing = chat.typing('general')
    const types = (...typingUsers: string[]) =>
      server.push({ type: 'typing-update', conversationId: 'general', typingUsers, timestamp: 0 })
    types('alice', 'bob', 'carol')
    expect(typing.getState()).toEqual(['bob', 'carol'])
    server.says('bob', 'general', 'Hi')
    expect(typing.getState()).toEqual(['carol'])
    types('alice')
    expect(typing.getState()).toEqual([])
    types('bob')
    server.dropAll()
    expect(typing.getState()).toEqual([])
    expect(chat.typing('general')).toBe(typing)
  })

  test('that never ends is forgotten after half a minute', async () => {
    const { chat, server } = await chatting()
    server.push({ type: 'typing-update', conversationId: 'general', typingUsers: ['bob'], timestamp: 0 })
    await settle(30_000)
    expect(chat.typing('general').getState()).toEqual([])
  })

  test('of one’s own is said about once a second, and its end at once', async () => {
    const { chat, server } = await chatting()
    for (let presses = 0; presses < 20; presses++) {
      chat.setTyping('general', true)
      await settle(100)
    }
    expect(server.last.sentOf('typing')).toHaveLength(2)
    chat.send('general', 'Hi')
    expect(server.last.sentOf('typing').at(-1)).toEqual({
      type: 'typing',
      conversationId: 'general',
      isTyping: false,
    })
    chat.setTyping('general', false)
    expect(server.last.sentOf('typing')).toHaveLength(3)
  })
})

describe('telling of new messages', () => {
  test('each of somebody else’s once, not history, by whatever way it comes', async () => {
    const server = new FakeServer()
    server.says('bob', 'general', 'history')
    const { chat } = await chatting(server)
    looking(chat)
    const heard: string[] = []
    chat.onMessage(({ text }) => heard.push(text))
    await settle()
    server.says('bob', 'general', 'pushed')
    server.says('alice', 'general', 'mine')
    server.losesEvents = true
    server.says('bob', 'general', 'lost')
    server.losesEvents = false
    server.says('bob', 'general', 'after it')
    await settle()
    server.socketsDown = true
    server.dropAll()
    server.says('bob', 'alice~bob', 'read')
    await settle(6_000)
    server.socketsDown = false
    await settle(20_000)
    expect(heard).toEqual(['pushed', 'after it', 'lost', 'read'])
  })
})

test('what a listener throws stops nothing', async () => {
  const { chat, server } = await chatting()
  const { texts } = looking(chat)
  await settle()
  const thrown = new Promise(heard => process.once('uncaughtException', heard))
  const listeners = process.listeners('uncaughtException').slice(0, -1)
  for (const listener of listeners) process.off('uncaughtException', listener)
  const heard = vi.fn()
  chat.onMessage(() => {
    throw new Error('mine')
  })
  chat.onMessage(heard)
  server.says('bob', 'general', 'one')
  expect(await thrown).toMatchObject({ message: 'mine' })
  for (const listener of listeners) process.on('uncaughtException', listener)
  expect(heard).toHaveBeenCalledOnce()
  expect(texts()).toEqual(['one'])
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
    expect(server.last.sent[0]).toEqual({ type: 'register', userId: 'alice', protocol: 2 })
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
      if (init?.method !== 'POST') return server.fetch(input, init)
      posts()
      return Response.json({ code: 'bad-field', message: 'A name has 1 to 64 characters.' }, { status: 400 })
    }
    await chatting(server, { name: 'x'.repeat(65), fetch })
    await settle(30_000)
    expect(posts).toHaveBeenCalledOnce()
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
})

test('name and presence go to the server, and away is said again after reconnecting', async () => {
  const { chat, server } = await chatting()
  chat.setName('Alicia')
  chat.setAway(true)
  expect(chat.getState().me.name).toBe('Alicia')
  await settle()
  expect(server.last.sentOf('profile')).toEqual([{ type: 'profile', name: 'Alicia' }])
  server.dropAll()
  await settle(2_000)
  expect(server.last.sentOf('presence')).toEqual([{ type: 'presence', status: 'away' }])
})
