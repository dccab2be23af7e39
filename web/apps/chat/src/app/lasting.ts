/**
 * What lets a chat outlast its page, share its socket with other tabs, go on where no socket gets through, and know who is
 * in its groups and channels. It is loaded beside the page, for the first screen needs none of it; where it can't be had
 * the chat goes on without.
 */
import { type ChatOptions, createChat, type UserId } from '@webchat/client'
import type { BrowserStorage } from '@webchat/client/storage'
import { useEffect, useState } from 'react'

export interface Lasting extends Pick<ChatOptions, 'members' | 'polling' | 'WebSocket'> {
  readonly storage?: BrowserStorage
}

const loading: Promise<Lasting> = Promise.all([
  import('@webchat/client/members'),
  import('@webchat/client/storage'),
  import('@webchat/client/polling'),
]).then(
  ([{ membership }, { browserStorage, sharedSocket }, { longPolling }]) => ({
    members: membership,
    storage: browserStorage(),
    WebSocket: sharedSocket(),
    polling: longPolling,
  }),
  () => ({}),
)

/** Null for a moment. */
export function useLasting(): Lasting | null {
  const [lasting, setLasting] = useState<Lasting | null>(null)
  useEffect(() => {
    void loading.then(setLasting)
  }, [])
  return lasting
}

/** Deletes what this browser has kept of somebody's chat, also what waits to be sent. */
export async function forgetChatOf(userId: UserId): Promise<void> {
  const { browserStorage } = await import('@webchat/client/storage')
  const storage = browserStorage()
  createChat({ userId, storage })
  await storage.forget()
}
