/** Where the unread messages begin: fixed when the conversation is opened, and again when the reader comes back to it. */
import type { Seq } from '@webchat/client'
import { useState } from 'react'

interface Attention {
  readSeq: Seq
  unread: number
  /** Whether somebody can be looking. */
  active: boolean
}

/** The `seq` behind which messages were unread; null when there were none. */
export function useUnreadLine({ readSeq, unread, active }: Attention): Seq | null {
  const [wasActive, setWasActive] = useState(active)
  const [line, setLine] = useState<Seq | null>(unread > 0 || !active ? readSeq : null)
  if (active !== wasActive) {
    setWasActive(active)
    // Gone: what comes from here on is new. Back: it is kept if there is something, so that it can be found.
    if (!active && unread === 0) setLine(readSeq)
    if (active && unread === 0) setLine(null)
  }
  return line
}
