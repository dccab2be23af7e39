/** A network that lets the page through and nothing else: what is left of a server when the page comes from the cache. */
import type { BrowserContext } from '@playwright/test'

export class Network {
  #is: 'whole' | 'cut' | 'silent' = 'whole'

  /** Call it before the pages are loaded that it is to cut. */
  async watch(context: BrowserContext): Promise<void> {
    await context.route('**/api/**', route => {
      if (this.#is === 'whole') return route.continue()
      if (this.#is === 'cut') return route.abort()
    })
    await context.routeWebSocket(/\/ws$/, socket => {
      if (this.#is === 'whole') socket.connectToServer()
      if (this.#is === 'cut') void socket.close()
    })
  }

  /** New requests and sockets fail; a socket that is there goes with its page. */
  cut(): void {
    this.#is = 'cut'
  }

  /** What is new is neither answered nor refused. */
  silence(): void {
    this.#is = 'silent'
  }

  mend(): void {
    this.#is = 'whole'
  }
}
