/** Where the unread messages begin: fixed when the conversation is opened, and again when the reader comes back to it. */
import type { Seq } from '@webchat/client'
import { useState } from 'react'

interface Attention {
  readSeq: Seq
  unread: number
  /** Whether somebody can be looking. */
  active: boolean
  /** The oldest message that is there; null while none is. */
  oldest: Seq | null
}

/**
 * The `seq` behind which messages were unread; null when there were none. Where more was unread than could be read
 * from the server it stays above the first that could: it does not run away as older ones come.
 */
export function useUnreadLine({ readSeq, unread, active, oldest }: Attention): Seq | null {
  const [wasActive, setWasActive] = useState(active)
  const [first, setFirst] = useState(oldest)
  if (first === null && oldest !== null) setFirst(oldest)
  const [line, setLine] = useState<Seq | null>(unread > 0 || !active ? readSeq : null)
  if (active !== wasActive) {
    setWasActive(active)
    // Gone: what comes from here on is new. Back: it is kept if there is something, so that it can be found.
    if (!active && unread === 0) setLine(readSeq)
    if (active && unread === 0) setLine(null)
  }
  return line === null || first === null ? line : Math.max(line, first - 1)
}
