import { describe, expect, test } from 'vitest'
import { chatting, looking, settle, summary } from './support/chatting'
import { FakeServer } from './support/FakeServer'

/** A chat that looks at a conversation, on a connection that is about to be lost. It comes back before REST is tried. */
async function followed(server = new FakeServer()) {
  server.says('bob', 'general', 'one')
  const { chat } = await chatting(server, { random: () => 0.5 })
  const look = looking(chat)
  await settle()
  const comesBack = async () => {
    server.requests.length = 0
    await settle(3_000)
    expect(chat.getState().connection.socket).toBe('connected')
  }
  return { chat, server, comesBack, ...look }
}

const changesRead = (server: FakeServer) => server.requests.filter(request => request.endsWith('/changes'))

describe('coming back', () => {
  test('says how far each open conversation was followed', async () => {
    const { chat, server, comesBack } = await followed()
    server.says('bob', 'alice~bob', 'hello')
    looking(chat, 'alice~bob')
    await settle()
    server.says('bob', 'general', 'two')
    server.dropAll()
    await comesBack()
    expect(server.last.sent[0]).toMatchObject({
      cursors: { epoch: 'first', after: { general: 2, 'alice~bob': 1 } },
    })
  })

  test('brings what was missed with no request but for the lists', async () => {
    const { server, texts, comesBack } = await followed()
    server.dropAll()
    server.says('bob', 'general', 'two')
    server.obey('bob', { type: 'edit', conversationId: 'general', seq: 1, text: 'ONE' })
    server.obey('carol', { type: 'react', conversationId: 'general', seq: 2, emoji: '👍', on: true })
    await comesBack()
    expect(texts()).toEqual(['ONE', 'two'])
    expect(server.requests).toEqual(['GET conversations', 'GET users'])
    expect(server.last.sentOf('changes')).toEqual([])
  })

  test('tells of what was missed, and counts it', async () => {
    const { chat, server, comesBack } = await followed()
    const heard: string[] = []
    chat.onMessage(({ text }) => heard.push(text))
    server.dropAll()
    server.says('bob', 'general', 'two')
    server.says('bob', 'general', 'three')
    await comesBack()
    expect(heard).toEqual(['two', 'three'])
    expect(summary(chat)).toMatchObject({ unread: 3, head: 3, lastMessage: { text: 'three' } })
  })

  test('shows one’s own message once that was stored without an echo', async () => {
    const { chat, server, texts, comesBack } = await followed()
    server.losesEvents = true
    chat.send('general', 'mine')
    await settle()
    server.losesEvents = false
    server.dropAll()
    await comesBack()
    expect(texts()).toEqual(['one', 'mine'])
    expect(server.conversation('general').messages).toHaveLength(2)
  })

  test('asks for the rest by the socket when not everything came at once', async () => {
    const { server, texts, comesBack } = await followed()
    server.conversation('general').changesPage = 2
    server.dropAll()
    for (const text of ['two', 'three', 'four', 'five', 'six']) server.says('bob', 'general', text)
    await comesBack()
    expect(texts()).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
    expect(server.last.sentOf('changes').map(({ after }) => after)).toEqual([3, 5])
    expect(changesRead(server)).toEqual([])
  })

  test('reads the newest page once when too much was missed', async () => {
    const { server, texts, comesBack } = await followed()
    server.conversation('general').changesLimit = 10
    server.dropAll()
    for (let i = 1; i <= 80; i++) server.says('bob', 'general', `${i}`)
    await comesBack()
    expect(texts()).toHaveLength(50)
    expect(server.requests.filter(request => request.endsWith('/messages'))).toHaveLength(1)
  })

  test('to another history forgets what was known, once', async () => {
    const { server, texts, comesBack } = await followed()
    server.dropAll()
    server.forget('second')
    server.says('bob', 'general', 'of the new world')
    await comesBack()
    expect(texts()).toEqual(['of the new world'])
    expect(server.requests.filter(request => request.endsWith('/messages'))).toHaveLength(1)
  })

  test('to a server that knows no cursors reads what was missed, by requests once it has refused', async () => {
    const { server, texts, comesBack } = await followed()
    server.isOld = true
    for (const text of ['two', 'three']) {
      server.dropAll()
      server.says('bob', 'general', text)
      await comesBack()
      await settle(10_000)
    }
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(server.last.sentOf('changes')).toEqual([])
    expect(changesRead(server)).toHaveLength(1)
  })

  test('while the newest page is being read misses nothing that was said in between', async () => {
    const server = new FakeServer()
    server.says('bob', 'general', 'one')
    let answer = () => {}
    const late = new Promise<void>(resolve => {
      answer = resolve
    })
    const { chat } = await chatting(server, {
      fetch: async (input, init) => {
        const response = await server.fetch(input, init)
        if (String(input).includes('/messages')) await late
        return response
      },
    })
    const { texts } = looking(chat)
    await settle()
    server.dropAll()
    server.says('bob', 'general', 'two')
    await settle(3_000)
    answer()
    await settle()
    expect(texts()).toEqual(['one', 'two'])
  })
})

test('what is missed while the newest page is being read again is found without the lists', async () => {
  const server = new FakeServer()
  let isSlow = false
  const fetch: typeof server.fetch = async (input, init) => {
    if (isSlow && !String(input).includes('/messages')) throw new TypeError('fetch failed')
    const answer = await server.fetch(input, init)
    if (isSlow) await new Promise(resolve => setTimeout(resolve, 5_000))
    return answer
  }
  server.says('bob', 'general', 'one')
  const { chat } = await chatting(server, { fetch })
  const { timeline, texts } = looking(chat)
  await settle()
  isSlow = true
  timeline.loadLatest()
  await settle(1)
  server.dropAll()
  server.says('bob', 'general', 'two')
  await settle(10_000)
  expect(texts()).toEqual(['one', 'two'])
})

describe('a hole', () => {
  async function withHole() {
    const look = await followed()
    const { server } = look
    server.requests.length = 0
    const lose = (text: string) => {
      server.losesEvents = true
      server.says('bob', 'general', text)
      server.losesEvents = false
    }
    return { ...look, lose }
  }

  test('is asked for by the socket', async () => {
    const { server, texts, lose } = await withHole()
    lose('two')
    server.says('bob', 'general', 'three')
    await settle()
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(server.last.sentOf('changes')).toEqual([{ type: 'changes', conversationId: 'general', after: 1 }])
    expect(server.requests).toEqual([])
  })

  test('is asked for again when no answer comes', async () => {
    const { server, texts, lose } = await withHole()
    lose('two')
    server.losesMessages = true
    server.says('bob', 'general', 'three')
    await settle(9_000)
    server.losesMessages = false
    await settle(2_000)
    expect(texts()).toEqual(['one', 'two', 'three'])
    expect(server.last.sentOf('changes')).toHaveLength(2)
  })

  test('is read when the socket goes before the answer comes', async () => {
    const { server, texts, lose } = await withHole()
    lose('two')
    server.losesMessages = server.socketsDown = true
    server.says('bob', 'general', 'three')
    await settle()
    server.dropAll()
    await settle(3_000)
    expect(texts()).toEqual(['one', 'two', 'three'])
  })
})
