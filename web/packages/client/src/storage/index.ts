/**
 * @webchat/client/storage: what a chat in a browser has beyond one page. What is typed survives the page, what was
 * read is there at once, and all tabs of a browser share one socket.
 *
 * It must not know: what the frames are about beyond what tabs have to share, or how anything is shown.
 */
export type { ChatStorage } from '../kept'
export { type SharedSocketOptions, sharedSocket } from '../tabs'
export { type BrowserStorage, type BrowserStorageOptions, browserStorage } from './browser-storage'
