/**
 * One socket for all tabs of a browser.
 *
 * - sharedSocket — what looks like a WebSocket and is shared
 * - member — one tab: it leads or follows; turn — the Web Lock that decides; lead — what the leader does for the others
 * - together — several tabs as one person; post — what tabs say to each other
 */
export { type SharedSocketOptions, sharedSocket } from './shared-socket'
export { Turn } from './turn'
