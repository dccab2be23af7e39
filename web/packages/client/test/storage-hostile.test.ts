import { describe, expect, test } from 'vitest'
import { looking, settle } from './support/chatting'
import { database, KeepingBrowser, records } from './support/keeping'
import type { OpenTab } from './support/tabbing'

interface Wrong {
  readonly savedAt?: number
  readonly people?: readonly object[]
  readonly lastMessage?: object
  readonly head?: number
}

const storage = ({ chat }: OpenTab) => chat.getState().storage

describe('a database', () => {
  test('with nonsense in it is read as far as it makes sense', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const first = await browser.open()
    looking(first.chat)
    await settle(1_000)
    first.crash()
    const body = { type: 'message', conversationId: 'general', text: 'good' }
    const more = {
      lane: 'general',
      createdAt: '2026-01-01T00:00:00.000Z',
      reason: null,
      tab: 't',
      epoch: null,
    }
    const good = (id: string) => ({ id, order: 1, body: { ...body, id }, ...more })
    await database(browser.indexedDB, db => {
      const write = db.transaction(['outbox', 'timelines', 'lists'], 'readwrite')
      const outbox = write.objectStore('outbox')
      outbox.put(good('a'))
      for (const order of ['two', Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300])
        outbox.put({ ...good(`order ${order}`), order })
      outbox.put({ ...good('c'), body: { ...body, id: 'c', text: null } })
      outbox.put({ ...good('d'), body: { ...body, id: 'another' } })
      outbox.put({ ...good('e'), body: { type: 'register', id: 'e' } })
      outbox.put({ ...good('f'), body: { type: 'constructor', id: 'f' } })
      outbox.put({ ...good('g'), lane: 'alice~bob' })
      outbox.put({ ...good('h'), createdAt: 'yesterday' })
      outbox.put({ id: 'i' })
      const page = { messages: [{ id: 'x', seq: -1 }], hasMore: false, head: 9 }
      write.objectStore('timelines').put({ conversationId: 'general', epoch: 'first', savedAt: 1, page })
      return write
        .objectStore('lists')
        .put({ epoch: 'first', savedAt: 1, conversations: [7], people: 'all' }, 'lists')
    })
    browser.cut()
    const page = await browser.open()
    const { texts } = looking(page.chat)
    await settle()
    expect(texts()).toEqual(['good (pending)'])
    expect(page.chat.getState().status).not.toBe('kept')
    expect(storage(page)).toBe('kept')
    browser.mend()
    await settle(30_000)
    expect(texts()).toEqual(['one', 'good'])
  })

  test.each([
    ['a time that is none', { savedAt: 1e300 }],
    [
      'a person who was last seen never',
      { people: [{ userId: 'b', name: 'b', status: '', lastSeenAt: '?' }] },
    ],
    ['a message of no day', { lastMessage: { createdAt: 'once' } }],
    ['a place beyond all numbers', { head: 2 ** 60 }],
  ])('with %s in its lists goes on without them', async (_, { lastMessage, head, ...wrong }: Wrong) => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const first = await browser.open()
    await settle(1_000)
    first.crash()
    browser.cut()
    const kept = (await records(browser.indexedDB, 'lists')) as { conversations: { lastMessage: object }[] }[]
    await database(browser.indexedDB, db => {
      const conversations = kept[0]?.conversations.map(one => ({
        ...one,
        ...(head && { head }),
        lastMessage: { ...one.lastMessage, ...lastMessage },
      }))
      const lists = db.transaction('lists', 'readwrite').objectStore('lists')
      return lists.put({ ...kept[0], conversations, ...wrong }, 'lists')
    })
    const page = await browser.open()
    await settle(10_000)
    expect(page.chat.getState().status).toBe('failed')
    expect(storage(page)).toBe('kept')
    browser.mend()
    await settle(30_000)
    expect(page.chat.getState().status).toBe('ready')
  })

  test('that is ahead of the server believes the server when it speaks', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const first = await browser.open()
    await settle(1_000)
    first.crash()
    const kept = (await records(browser.indexedDB, 'lists')) as { conversations: object[] }[]
    await database(browser.indexedDB, db => {
      const conversations = kept[0]?.conversations.map(one => ({ ...one, head: 1_000, readSeq: 900 }))
      const lists = db.transaction('lists', 'readwrite').objectStore('lists')
      return lists.put({ ...kept[0], conversations }, 'lists')
    })
    const { chat } = await browser.open()
    expect(chat.getState().conversations[0]).toMatchObject({ head: 1, readSeq: 0, unread: 1 })
    browser.server.says('bob', 'general', 'two')
    await settle()
    expect(chat.getState().conversations[0]?.lastMessage?.text).toBe('two')
  })
})

test('nonsense from another one is not listened to', async () => {
  const browser = new KeepingBrowser()
  const [first, second] = [await browser.open(), await browser.open()]
  const one = looking(first.chat)
  const stranger = browser.browser.tab()
  const said = ['', 'x', 7, null, [], {}, { tab: 7 }, { letter: { id: 'x' } }, { discarded: {} }]
  const posts = ['attach', 'up', 'bye', 'led', 'here', 'welcome', 'down', 'gone', 'constructor', 7]
  const frames = ['', '{', 'null', '7', '[]', '{"type":7,"id":{}}']
  const hello = { type: 'register', userId: 'alice', protocol: 2 }
  const hellos = [{ cursors: 7 }, { cursors: { epoch: 'first', after: null } }, { name: [] }]
  for (const name of [...browser.browser.channels.keys()]) {
    const channel = new stranger.BroadcastChannel(name)
    let leader = ''
    channel.onmessage = ({ data }) => {
      leader = data.from
    }
    channel.postMessage({ kind: 'attach', from: 'x', hello: '' })
    await settle()
    for (const data of said) channel.postMessage(data)
    for (const kind of posts) {
      channel.postMessage({ kind })
      channel.postMessage({ kind, from: 'x', to: 7, code: '', frames: [7], hello: 7, frame: 7 })
      for (const frame of frames)
        channel.postMessage({ kind, from: 'x', to: leader, frame, hello: frame, frames: [frame] })
    }
    for (const wrong of hellos)
      channel.postMessage({ kind: 'attach', from: 'x', hello: JSON.stringify({ ...hello, ...wrong }) })
  }
  await settle(10_000)
  browser.server.says('bob', 'general', 'Hi')
  first.chat.send('general', 'one')
  await settle()
  second.chat.send('general', 'two')
  await settle()
  expect(one.texts()).toEqual(['Hi', 'one', 'two'])
  expect(await records(browser.indexedDB, 'outbox')).toEqual([])
})
