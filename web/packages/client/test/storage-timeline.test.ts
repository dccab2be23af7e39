import { describe, expect, test } from 'vitest'
import type { Chat } from '../src/chat'
import { looking, settle } from './support/chatting'
import { KeepingBrowser, records } from './support/keeping'

/** A visit in which `general` is looked at, and which ends without a word. */
async function visit(browser: KeepingBrowser, act: (chat: Chat) => void = () => {}): Promise<void> {
  const { chat, crash } = await browser.open()
  looking(chat)
  await settle()
  act(chat)
  await settle(1_000)
  crash()
}

const reads = ({ server }: KeepingBrowser) => server.requests.filter(request => request.startsWith('GET'))

describe('what was read before', () => {
  test('is there at once while nothing can be reached, and says that it is not confirmed', async () => {
    const browser = new KeepingBrowser()
    browser.server.person('bob', 'online', 'Bob')
    browser.server.says('bob', 'alice~bob', 'just us')
    for (const text of ['one', 'two']) browser.server.says('bob', 'general', text)
    await visit(browser)
    browser.cut()
    await settle(3_600_000)
    const { chat } = await browser.open()
    const { texts } = looking(chat)
    await settle(20_000)
    expect(texts()).toEqual(['one', 'two'])
    const { status, conversations, people } = chat.getState()
    expect(status).toBe('kept')
    expect(conversations.map(({ conversationId }) => conversationId)).toEqual(['general', 'alice~bob'])
    expect(people).toMatchObject([{ name: 'Bob', status: 'offline' }])
    expect(conversations[1]?.peer).toMatchObject({ name: 'Bob', status: 'offline' })
  })

  test('says of who was there then when that was', async () => {
    const browser = new KeepingBrowser()
    browser.server.person('bob', 'online', 'Bob')
    const at = Date.now()
    await visit(browser)
    browser.cut()
    await settle(3_600_000)
    const { chat } = await browser.open()
    const seenAt = Date.parse(chat.getState().people[0]?.lastSeenAt ?? '')
    expect(seenAt - at).toBeLessThan(5_000)
  })

  test('is brought up to date by what has changed since, and by no page', async () => {
    const browser = new KeepingBrowser()
    for (let i = 1; i <= 3; i++) browser.server.says('bob', 'general', `${i}`)
    await visit(browser)
    browser.server.says('bob', 'general', '4')
    browser.server.deletes('general', 2)
    browser.server.requests.length = 0
    const { chat } = await browser.open()
    const { texts } = looking(chat)
    await settle()
    expect(texts()).toEqual(['1', '(deleted)', '3', '4'])
    expect(chat.getState().status).toBe('ready')
    expect(browser.server.last.sentOf('changes')).toMatchObject([{ conversationId: 'general', after: 3 }])
    expect(reads(browser).toSorted()).toEqual(['GET conversations', 'GET users'])
  })

  test('asks for nothing more when nothing has changed', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    await visit(browser)
    browser.server.requests.length = 0
    const { chat } = browser.make()
    const { timeline } = looking(chat)
    chat.start()
    await settle()
    expect(timeline.getState().status).toBe('ready')
    expect(reads(browser).toSorted()).toEqual(['GET conversations', 'GET users'])
  })

  test('is not announced as news, nor what was said since', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    await visit(browser)
    browser.server.says('bob', 'general', 'two')
    const { chat } = await browser.open()
    const heard: string[] = []
    chat.onMessage(({ text }) => heard.push(text))
    looking(chat)
    await settle()
    browser.server.says('bob', 'general', 'three')
    await settle()
    expect(heard).toEqual(['three'])
  })

  test('of another history is never mixed with this one', async () => {
    const browser = new KeepingBrowser()
    for (let i = 1; i <= 9; i++) browser.server.says('bob', 'general', `old ${i}`)
    browser.server.says('bob', 'alice~bob', 'just us')
    await visit(browser, chat => looking(chat, 'alice~bob'))
    browser.server.forget('second')
    for (let i = 1; i <= 12; i++) browser.server.says('carol', 'general', `new ${i}`)
    const { chat, crash } = await browser.open()
    const { texts } = looking(chat)
    await settle(1_000)
    expect(texts()).toEqual(Array.from({ length: 12 }, (_, index) => `new ${index + 1}`))
    const kept = (await records(browser.indexedDB, 'timelines')) as { epoch: string }[]
    expect(kept.map(({ epoch }) => epoch)).toEqual(['second'])
    crash()
    browser.cut()
    expect(looking((await browser.open()).chat).texts()).toEqual([])
  })

  test('a conversation that is there no more goes when the list comes', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'alice~bob', 'just us')
    await visit(browser)
    browser.server.forget('first')
    const { chat } = await browser.open()
    expect(chat.getState().conversations.map(({ conversationId }) => conversationId)).toEqual(['general'])
  })

  const missed = async () => {
    const browser = new KeepingBrowser()
    browser.server.conversation('general').changesLimit = 300
    browser.server.says('bob', 'general', '1')
    await visit(browser, chat => chat.markRead('general', 1))
    for (let i = 2; i <= 420; i++) browser.server.says('bob', 'general', `${i}`)
    return browser
  }

  test('with a thousand messages missed is read back to the first unread one', async () => {
    const { chat } = await (await missed()).open()
    const { texts } = looking(chat)
    await settle(1_000)
    expect(texts()[0]).toBe('1')
    expect(texts()).toHaveLength(420)
  })

  test('and so it is when it was shown before the server said that', async () => {
    const { chat } = (await missed()).make()
    const { texts } = looking(chat)
    await settle()
    expect(texts()).toEqual(['1'])
    chat.start()
    await settle(1_000)
    expect(texts()[0]).toBe('1')
    expect(texts()).toHaveLength(420)
  })

  test('is shown before anybody has answered how far back there is something to read', async () => {
    const browser = new KeepingBrowser()
    for (let i = 1; i <= 250; i++) browser.server.says('bob', 'general', `${i}`)
    await visit(browser)
    browser.cut()
    const { chat } = await browser.open({ fetch: () => new Promise(() => {}) })
    const { texts } = looking(chat)
    await settle()
    expect(texts()).toHaveLength(100)
    expect(texts().at(-1)).toBe('250')
  })

  test('comes back with older pages to be read before it', async () => {
    const browser = new KeepingBrowser()
    for (let i = 1; i <= 250; i++) browser.server.says('bob', 'general', `${i}`)
    await visit(browser)
    await visit(browser, chat => chat.markRead('general', 250))
    const { chat } = await browser.open()
    const { timeline, texts } = looking(chat)
    await settle()
    expect(timeline.getState().hasOlder).toBe(true)
    expect(texts()).toHaveLength(100)
    timeline.loadOlder()
    await settle()
    expect(texts()).toEqual(Array.from({ length: 150 }, (_, index) => `${101 + index}`))
  })
})

describe('what is kept is bounded', () => {
  test('to the hundred newest messages of the fifty conversations that were read last', async () => {
    const browser = new KeepingBrowser()
    for (let i = 0; i < 60; i++) browser.server.says(`user${i}`, `alice~user${i}`, 'Hi')
    for (let i = 1; i <= 250; i++) browser.server.says('bob', 'general', `${i}`)
    await visit(browser, chat => {
      for (let i = 0; i < 60; i++) looking(chat, `alice~user${i}`)
    })
    const kept = (await records(browser.indexedDB, 'timelines')) as { page: { messages: unknown[] } }[]
    expect(kept).toHaveLength(50)
    expect(Math.max(...kept.map(({ page }) => page.messages.length))).toBeLessThanOrEqual(100)
  })

  test('and to some characters of each', async () => {
    const browser = new KeepingBrowser()
    for (let i = 0; i < 60; i++) browser.server.says('bob', 'general', 'x'.repeat(10_000))
    await visit(browser)
    browser.cut()
    const { chat } = await browser.open()
    const { timeline, texts } = looking(chat)
    await settle()
    expect(texts()).toHaveLength(20)
    expect(timeline.getState().hasOlder).toBe(true)
  })
})
