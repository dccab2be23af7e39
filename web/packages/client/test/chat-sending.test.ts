import { describe, expect, test, vi } from 'vitest'
import { chatting, looking, settle } from './support/chatting'
import { FakeServer } from './support/FakeServer'

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
    expect(server.commands).toEqual([
      { type: 'delete', conversationId: 'general', seq: 1, id: expect.any(String) },
    ])
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
