/** Tells how far the conversation was read: only what has been in front of somebody's eyes. */
import type { Seq, TimelineItem, UserId } from '@webchat/client'
import { useEffect } from 'react'

interface ReadPosition {
  items: readonly TimelineItem[]
  me: UserId
  readSeq: Seq
  /** At the end of the conversation, with the page in front. */
  seen: boolean
  onRead: (seq: Seq) => void
}

export function useReadPosition({ items, me, readSeq, seen, onRead }: ReadPosition): void {
  const newest = items.findLast(({ seq, senderId }) => seq !== null && senderId !== me)?.seq ?? null
  useEffect(() => {
    if (seen && newest !== null && newest > readSeq) onRead(newest)
  }, [seen, newest, readSeq, onRead])
}
