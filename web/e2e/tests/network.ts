/** A network that lets the page through and nothing else: what is left of a server when the page comes from the cache. */
import type { BrowserContext } from '@playwright/test'

export class Network {
  #isCut = false

  /** Call it before the pages are loaded that it is to cut. */
  async watch(context: BrowserContext): Promise<void> {
    await context.route('**/api/**', route => (this.#isCut ? route.abort() : route.continue()))
    await context.routeWebSocket(/\/ws$/, socket => {
      if (this.#isCut) void socket.close()
      else socket.connectToServer()
    })
  }

  /** New requests and sockets fail; a socket that is there goes with its page. */
  cut(): void {
    this.#isCut = true
  }

  mend(): void {
    this.#isCut = false
  }
}
