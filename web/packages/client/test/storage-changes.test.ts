import { describe, expect, test } from 'vitest'
import type { Command } from '../src/protocol.gen'
import { looking, settle, summary } from './support/chatting'
import { KeepingBrowser, records, said } from './support/keeping'
import type { OpenTab } from './support/tabbing'

/** A browser in which alice has said something in `general`, and sees it. */
async function alices(...words: string[]) {
  const browser = new KeepingBrowser()
  for (const word of words) browser.server.says('alice', 'general', word)
  const page = await browser.open()
  const { texts, timeline } = looking(page.chat)
  await settle(1_000)
  return { browser, page, texts, timeline }
}

const changes = ({ server }: KeepingBrowser, type: Command['type']) =>
  server.commands.filter(command => command.type === type)

const edits = (browser: KeepingBrowser) =>
  changes(browser, 'edit').map(command => 'text' in command && command.text)

describe('changes that wait to be sent', () => {
  test('survive the page, are shown at once, and are made once', async () => {
    const { browser, page } = await alices('one', 'two')
    browser.cut()
    page.chat.edit('general', 1, 'ONE')
    page.chat.react('general', 2, '👍', true)
    await settle()
    page.crash()
    const { chat } = await browser.open()
    const { texts, timeline } = looking(chat)
    await settle()
    expect(texts()).toEqual(['ONE', 'two'])
    const [one, two] = timeline.getState().items
    expect(one?.change?.delivery.state).toBe('pending')
    expect(two?.reactions).toEqual([{ emoji: '👍', userIds: ['alice'] }])
    browser.mend()
    await settle(30_000)
    expect(said(browser.server)).toEqual(['ONE', 'two'])
    expect(browser.server.conversation('general').find(2).reactions).toHaveLength(1)
    expect([...edits(browser), ...changes(browser, 'react')]).toHaveLength(2)
    expect(timeline.getState().items.map(({ change }) => change)).toEqual([undefined, undefined])
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
  })

  test('of one message are made in their order', async () => {
    const { browser, page } = await alices('first')
    browser.cut()
    for (const text of ['second', 'third']) page.chat.edit('general', 1, text)
    await settle()
    page.crash()
    const next = await browser.open()
    next.chat.edit('general', 1, 'fourth')
    await settle()
    next.crash()
    await browser.open()
    browser.mend()
    await settle(30_000)
    expect(edits(browser)).toEqual(['second', 'third', 'fourth'])
  })

  test('and what was deleted stays deleted', async () => {
    const { browser, page } = await alices('slip')
    browser.cut()
    page.chat.remove('general', 1)
    await settle()
    page.crash()
    const { texts } = looking((await browser.open()).chat)
    await settle()
    expect(texts()).toEqual(['(deleted)'])
    browser.mend()
    await settle(30_000)
    expect(browser.server.conversation('general').find(1).deletedAt).toBeDefined()
  })

  test('unless that was undone', async () => {
    const { browser, page } = await alices('slip')
    browser.cut()
    page.chat.remove('general', 1).undo()
    await settle()
    page.crash()
    browser.mend()
    await browser.open()
    await settle(30_000)
    expect(changes(browser, 'delete')).toEqual([])
    expect(said(browser.server)).toEqual(['slip'])
  })

  test('with how far the user has read', async () => {
    const browser = new KeepingBrowser()
    for (const text of ['one', 'two']) browser.server.says('bob', 'general', text)
    const page = await browser.open()
    looking(page.chat)
    await settle(1_000)
    browser.cut()
    page.chat.markRead('general', 2)
    await settle()
    page.crash()
    browser.mend()
    const { chat } = await browser.open()
    await settle(1_000)
    expect(summary(chat)).toMatchObject({ readSeq: 2, unread: 0 })
    expect(changes(browser, 'read')).toHaveLength(1)
  })

  test('that were refused say why after the page too', async () => {
    const { browser, page } = await alices('one')
    browser.server.refusals.push({ message: 'The text is too long.', code: 'too-long' })
    page.chat.edit('general', 1, 'longer')
    await settle()
    page.crash()
    const { chat } = await browser.open()
    const { timeline } = looking(chat)
    await settle()
    const { change } = timeline.getState().items[0] ?? {}
    expect(change?.delivery).toEqual({ state: 'failed', reason: 'The text is too long.' })
    chat.retry('general', change?.id ?? '')
    await settle(2_000)
    expect(said(browser.server)).toEqual(['longer'])
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
  })
})

describe('changes meant for another history', () => {
  test('are dropped, and what was said is not', async () => {
    const { browser, page } = await alices('mine')
    browser.cut()
    page.chat.edit('general', 1, 'edited')
    page.chat.send('general', 'said')
    await settle()
    page.crash()
    browser.server.forget('second')
    browser.server.says('alice', 'general', 'another one')
    browser.mend()
    const { chat } = await browser.open()
    const { texts } = looking(chat)
    await settle(10_000)
    expect(edits(browser)).toEqual([])
    expect(texts()).toEqual(['another one', 'said'])
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
  })

  test('wait until the server has said which one it has', async () => {
    const { browser, page } = await alices('mine')
    browser.cut()
    page.chat.edit('general', 1, 'edited')
    await settle()
    page.crash()
    browser.server.forget('second')
    browser.server.says('alice', 'general', 'another one')
    // Requests get through, and no list is read yet.
    browser.server.restDown = false
    const slow: typeof fetch = async (input, init) => {
      if (init?.method !== 'POST') await new Promise(resolve => setTimeout(resolve, 5_000))
      return browser.server.fetch(input, init)
    }
    const { chat } = await browser.open({ fetch: slow })
    looking(chat)
    await settle(30_000)
    expect(edits(browser)).toEqual([])
    expect(said(browser.server)).toEqual(['another one'])
  })
})

describe('in several tabs', () => {
  async function cutOff(tabs: number) {
    const { browser, page, texts } = await alices('mine')
    const others: OpenTab[] = []
    for (let i = 1; i < tabs; i++) others.push(await browser.open())
    for (const { chat } of others) looking(chat)
    await settle(1_000)
    browser.cut()
    page.chat.edit('general', 1, 'edited')
    await settle()
    return { browser, page, others, texts }
  }

  test('a change is made by the one where it was made', async () => {
    const { browser } = await cutOff(3)
    // One that comes later finds it, and leaves it alone.
    await browser.open()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited'])
  })

  test('what one has left another one makes, and only one', async () => {
    const { browser, page } = await cutOff(4)
    page.crash()
    await settle()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited'])
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
  })

  test('also if another one is just being opened', async () => {
    const { browser, page } = await cutOff(3)
    for (let i = 0; i < 3; i++) void browser.open()
    page.crash()
    for (let i = 0; i < 2; i++) void browser.open()
    await settle()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited'])
  })

  test('what the last one has left is made by one of those that come after it', async () => {
    const { browser, page } = await cutOff(1)
    page.crash()
    for (let i = 0; i < 3; i++) void browser.open()
    await settle()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited'])
  })

  test('one that was closed leaves its changes to one that had met it', async () => {
    const { browser, page, others } = await cutOff(2)
    others[0]?.crash()
    const later = await browser.open()
    page.crash()
    await settle()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited'])
    expect(later.chat.getState().connection.socket).toBe('connected')
  })

  test('a change that is older than this tab’s own goes before it', async () => {
    const { browser, page, others } = await cutOff(2)
    others[0]?.chat.edit('general', 1, 'edited later')
    await settle()
    page.crash()
    await settle()
    browser.mend()
    await settle(60_000)
    expect(edits(browser)).toEqual(['edited', 'edited later'])
  })

  test('a tab that sleeps is waited for with its changes, and not with what it said', async () => {
    const { browser, page } = await cutOff(2)
    page.chat.send('general', 'said')
    await settle()
    page.tab.freeze()
    browser.mend()
    await settle(60_000)
    expect(said(browser.server)).toEqual(['mine', 'said'])
    page.tab.thaw()
    await settle(60_000)
    expect(said(browser.server)).toEqual(['edited', 'said'])
    expect(edits(browser)).toEqual(['edited'])
  })
})
