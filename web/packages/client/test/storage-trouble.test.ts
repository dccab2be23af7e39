import { type IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { looking, settle } from './support/chatting'
import { DATABASE, database, KeepingBrowser, records, said, waiting } from './support/keeping'
import type { OpenTab } from './support/tabbing'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A factory whose requests to open go wrong in some way, as often as is said. */
function opening(real: IDBFactory, open: IDBFactory['open'], times = Number.POSITIVE_INFINITY): IDBFactory {
  let left = times
  return {
    open: (name: string, version?: number) =>
      left-- > 0 ? open.call(real, name, version) : real.open(name, version),
    deleteDatabase: (name: string) => real.deleteDatabase(name),
  } as unknown as IDBFactory
}

/** A request that fails a moment later. */
function failing(name: string): IDBOpenDBRequest {
  const request = { error: new DOMException('Broken.', name), onerror: null as (() => void) | null }
  setTimeout(() => request.onerror?.())
  return request as unknown as IDBOpenDBRequest
}

const storage = ({ chat }: OpenTab) => chat.getState().storage

describe('without a database', () => {
  test('it says so, works, and loses nothing while the page lives', async () => {
    const browser = new KeepingBrowser()
    const none = opening(browser.indexedDB, () => {
      throw new DOMException('Not here.', 'SecurityError')
    })
    browser.cut()
    const page = await browser.open({}, { indexedDB: none })
    expect(storage(page)).toBe('memory')
    const { texts } = looking(page.chat)
    for (const text of ['one', 'two']) page.chat.send('general', text)
    await settle(3_600_000)
    expect(texts()).toEqual(['one (pending)', 'two (pending)'])
    browser.mend()
    await settle(30_000)
    expect(said(browser.server)).toEqual(['one', 'two'])
    expect(texts()).toEqual(['one', 'two'])
  })

  test('in a program that is no browser it is the same', async () => {
    const browser = new KeepingBrowser()
    vi.stubGlobal('indexedDB', undefined)
    const page = await browser.open({}, { indexedDB: undefined as unknown as IDBFactory })
    expect(storage(page)).toBe('memory')
    page.chat.send('general', 'Hi')
    await settle()
    expect(said(browser.server)).toEqual(['Hi'])
  })

  test('nobody who gives no storage is told that there is one', async () => {
    const browser = new KeepingBrowser()
    const page = await browser.open({ storage: undefined as never })
    expect(page.chat.getState()).not.toHaveProperty('storage')
  })
})

describe('a disk that does not answer', () => {
  test('is not waited for, and is used all the same when it does', async () => {
    const browser = new KeepingBrowser()
    browser.cut()
    const before = await browser.open()
    before.chat.send('general', 'kept')
    await settle()
    before.crash()
    const { indexedDB } = browser
    const request = { result: null } as unknown as IDBOpenDBRequest
    const hanging = opening(indexedDB, () => request, 1)
    browser.mend()
    const page = await browser.open({}, { indexedDB: hanging })
    page.chat.send('general', 'typed')
    await settle(1_000)
    expect(said(browser.server)).toEqual([])
    expect(storage(page)).toBe('kept')
    await settle(1_500)
    expect(storage(page)).toBe('memory')
    expect(said(browser.server)).toEqual(['typed'])
    browser.cut()
    page.chat.send('general', 'typed later')
    const real = indexedDB.open(DATABASE, 1)
    await settle()
    Object.assign(request, { result: real.result })
    request.onsuccess?.({} as Event)
    await settle()
    expect(storage(page)).toBe('kept')
    expect(waiting(page.chat)).toBe(2)
    page.crash()
    browser.mend()
    await browser.open()
    await settle()
    expect(said(browser.server)).toEqual(['typed', 'kept', 'typed later'])
  })
})

describe('a database that is no good', () => {
  test('of a newer version is set aside and stays as it is', async () => {
    const browser = new KeepingBrowser()
    browser.indexedDB.open(DATABASE, 7)
    await settle()
    browser.cut()
    const before = await browser.open()
    expect(storage(before)).toBe('kept')
    before.chat.send('general', 'Hi')
    await settle()
    before.crash()
    browser.mend()
    await browser.open()
    await settle()
    expect(said(browser.server)).toEqual(['Hi'])
    expect(await database(browser.indexedDB, db => ({ result: db.version }) as never)).toBe(7)
  })

  test('that fails to open is not an end', async () => {
    const browser = new KeepingBrowser()
    const broken = opening(browser.indexedDB, () => failing('UnknownError'))
    const page = await browser.open({}, { indexedDB: broken })
    expect(storage(page)).toBe('memory')
    page.chat.send('general', 'Hi')
    await settle()
    expect(said(browser.server)).toEqual(['Hi'])
  })
})

describe('a browser that gives no more room', () => {
  const full = () => {
    throw new DOMException('No room.', 'QuotaExceededError')
  }

  test('gives up what the server has too for what waits', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const page = await browser.open()
    looking(page.chat)
    await settle(1_000)
    expect(await records(browser.indexedDB, 'timelines')).toHaveLength(1)
    browser.cut()
    // Once for the message, and once more in case that was bad luck.
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(full).mockImplementationOnce(full)
    page.chat.send('general', 'important')
    await settle()
    expect(storage(page)).toBe('kept')
    expect(await records(browser.indexedDB, 'timelines')).toHaveLength(0)
    expect(await records(browser.indexedDB, 'outbox')).toMatchObject([{ body: { text: 'important' } }])
  })

  test('is said to keep nothing, until it does again', async () => {
    const browser = new KeepingBrowser()
    const page = await browser.open()
    browser.cut()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    page.chat.send('general', 'one')
    await settle()
    expect(storage(page)).toBe('memory')
    put.mockRestore()
    page.chat.send('general', 'two')
    await settle()
    expect(storage(page)).toBe('kept')
    expect(await records(browser.indexedDB, 'outbox')).toHaveLength(2)
  })

  test('and pages that can not be kept are no trouble to anybody', async () => {
    const browser = new KeepingBrowser()
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    const page = await browser.open()
    const { texts } = looking(page.chat)
    browser.server.says('bob', 'general', 'one')
    await settle(2_000)
    expect(texts()).toEqual(['one'])
    expect(storage(page)).toBe('kept')
  })
})

describe('a letter that is done with', () => {
  test('is not found again, though the disk did not take that at first', async () => {
    const browser = new KeepingBrowser()
    const page = await browser.open()
    const refuses = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('Not now.', 'UnknownError')
    })
    page.chat.send('general', 'one')
    await settle()
    refuses.mockRestore()
    page.chat.send('general', 'two')
    await settle()
    expect(said(browser.server)).toEqual(['one', 'two'])
    expect(await records(browser.indexedDB, 'outbox')).toEqual([])
    expect(storage(page)).toBe('kept')
  })

  test('is not found again where the browser had closed the database meanwhile', async () => {
    const browser = new KeepingBrowser()
    const opened: IDBDatabase[] = []
    const { indexedDB } = browser
    const watched = opening(indexedDB, (name, version) => {
      const request = indexedDB.open(name, version)
      request.addEventListener('success', () => opened.push(request.result))
      return request
    })
    const { chat } = await browser.open({}, { indexedDB: watched })
    looking(chat)
    browser.server.says('alice', 'general', 'mine')
    await settle()
    browser.server.losesMessages = true
    chat.edit('general', 1, 'edited')
    await settle()
    expect(await records(indexedDB, 'outbox')).toHaveLength(1)
    // Its answer comes while nothing can be written.
    const [db] = opened
    db?.close()
    browser.server.obey('alice', { type: 'edit', conversationId: 'general', seq: 1, text: 'edited' })
    await settle()
    db?.onclose?.(new Event('close'))
    await settle()
    expect(opened).toHaveLength(2)
    expect(await records(indexedDB, 'outbox')).toEqual([])
    browser.server.losesMessages = false
    browser.server.obey('alice', {
      type: 'edit',
      conversationId: 'general',
      seq: 1,
      text: 'edited elsewhere',
    })
    await settle(30_000)
    expect(said(browser.server)).toEqual(['edited elsewhere'])
  })
})

test('stopped, it runs no timer', async () => {
  const browser = new KeepingBrowser()
  const { chat } = await browser.open()
  looking(chat)
  browser.server.says('bob', 'general', 'one')
  await settle(10)
  chat.stop()
  await settle(2_000)
  expect(vi.getTimerCount()).toBe(0)
})
