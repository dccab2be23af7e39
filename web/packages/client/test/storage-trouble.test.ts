import { type IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { looking, settle } from './support/chatting'
import { DATABASE, database, KeepingBrowser, records, said, waiting } from './support/keeping'

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

const storage = ({ chat }: { chat: { getState: () => { storage: string } } }) => chat.getState().storage

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
    expect(storage(page)).toBe('memory')
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

  test('with nonsense in it is read as far as it makes sense', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const first = await browser.open()
    looking(first.chat)
    await settle(1_000)
    first.crash()
    const good = {
      conversationId: 'general',
      text: 'good',
      createdAt: '2026-01-01T00:00:00.000Z',
      reason: null,
    }
    await database(browser.indexedDB, db => {
      const write = db.transaction(['outbox', 'timelines', 'lists'], 'readwrite')
      const outbox = write.objectStore('outbox')
      outbox.put({ id: 'a', order: 1, ...good })
      outbox.put({ id: 'b', order: 'two', ...good })
      outbox.put({ id: 'c', order: 3, ...good, text: null })
      outbox.put({ id: 'd' })
      const page = { messages: [{ id: 'x', seq: -1 }], hasMore: false, head: 9 }
      write.objectStore('timelines').put({ conversationId: 'general', epoch: 'first', savedAt: 1, page })
      return write
        .objectStore('lists')
        .put({ epoch: 'first', savedAt: 1, conversations: [7], people: 'all' }, 'lists')
    })
    browser.cut()
    const { chat } = await browser.open()
    const { texts, timeline } = looking(chat)
    await settle()
    expect(texts()).toEqual(['good (pending)'])
    expect(timeline.getState().status).not.toBe('kept')
    browser.mend()
    await settle(30_000)
    expect(texts()).toEqual(['one', 'good'])
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
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(full)
    page.chat.send('general', 'important')
    await settle()
    expect(storage(page)).toBe('kept')
    expect(await records(browser.indexedDB, 'timelines')).toHaveLength(0)
    expect(await records(browser.indexedDB, 'outbox')).toMatchObject([{ text: 'important' }])
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

describe('forgetting', () => {
  test('leaves nothing behind, not even the name of the database', async () => {
    const browser = new KeepingBrowser()
    browser.server.says('bob', 'general', 'one')
    const { chat } = await browser.open()
    looking(chat)
    browser.server.restDown = browser.server.losesMessages = true
    chat.send('general', 'waits')
    await settle(1_000)
    const forgotten = chat.forget()
    await settle()
    await forgotten
    expect((await browser.indexedDB.databases()).map(({ name }) => name)).toEqual([])
    expect(waiting(chat)).toBe(0)
  })

  test('reaches other tabs: they keep nothing from then on', async () => {
    const browser = new KeepingBrowser()
    const first = await browser.open()
    const second = await browser.open()
    const forgotten = first.chat.forget()
    await settle()
    await forgotten
    expect(storage(second)).toBe('memory')
    expect(await browser.indexedDB.databases()).toEqual([])
    second.chat.send('general', 'still here')
    await settle()
    expect(said(browser.server)).toEqual(['still here'])
  })

  test('works for a chat that was never started, and one can begin again', async () => {
    const browser = new KeepingBrowser()
    const before = await browser.open()
    before.crash()
    const page = browser.make()
    const forgotten = page.chat.forget()
    await settle()
    await forgotten
    page.chat.start()
    await settle()
    expect(storage(page)).toBe('kept')
    expect(page.chat.getState().status).toBe('ready')
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
