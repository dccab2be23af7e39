import { describe, expect, test, vi } from 'vitest'
import type { ConnectionState } from '../src/model'
import type { ChatOptions } from '../src/options'
import { longPolling } from '../src/polling'
import { chatting, looking, settle, summary } from './support/chatting'
import { FakeServer } from './support/FakeServer'

/** A chat to which no socket gets through. */
async function polling(options: Partial<ChatOptions> = {}, server = new FakeServer()) {
  server.socketsDown = true
  const { chat } = await chatting(server, { polling: longPolling, ...options })
  const look = looking(chat)
  await settle(3_000)
  const transport = (): ConnectionState['transport'] => chat.getState().connection.transport
  const asked = (what: string) => server.requests.filter(request => request.endsWith(what)).length
  return { chat, server, transport, asked, ...look }
}

describe('where no socket gets through', () => {
  test('messages, edits and deletions arrive as they happen', async () => {
    const { chat, server, texts, transport } = await polling()
    expect(transport()).toBe('poll')
    expect(chat.getState().connection.rest).toBe('working')
    server.says('bob', 'general', 'one')
    await settle(10)
    expect(texts()).toEqual(['one'])
    await settle(400)
    server.obey('bob', { type: 'edit', conversationId: 'general', seq: 1, text: 'two' })
    await settle(10)
    expect(texts()).toEqual(['two'])
    await settle(400)
    server.deletes('general', 1)
    await settle(10)
    expect(texts()).toEqual(['(deleted)'])
  })

  test('so do typing, presence and read positions', async () => {
    const { chat, server } = await polling()
    server.push({ type: 'typing-update', conversationId: 'general', typingUsers: ['bob'], timestamp: 0 })
    server.person('bob', 'away', 'Bob')
    await settle(400)
    expect(chat.typing('general').getState()).toEqual(['bob'])
    expect(chat.getState().people[0]).toMatchObject({ name: 'Bob', status: 'away' })
    server.says('bob', 'general', 'one')
    await settle(400)
    expect(summary(chat)?.unread).toBe(1)
    server.obey('alice', { type: 'read', conversationId: 'general', seq: 1 })
    await settle(10)
    expect(summary(chat)?.unread).toBe(0)
  })

  test('so does one’s own typing', async () => {
    const { chat, server } = await polling()
    chat.setTyping('general', true)
    await settle(10)
    chat.setTyping('general', true)
    chat.setTyping('general', false)
    await settle(10)
    const typing = { type: 'typing', conversationId: 'general' }
    expect(server.commands).toEqual([
      { ...typing, isTyping: true },
      { ...typing, isTyping: false },
    ])
  })

  test('what happens between two requests comes with the next, also where nobody looks', async () => {
    const { chat, server, texts } = await polling()
    server.says('bob', 'alice~bob', 'hello')
    await settle(400)
    for (let i = 1; i <= 3; i++) {
      server.says('bob', 'general', `${i}`)
      await settle(50)
      server.person('carol')
      await settle(50)
      expect(server.polls.size).toBe(0)
      server.says('bob', 'general', `${i} again`)
      server.says('bob', 'alice~bob', `${i} for you`)
      await settle(500)
    }
    expect(texts()).toEqual(['1', '1 again', '2', '2 again', '3', '3 again'])
    expect(summary(chat, 'alice~bob')).toMatchObject({ unread: 4, lastMessage: { text: '3 for you' } })
  })

  test('asks little while nothing happens, and no more than four times a second when much does', async () => {
    const { server, asked } = await polling()
    const before = server.requests.length
    await settle(300_000)
    expect(server.requests.length - before).toBeLessThanOrEqual(12 + 2 * 7 + 7)
    const polls = asked('poll')
    for (let i = 0; i < 100; i++) {
      server.says('bob', 'general', `${i}`)
      await settle(50)
    }
    expect(asked('poll') - polls).toBeLessThanOrEqual(21)
  })

  test('one’s own messages and changes go by requests', async () => {
    const { chat, server, texts } = await polling()
    chat.send('general', 'one')
    await settle(400)
    chat.edit('general', 1, 'two')
    await settle(400)
    expect(texts()).toEqual(['two'])
    expect(server.conversation('general').messages).toHaveLength(1)
  })

  test('each message is told once', async () => {
    const { chat, server } = await polling()
    const heard: string[] = []
    chat.onMessage(({ text }) => heard.push(text))
    for (const text of ['one', 'two', 'three']) {
      server.says('bob', 'general', text)
      server.says('bob', 'alice~bob', `${text} for you`)
      await settle(100)
    }
    await settle(100_000)
    expect(heard.sort()).toEqual(['one', 'one for you', 'three', 'three for you', 'two', 'two for you'])
  })

  test('also in a conversation in which nothing was said yet', async () => {
    const { chat, server } = await polling()
    const { texts } = looking(chat, 'alice~carol')
    await settle(400)
    for (let i = 0; i < 2; i++) {
      server.person('bob')
      await settle(50)
    }
    expect(server.polls.size).toBe(0)
    server.says('carol', 'alice~carol', 'hello')
    await settle(300)
    expect(texts()).toEqual(['hello'])
  })

  test('another history is noticed, even if nothing is said in it', async () => {
    const server = new FakeServer()
    let isOther = false
    const fetch: typeof server.fetch = (input, init) =>
      isOther && !String(input).includes('/poll')
        ? Promise.reject(new TypeError('fetch failed'))
        : server.fetch(input, init)
    server.says('bob', 'general', 'of the old world')
    const { chat, texts } = await polling({ fetch }, server)
    expect(texts()).toEqual(['of the old world'])
    isOther = true
    server.forget('second')
    server.person('bob')
    await settle(1_000)
    expect(texts()).toEqual([])
    expect(chat.getState().conversations).toEqual([])
  })

  test('so is one in which something is said', async () => {
    const { chat, server, texts } = await polling()
    server.says('bob', 'general', 'of the old world')
    await settle(400)
    server.forget('second')
    server.says('bob', 'general', 'of the new world')
    await settle(2_000)
    expect(texts()).toEqual(['of the new world'])
    expect(summary(chat)?.lastMessage?.text).toBe('of the new world')
  })

  test('a conversation that missed too much is read anew, without asking in a circle', async () => {
    const { server, texts, asked } = await polling()
    server.conversation('general').changesLimit = 10
    server.losesEvents = true
    for (let i = 1; i <= 80; i++) server.says('bob', 'general', `${i}`)
    server.losesEvents = false
    await settle(30_000)
    expect(texts()).toHaveLength(50)
    expect(texts().at(-1)).toBe('80')
    expect(asked('poll')).toBeLessThan(10)
  })

  test('a page that takes long is not begun anew by each answer', async () => {
    const server = new FakeServer()
    const { texts, asked } = await polling(
      {
        fetch: async (input, init) => {
          if (String(input).includes('/messages')) await new Promise(resolve => setTimeout(resolve, 5_000))
          return server.fetch(input, init)
        },
      },
      server,
    )
    await settle(5_000)
    server.conversation('general').changesLimit = 10
    server.losesEvents = true
    for (let i = 1; i <= 80; i++) server.says('bob', 'general', `${i}`)
    server.losesEvents = false
    await settle(40_000)
    expect(texts()).toHaveLength(50)
    expect(asked('/messages')).toBe(2)
  })

  test('so is one that is not open', async () => {
    const { chat, server, asked } = await polling()
    server.says('bob', 'alice~bob', 'hello')
    await settle(400)
    server.conversation('alice~bob').changesLimit = 10
    server.losesEvents = true
    for (let i = 1; i <= 80; i++) server.says('bob', 'alice~bob', `${i}`)
    server.losesEvents = false
    await settle(30_000)
    expect(summary(chat, 'alice~bob')).toMatchObject({ unread: 81, lastMessage: { text: '80' } })
    expect(asked('poll')).toBeLessThan(10)
  })

  test('says so when requests fail too, asks less often, and recovers', async () => {
    const { chat, server, transport } = await polling()
    server.restDown = true
    server.dropAll()
    await settle(40_000)
    expect(transport()).toBe(null)
    expect(chat.getState().connection.rest).toBe('failing')
    const before = server.requests.length
    await settle(30_000)
    expect(server.requests.length - before).toBeLessThanOrEqual(8)
    server.restDown = false
    await settle(20_000)
    expect(transport()).toBe('poll')
  })

  test('stops without a request or a timer left', async () => {
    const { chat, server } = await polling()
    await settle(1_000)
    expect(server.polls.size).toBe(1)
    chat.stop()
    await settle(0)
    expect(server.polls.size).toBe(0)
    expect(chat.getState().connection.transport).toBe(null)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('an answer that comes after the end is left', async () => {
  const server = new FakeServer()
  let isOver = false
  const { chat, texts } = await polling(
    {
      fetch: async (input, init) => {
        const { signal: _, ...rest } = init ?? {}
        const answer = await server.fetch(input, rest)
        if (isOver) await new Promise(resolve => setTimeout(resolve, 5_000))
        return answer
      },
    },
    server,
  )
  await settle(1_000)
  isOver = true
  server.says('bob', 'general', 'one')
  chat.stop()
  await settle(30_000)
  expect(texts()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

describe('a socket that comes after all', () => {
  test('takes over, and gives back, without losing or repeating anything', async () => {
    const { chat, server, texts, transport } = await polling()
    const heard: string[] = []
    chat.onMessage(({ text }) => heard.push(text))
    const said: string[] = []
    const says = (text: string) => {
      said.push(text)
      server.says('bob', 'general', text)
    }
    for (const round of [1, 2]) {
      says(`by request ${round}`)
      server.socketsDown = false
      chat.reconnect()
      says('while it connects')
      await settle(5)
      says('by socket')
      expect(transport()).toBe('socket')
      expect(chat.getState().connection.rest).toBe('idle')
      await settle(1_000)
      expect(server.polls.size).toBe(0)
      server.socketsDown = true
      server.dropAll()
      says('while nothing works')
      await settle(5_000)
      expect(transport()).toBe('poll')
    }
    expect(texts()).toEqual(said)
    expect(heard).toEqual(said)
  })
})

describe('with a server that knows no such requests', () => {
  test('the lists are read every few seconds, as long as there is no socket', async () => {
    const server = new FakeServer()
    server.isOld = true
    const { chat, transport, texts, asked } = await polling({}, server)
    expect(transport()).toBe(null)
    expect(chat.getState().connection.rest).toBe('working')
    await settle(60_000)
    expect(asked('poll')).toBe(1)
    expect(asked('conversations')).toBeGreaterThan(15)
    server.says('bob', 'general', 'one')
    await settle(5_000)
    expect(texts()).toEqual(['one'])
  })

  test('it is asked again after a socket, which may be another server’s', async () => {
    const server = new FakeServer()
    server.isOld = true
    const { transport, asked } = await polling({}, server)
    server.isOld = false
    server.socketsDown = false
    await settle(20_000)
    server.socketsDown = true
    server.dropAll()
    await settle(5_000)
    expect(transport()).toBe('poll')
    expect(asked('poll')).toBeGreaterThan(1)
  })
})
