/** Pages of one browser that keep things: each closes or crashes, and the next one finds what was kept. */
import { IDBFactory } from 'fake-indexeddb'
import type { Chat } from '../../src/chat'
import type { ChatOptions } from '../../src/options'
import { type BrowserStorageOptions, browserStorage } from '../../src/storage'
import { settle } from './chatting'
import { FakeBrowser } from './FakeBrowser'
import { FakeServer } from './FakeServer'
import { makeTab, type OpenTab } from './tabbing'

/** The name under which alice's things are kept. */
export const DATABASE = 'webchat 1 http://chat.test alice'

export class KeepingBrowser {
  readonly server: FakeServer = new FakeServer()
  readonly browser: FakeBrowser = new FakeBrowser()
  readonly indexedDB: IDBFactory = new IDBFactory()

  /** A page whose chat has not been started; what it keeps may be somewhere else. */
  make(options: Partial<ChatOptions> = {}, storage: BrowserStorageOptions = {}): OpenTab {
    const { browser, server, indexedDB } = this
    const tab = browser.tab()
    const { BroadcastChannel, locks } = tab
    return makeTab(browser, server, {
      tab,
      storage: browserStorage({ indexedDB, BroadcastChannel, locks, ...storage }),
      ...options,
    })
  }

  /** A page that is opened. */
  async open(options?: Partial<ChatOptions>, storage?: BrowserStorageOptions): Promise<OpenTab> {
    const open = this.make(options, storage)
    open.chat.start()
    await settle()
    return open
  }

  /** Neither socket nor requests. */
  cut(): void {
    this.server.socketsDown = this.server.restDown = true
    this.server.dropAll()
  }

  mend(): void {
    this.server.socketsDown = this.server.restDown = false
  }
}

/** The database itself, for who looks behind the scenes. */
export async function database(
  factory: IDBFactory,
  act: (db: IDBDatabase) => IDBRequest | undefined,
  name: string = DATABASE,
): Promise<unknown> {
  const request = factory.open(name)
  await settle()
  const asked = act(request.result)
  await settle()
  request.result.close()
  return asked?.result
}

export function records(factory: IDBFactory, store: string, name?: string): Promise<unknown> {
  return database(factory, db => db.transaction(store).objectStore(store).getAll(), name)
}

export const said = (server: FakeServer, id = 'general'): string[] =>
  server.conversation(id).messages.map(({ text }) => text)

export const waiting = (chat: Chat): number => chat.getState().waiting
