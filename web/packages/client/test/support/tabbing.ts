/** Tabs of one browser that chat as one user with a server in memory. Importing this sets the clock. */
import { type Chat, createChat } from '../../src/chat'
import type { ChatStorage } from '../../src/kept'
import type { ChatOptions } from '../../src/options'
import { sharedSocket } from '../../src/tabs'
import { settle } from './chatting'
import type { FakeBrowser, FakeTab } from './FakeBrowser'
import type { FakeServer } from './FakeServer'

export interface OpenTab {
  readonly tab: FakeTab
  readonly chat: Chat
  readonly storage: ChatStorage | undefined
  /** Gone without a word. */
  crash(): void
}

/** The real sockets of a tab, which go when it goes. */
function socketsOf(
  server: FakeServer,
  tab: FakeTab,
): { WebSocket: FakeServer['WebSocket']; cut: () => void } {
  const mine: WebSocket[] = []
  const Real = server.WebSocket
  class TabsSocket extends Real {
    constructor(url: string) {
      super(url)
      mine.push(this)
      if (tab.isGone) this.close()
      const said = this as unknown as { say: (event: object | string) => void }
      const say = said.say.bind(this)
      said.say = event => tab.run(() => say(event))
    }
  }
  const cut = () => {
    for (const socket of mine) {
      socket.onmessage = socket.onclose = null
      socket.close()
    }
  }
  return { WebSocket: TabsSocket as unknown as FakeServer['WebSocket'], cut }
}

/** A tab whose chat has not been started. */
export function makeTab(
  browser: FakeBrowser,
  server: FakeServer,
  { tab = browser.tab(), ...options }: Partial<ChatOptions> & { readonly tab?: FakeTab } = {},
): OpenTab {
  const { WebSocket, cut } = socketsOf(server, tab)
  const { BroadcastChannel, locks, timers } = tab
  const fetch: typeof server.fetch = (input, init) =>
    tab.isGone ? new Promise(() => {}) : server.fetch(input, init)
  const chat = createChat({
    userId: 'alice',
    url: 'http://chat.test',
    WebSocket: sharedSocket({ WebSocket, BroadcastChannel, locks }),
    fetch,
    timers,
    ...options,
  })
  const crash = () => {
    tab.crash()
    cut()
  }
  return { tab, chat, storage: options.storage, crash }
}

export async function openTab(...how: Parameters<typeof makeTab>): Promise<OpenTab> {
  const open = makeTab(...how)
  open.chat.start()
  await settle()
  return open
}

/** Sockets that the server has. */
export const live = (server: FakeServer): number =>
  server.sockets.filter(({ readyState }) => readyState < 2).length
