/** Keeps chats in the browser: IndexedDB where there is one, memory where there is none. */
import type { ChatStorage } from '../kept'
import { Keeper, type KeeperOptions } from './keeper'

export type BrowserStorageOptions = KeeperOptions

export interface BrowserStorage extends ChatStorage {
  /**
   * Deletes everything that is kept of the chats that were made with this storage, also what waits to be sent. They
   * keep nothing from then on, and neither do those of the same user in other tabs.
   */
  forget(): Promise<void>
}

/**
 * For `createChat({ storage: browserStorage() })`. What waits to be sent survives the page, and what was read is shown
 * before the server answers; one database for each server and user. Nothing is opened before the chat is used.
 */
export function browserStorage(options: BrowserStorageOptions = {}): BrowserStorage {
  const keepers = new Set<Keeper>()
  return {
    keep: chat => {
      const keeper = new Keeper(chat, options)
      keepers.add(keeper)
      return keeper
    },
    forget: async () => {
      const all = [...keepers]
      keepers.clear()
      await Promise.all(all.map(keeper => keeper.forget()))
    },
  }
}
