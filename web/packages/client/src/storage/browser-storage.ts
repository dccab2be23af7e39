/** Keeps a chat in the browser: IndexedDB where there is one, memory where there is none. */
import type { ChatStorage } from '../kept'
import { Keeping, type KeepingOptions } from './keeping'

export type BrowserStorageOptions = KeepingOptions

/**
 * For `createChat({ storage: browserStorage() })`. What waits to be sent survives the page, and what was read is shown
 * before the server answers; one database for each server and user. Nothing is opened before the chat starts.
 */
export function browserStorage(options: BrowserStorageOptions = {}): ChatStorage {
  return chat => new Keeping(chat, options)
}
