/** What the link is for that somebody came with. */
import { ChatError, type LinkSight } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { useCallback, useEffect, useState } from 'react'

export type Looking =
  | { readonly is: 'looking' }
  | { readonly is: 'seen'; readonly sight: LinkSight }
  /** It is good for nothing; the server's sentence says why. */
  | { readonly is: 'gone'; readonly reason: string }
  | { readonly is: 'failed' }

/** Waiting makes sense, or trying again. */
const PASSING = ['rate-limited', 'busy', 'storage-unavailable']

export function useLinkSight(accounts: Accounts, secret: string): [Looking, retry: () => void] {
  const [looking, setLooking] = useState<Looking>({ is: 'looking' })
  const look = useCallback(() => {
    let isOver = false
    setLooking({ is: 'looking' })
    accounts.link(secret).then(
      sight => isOver || setLooking({ is: 'seen', sight }),
      (thrown: unknown) => {
        if (isOver) return
        const isFinal = thrown instanceof ChatError && thrown.status && !PASSING.includes(thrown.code ?? '')
        setLooking(isFinal ? { is: 'gone', reason: thrown.message } : { is: 'failed' })
      },
    )
    return () => {
      isOver = true
    }
  }, [accounts, secret])
  useEffect(look, [look])
  return [looking, look]
}
