/**
 * What lets a chat outlast its page and share its socket with other tabs. It is loaded beside the page, for the first
 * screen needs none of it; where it can't be had the chat goes on without.
 */
import type { ChatOptions } from '@webchat/client'
import { useEffect, useState } from 'react'

export type Lasting = Pick<ChatOptions, 'storage' | 'WebSocket'>

const loading: Promise<Lasting> = import('@webchat/client/storage').then(
  ({ browserStorage, sharedSocket }) => ({ storage: browserStorage(), WebSocket: sharedSocket() }),
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
