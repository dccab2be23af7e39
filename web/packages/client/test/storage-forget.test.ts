import { afterEach, describe, expect, test, vi } from 'vitest'
import type { BrowserStorage } from '../src/storage'
import { looking, settle } from './support/chatting'
import { DATABASE, KeepingBrowser, records, said, waiting } from './support/keeping'
import type { OpenTab } from './support/tabbing'

afterEach(() => {
  vi.restoreAllMocks()
})

const storage = ({ chat }: OpenTab) => chat.getState().storage

describe('forgetting', () => {
  const forget = async (browser: KeepingBrowser, { storage }: OpenTab) => {
    const forgotten = (storage as BrowserStorage).forget()
    await settle()
    await forgotten
    return (await browser.indexedDB.databases()).map(({ name }) => name)
  }

  test('leaves nothing behind, not even the name of the database', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const page = await browser.open()
    looking(page.chat)
    browser.cut()
    page.chat.send('general', 'waits')
    await settle(1_000)
    expect(await forget(browser, page)).toEqual([])
    expect(waiting(page.chat)).toBe(0)
    browser.mend()
    await settle(60_000)
    expect(said(browser.server)).toEqual(['one'])
    expect(await browser.indexedDB.databases()).toEqual([])
  })

  test('reaches other tabs: they keep nothing from then on', async () => {
    const browser = new KeepingBrowser()
    const first = await browser.open()
    const second = await browser.open()
    expect(await forget(browser, first)).toEqual([])
    expect(storage(second)).toBe('memory')
    second.chat.send('general', 'still here')
    await settle()
    expect(said(browser.server)).toEqual(['still here'])
  })

  test('what was forgotten is sent by nobody', async () => {
    const browser = new KeepingBrowser()
    const first = await browser.open()
    const second = await browser.open()
    browser.cut()
    first.chat.send('general', 'never mind')
    second.chat.send('general', 'mine')
    await settle()
    expect(waiting(second.chat)).toBe(2)
    await forget(browser, first)
    first.crash()
    browser.mend()
    await settle(60_000)
    expect(said(browser.server)).toEqual(['mine'])
    expect(waiting(second.chat)).toBe(0)
  })

  test('works for a chat that was never started, and another one can begin again', async () => {
    const browser = new KeepingBrowser()
    const before = await browser.open()
    browser.cut()
    before.chat.send('general', 'left behind')
    await settle()
    before.crash()
    const never = browser.make()
    expect(await forget(browser, never)).toEqual([])
    browser.mend()
    const page = await browser.open({ storage: never.storage as BrowserStorage })
    expect(storage(page)).toBe('kept')
    expect(page.chat.getState().status).toBe('ready')
    expect(said(browser.server)).toEqual([])
  })

  test('does not wait for a tab that hangs', async () => {
    const browser = new KeepingBrowser()
    const page = await browser.open()
    page.chat.send('general', 'one')
    await settle()
    const hanging = { ...{ error: null, result: undefined } } as unknown as IDBOpenDBRequest
    vi.spyOn(browser.indexedDB, 'deleteDatabase').mockReturnValue(hanging as never)
    const forgotten = (page.storage as BrowserStorage).forget()
    await settle(2_500)
    await forgotten
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
  })
})

describe('a database that somebody deletes', () => {
  test('is not made again, and what waits still goes out', async () => {
    const browser = new KeepingBrowser()
    const page = await browser.open()
    browser.cut()
    page.chat.send('general', 'waits')
    await settle()
    browser.indexedDB.deleteDatabase(DATABASE)
    await settle()
    expect(storage(page)).toBe('memory')
    expect(waiting(page.chat)).toBe(1)
    browser.mend()
    await settle(30_000)
    expect(said(browser.server)).toEqual(['waits'])
    expect(await browser.indexedDB.databases()).toEqual([])
  })
})
