import { describe, expect, test } from 'vitest'
import { chatting, looking, settle } from './support/chatting'
import { FakeServer } from './support/FakeServer'

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
