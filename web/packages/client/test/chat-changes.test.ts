import { describe, expect, test, vi } from 'vitest'
import type { Chat } from '../src/chat'
import type { TimelineItem } from '../src/model'
import type { ChatOptions } from '../src/options'
import { chatting, looking, settle, summary } from './support/chatting'
import { FakeServer } from './support/FakeServer'

/** A conversation in which alice said one thing and bob another. */
async function talked(options: Partial<ChatOptions> = {}, server = new FakeServer()) {
  server.says('alice', 'general', 'Hello')
  server.says('bob', 'general', 'Hi')
  const { chat } = await chatting(server, options)
  const look = looking(chat)
  await settle()
  const item = (index = 0) => look.timeline.getState().items[index] as TimelineItem
  return { chat, server, item, ...look }
}

const edit = (chat: Chat, text: string) => chat.edit('general', 1, text)
const like = (chat: Chat, on: boolean, seq = 2) => chat.react('general', seq, '👍', on)

describe('an edit', () => {
  test('shows in the list too while it waits, and not if it is refused', async () => {
    const { chat, server } = await talked()
    const mine = server.says('alice', 'general', 'Well')
    await settle()
    const last = () => summary(chat)?.lastMessage?.text
    server.restDown = server.socketsDown = true
    server.dropAll()
    edit(chat, 'Hello, Bob')
    expect(last()).toBe('Well')
    chat.edit('general', mine.seq, 'Well, well')
    expect(last()).toBe('Well, well')
    const { conversations } = chat.getState()
    await settle(5_000)
    expect(chat.getState().conversations).toBe(conversations)
    const no = { message: 'No.', code: 'forbidden' }
    server.refusals.push(no, no)
    server.restDown = server.socketsDown = false
    await settle(20_000)
    expect(last()).toBe('Well')
  })

  test('is shown at once as pending, and then as stored', async () => {
    const { chat, server, item } = await talked()
    edit(chat, 'Hello, Bob')
    expect(item()).toMatchObject({
      text: 'Hello, Bob',
      editedAt: '2026-06-01T00:00:00.200Z',
      delivery: { state: 'sent' },
      change: { command: { type: 'edit', text: 'Hello, Bob' }, delivery: { state: 'pending' } },
    })
    expect(chat.getState().waiting).toBe(0)
    await settle()
    expect(item()).toMatchObject({ text: 'Hello, Bob', editedAt: '2026-01-02T00:00:00.000Z' })
    expect(item()).not.toHaveProperty('change')
    expect(server.conversation('general').messages[0]?.text).toBe('Hello, Bob')
  })

  test('of somebody else is shown', async () => {
    const { server, item } = await talked()
    server.obey('bob', { type: 'edit', conversationId: 'general', seq: 2, text: 'Good morning' })
    expect(item(1)).toMatchObject({ text: 'Good morning', editedAt: expect.any(String) })
  })

  test('is done with when the answer comes before the news', async () => {
    const { chat, server, texts, item } = await talked()
    server.losesEvents = true
    edit(chat, 'Hello, Bob')
    await settle()
    server.losesEvents = false
    expect(item().change).toBeDefined()
    server.push({ type: 'message-changed', data: server.conversation('general').find(1) })
    expect(texts()).toEqual(['Hello, Bob', 'Hi'])
    expect(item()).not.toHaveProperty('change')
    await settle(20_000)
    expect(server.commands).toHaveLength(1)
  })

  test('that changes nothing is done with when it is answered', async () => {
    const { chat, server, item } = await talked()
    edit(chat, 'Hello')
    expect(item()).not.toHaveProperty('change')
    await settle(2_000)
    chat.stop()
    expect(server.commands).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('of a message follows the one before it', async () => {
    const { chat, server, texts } = await talked()
    server.refusals.push({ message: 'Too fast.', code: 'rate-limited', retryAfterMs: 500 })
    for (const text of ['one', 'two', 'three']) edit(chat, text)
    expect(texts()).toEqual(['three', 'Hi'])
    await settle(2_000)
    expect(server.commands.map(command => command.type === 'edit' && command.text)).toEqual([
      'one',
      'one',
      'two',
      'three',
    ])
    expect(texts()).toEqual(['three', 'Hi'])
  })

  test('that was not answered is sent again after reconnecting', async () => {
    const { chat, server, texts } = await talked()
    server.losesMessages = true
    edit(chat, 'Hello, Bob')
    await settle()
    server.losesMessages = false
    server.dropAll()
    await settle(3_000)
    expect(texts()).toEqual(['Hello, Bob', 'Hi'])
    expect(server.conversation('general').messages[0]?.text).toBe('Hello, Bob')
  })

  test('goes by REST while the socket is down', async () => {
    const { chat, server, item } = await talked()
    server.socketsDown = true
    server.dropAll()
    edit(chat, 'Hello, Bob')
    await settle()
    expect(server.requests).toContain('POST commands')
    expect(item()).toMatchObject({ text: 'Hello, Bob' })
    expect(item()).not.toHaveProperty('change')
  })

  test('that a slow request may still make keeps the next one waiting', async () => {
    const server = new FakeServer()
    let arrive = () => {}
    const slow = new Promise<void>(resolve => {
      arrive = resolve
    })
    const { chat, texts } = await talked(
      {
        fetch: async (input, init) => {
          if (init?.method === 'POST') await slow
          return server.fetch(input, init)
        },
      },
      server,
    )
    server.losesMessages = true
    for (const text of ['one', 'two']) edit(chat, text)
    await settle()
    server.dropAll()
    await settle(3_000)
    server.losesMessages = false
    server.obey('alice', { type: 'edit', conversationId: 'general', seq: 1, text: 'one' })
    await settle(3_000)
    expect(server.conversation('general').find(1).text).toBe('one')
    arrive()
    await settle()
    expect(server.conversation('general').find(1).text).toBe('two')
    expect(texts()).toEqual(['two', 'Hi'])
  })

  test('that is refused is taken back, and says why until it is dropped', async () => {
    const { chat, server, item } = await talked()
    server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    edit(chat, 'long')
    await settle()
    expect(item()).toMatchObject({
      text: 'Hello',
      change: {
        command: { type: 'edit', text: 'long' },
        delivery: { state: 'failed', reason: 'The text is too long.' },
      },
    })
    chat.discard('general', item().change?.id ?? '')
    expect(item()).not.toHaveProperty('change')
  })

  test('that was refused can be retried, and is forgotten when the message is changed again', async () => {
    const { chat, server, item } = await talked()
    const refuse = () => server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    refuse()
    edit(chat, 'long')
    await settle()
    refuse()
    chat.retry('general', item().change?.id ?? '')
    expect(item()).toMatchObject({ text: 'long', change: { delivery: { state: 'pending' } } })
    await settle()
    expect(item()).toMatchObject({ text: 'Hello', change: { delivery: { state: 'failed' } } })
    edit(chat, 'short')
    await settle()
    expect(item().text).toBe('short')
    expect(item()).not.toHaveProperty('change')
  })

  test('is refused by a server that knows no edits', async () => {
    const { chat, server, item } = await talked()
    server.isOld = true
    edit(chat, 'Hello, Bob')
    await settle()
    expect(item()).toMatchObject({ text: 'Hello', change: { delivery: { state: 'failed' } } })
  })

  test('gives way to a deletion on another device', async () => {
    const { chat, server, item } = await talked()
    server.losesMessages = true
    edit(chat, 'Hello, Bob')
    await settle()
    server.deletes('general', 1)
    expect(item()).toMatchObject({ deleted: true, text: '' })
    expect(item()).not.toHaveProperty('change')
    await settle(30_000)
    expect(server.commands).toEqual([])
  })
})

describe('a reaction', () => {
  test('is shown at once, behind those of others, and taken away at once', async () => {
    const { chat, server, item } = await talked()
    server.obey('carol', { type: 'react', conversationId: 'general', seq: 2, emoji: '❤️', on: true })
    server.obey('carol', { type: 'react', conversationId: 'general', seq: 2, emoji: '👍', on: true })
    like(chat, true)
    const shown = [
      { emoji: '❤️', userIds: ['carol'] },
      { emoji: '👍', userIds: ['carol', 'alice'] },
    ]
    expect(item(1)).toMatchObject({ reactions: shown, change: { delivery: { state: 'pending' } } })
    await settle()
    expect(item(1).reactions).toEqual(shown)
    expect(item(1)).not.toHaveProperty('change')
    like(chat, false)
    expect(item(1).reactions?.[1]).toEqual({ emoji: '👍', userIds: ['carol'] })
    await settle()
    expect(item(1)).not.toHaveProperty('change')
  })

  test('that is the last one leaves nothing behind', async () => {
    const { chat, item } = await talked()
    like(chat, true)
    await settle()
    like(chat, false)
    expect(item(1)).not.toHaveProperty('reactions')
    await settle()
    expect(item(1)).not.toHaveProperty('reactions')
    expect(item(1)).not.toHaveProperty('change')
  })

  test('that is put and taken away in a hurry ends as it was left', async () => {
    const { chat, server, item } = await talked()
    for (const on of [true, false, true, false, true]) like(chat, on)
    expect(item(1).reactions).toEqual([{ emoji: '👍', userIds: ['alice'] }])
    await settle()
    expect(item(1)).not.toHaveProperty('change')
    expect(server.conversation('general').find(2).reactions).toEqual([{ emoji: '👍', userIds: ['alice'] }])
  })

  test('of others does not disturb one’s own pending edit of the message', async () => {
    const { chat, server, item } = await talked()
    server.losesMessages = true
    edit(chat, 'Hello, Bob')
    await settle()
    server.obey('bob', { type: 'react', conversationId: 'general', seq: 1, emoji: '👍', on: true })
    expect(item()).toMatchObject({
      text: 'Hello, Bob',
      reactions: [{ emoji: '👍', userIds: ['bob'] }],
      change: { delivery: { state: 'pending' } },
    })
  })

  test('too many is taken back with the sentence', async () => {
    const { chat, server, item } = await talked()
    server.refusals.push({ message: 'This message has enough reactions.', code: 'too-many-reactions' })
    like(chat, true)
    await settle()
    expect(item(1)).not.toHaveProperty('reactions')
    expect(item(1).change).toMatchObject({
      command: { type: 'react', emoji: '👍', on: true },
      delivery: { state: 'failed', reason: 'This message has enough reactions.' },
    })
  })

  test('does not make the list be read again', async () => {
    const { chat, server } = await talked()
    const before = server.requests.length
    like(chat, true)
    await settle(1_000)
    expect(server.requests).toHaveLength(before)
    expect(chat.getState().conversations[0]).toMatchObject({ head: 3, lastMessage: { text: 'Hi', seq: 2 } })
  })
})

describe('an item', () => {
  test('stays the same object while its change is pending, and others stay the same too', async () => {
    const { chat, server, item } = await talked()
    const other = item(1)
    server.losesMessages = true
    edit(chat, 'Hello, Bob')
    const pending = item()
    server.says('bob', 'general', 'more')
    expect(item()).toBe(pending)
    expect(item(1)).toBe(other)
  })
})

test('none is made to a message of another history that has the same place', async () => {
  const { chat, server, texts, item } = await talked()
  server.socketsDown = server.restDown = true
  server.dropAll()
  edit(chat, 'Hello, Bob')
  chat.remove('general', 1)
  await settle(10_000)
  server.forget('second')
  server.says('alice', 'general', 'Good morning')
  server.socketsDown = false
  await settle(20_000)
  server.restDown = false
  await settle(20_000)
  expect(texts()).toEqual(['Good morning'])
  expect(item()).not.toHaveProperty('change')
  expect(server.commands).toEqual([])
})

describe('a deletion', () => {
  test('that is refused brings the message back and says why', async () => {
    const { chat, server, item } = await talked({ undoMs: 0 })
    server.refusals.push({ message: 'Not this one.', code: 'forbidden' })
    chat.remove('general', 1)
    expect(item().deleted).toBe(true)
    await settle()
    expect(item()).toMatchObject({
      text: 'Hello',
      deleted: false,
      change: { command: { type: 'delete' }, delivery: { state: 'failed', reason: 'Not this one.' } },
    })
  })

  test('of a message that is being edited waits for nothing', async () => {
    const { chat, server } = await talked({ undoMs: 0 })
    server.losesMessages = true
    edit(chat, 'Hello, Bob')
    await settle()
    server.losesMessages = false
    chat.remove('general', 1)
    await settle()
    expect(server.conversation('general').find(1).deletedAt).toBeDefined()
    expect(server.commands).toHaveLength(1)
  })

  test('that a server without ids answers is done with by what it shows', async () => {
    const server = new FakeServer()
    server.isOld = true
    const { chat, texts } = await talked({ undoMs: 0 }, server)
    chat.remove('general', 1)
    await settle(30_000)
    expect(texts()).toEqual(['(deleted)', 'Hi'])
    expect(server.commands).toHaveLength(1)
  })
})

test('what is not answered goes with requests that outlive the page when it is left', async () => {
  const window = new EventTarget()
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', new EventTarget())
  const server = new FakeServer()
  const fetch = vi.fn(server.fetch)
  const { chat, texts } = await talked({ fetch }, server)
  server.losesMessages = true
  edit(chat, 'Hello, Bob')
  chat.send('general', 'Bye')
  await settle()
  window.dispatchEvent(new Event('pagehide'))
  const posts = fetch.mock.calls.filter(([, init]) => init?.method === 'POST')
  expect(posts.map(([, init]) => init?.keepalive)).toEqual([true, true])
  await settle()
  expect(texts()).toEqual(['Hello, Bob', 'Hi', 'Bye'])
})
