import { describe, expect, test, vi } from 'vitest'
import { chatting, looking, settle, summary } from './support/chatting'
import { FakeServer } from './support/FakeServer'

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
  test('is said about once a second while scrolling, and only forward', async () => {
    const { chat, server } = await chatting()
    const { texts } = looking(chat)
    await settle()
    for (const text of ['one', 'two', 'three', 'four']) server.says('bob', 'general', text)
    expect(texts()).toHaveLength(4)
    for (const seq of [1, 2, 1, 3]) chat.markRead('general', seq)
    expect(summary(chat)).toMatchObject({ readSeq: 3, unread: 1 })
    const read = (seq: number) => ({ type: 'read', conversationId: 'general', seq, id: expect.any(String) })
    await settle(900)
    expect(server.commands).toEqual([read(1)])
    await settle(200)
    expect(server.commands).toEqual([read(1), read(3)])
    chat.markRead('general', 3)
    await settle(2_000)
    expect(server.commands).toHaveLength(2)
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
    expect(server.commands).toMatchObject([{ type: 'read', conversationId: 'general', seq: 1 }])
    expect(summary(chat)?.unread).toBe(0)
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
