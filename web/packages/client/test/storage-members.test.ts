/** What a browser keeps of conversations that one can lose. */
import { expect, test } from 'vitest'
import { membership } from '../src/members'
import type { TimelineRecord } from '../src/storage/checks'
import { looking, settle, summary } from './support/chatting'
import { KeepingBrowser, records, waiting } from './support/keeping'

const DESIGN = `c-${'design'.padEnd(22, 'x')}`
const members = { members: membership }

function designing(): KeepingBrowser {
  const browser = new KeepingBrowser()
  const { groups } = browser.server
  groups.make(
    DESIGN,
    { name: 'Design', posting: 'everyone', description: 'Lines' },
    { bob: 'owner', alice: 'member' },
  )
  browser.server.says('bob', DESIGN, 'secret')
  browser.server.says('bob', 'general', 'open')
  return browser
}

async function kept({ indexedDB }: KeepingBrowser): Promise<string[]> {
  const timelines = (await records(indexedDB, 'timelines')) as TimelineRecord[]
  return timelines.map(({ conversationId }) => conversationId).sort()
}

async function look(browser: KeepingBrowser) {
  const page = await browser.open(members)
  const views = [looking(page.chat, DESIGN), looking(page.chat)]
  await settle(2_000)
  return { ...page, views }
}

test('is shown with its name before the server answers', async () => {
  const browser = designing()
  const { crash } = await look(browser)
  crash()
  browser.cut()
  const { chat } = await browser.open(members)
  const { texts } = looking(chat, DESIGN)
  await settle(5_000)
  expect(summary(chat, DESIGN)).toMatchObject({ name: 'Design', description: 'Lines', role: 'member' })
  expect(texts()).toEqual(['secret'])
})

test('is forgotten when it is lost', async () => {
  const browser = designing()
  await look(browser)
  expect(await kept(browser)).toEqual([DESIGN, 'general'])
  browser.server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
  await settle(2_000)
  expect(await kept(browser)).toEqual(['general'])
})

test('is forgotten when it was lost between two visits', async () => {
  const browser = designing()
  const { crash } = await look(browser)
  crash()
  browser.server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
  const { chat } = await browser.open(members)
  const { texts } = looking(chat, DESIGN)
  await settle(2_000)
  expect(summary(chat, DESIGN)).toBeUndefined()
  expect(texts()).toEqual([])
  expect(await kept(browser)).toEqual(['general'])
})

test('takes along what waited for it, in all tabs', async () => {
  const browser = designing()
  const first = await look(browser)
  const second = await look(browser)
  browser.server.losesMessages = true
  first.chat.send(DESIGN, 'on its way')
  await settle()
  expect(waiting(second.chat)).toBe(1)
  browser.server.groups.does('bob', DESIGN, { what: 'removed', userIds: ['alice'] })
  await settle(2_000)
  expect([first, second].map(({ chat }) => waiting(chat))).toEqual([0, 0])
  expect(await records(browser.indexedDB, 'outbox')).toEqual([])
})

test.each([
  ['a notice that names nobody', { notice: { what: 'added' } }],
  ['a notice that is no notice', { notice: 7 }],
])('%s is as if it were not there', async (_words, fields) => {
  const browser = designing()
  const { crash } = await look(browser)
  crash()
  const [record] = (await records(browser.indexedDB, 'timelines')) as TimelineRecord[]
  const request = browser.indexedDB.open('webchat 1 http://chat.test alice')
  await settle()
  const messages = record?.page.messages.map(message => ({ ...message, ...fields }))
  const spoilt = { ...record, page: { ...record?.page, messages } }
  request.result.transaction('timelines', 'readwrite').objectStore('timelines').put(spoilt)
  await settle()
  request.result.close()
  browser.cut()
  const { chat } = await browser.open(members)
  const { texts } = looking(chat, record?.conversationId)
  await settle(5_000)
  expect(texts()).toEqual([])
})
