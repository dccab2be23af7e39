/** Where the server is. Knows no paths but the socket's. */

export interface Addresses {
  /** What REST paths are put behind, without a slash at its end. */
  readonly rest: string
  /** Where the WebSocket is. */
  readonly socket: string
}

/**
 * From one address, HTTP or WebSocket, absolute or of this page: both. Without one it is where the page came from.
 *
 * @throws if there is neither an address nor a page.
 */
export function addresses(url?: string): Addresses {
  // A page without an address of its own, such as a file, has the origin "null".
  const page = globalThis.location?.origin?.replace(/^null$/, '')
  if (!url && !page) throw new Error('There is no page: give a url.')
  const rest = new URL(url ?? '/', page).href.replace(/^ws/, 'http').replace(/\/(ws\/?)?$/, '')
  return { rest, socket: `${rest.replace(/^http/, 'ws')}/ws` }
}
