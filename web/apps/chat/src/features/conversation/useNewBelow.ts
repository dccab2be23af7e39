/** How many new messages of others are below what the reader sees: unread ones, and those that have come in since. */
import type { Seq } from '@webchat/client'
import { useState } from 'react'
import type { Row } from './rows'

function newestSeq(rows: readonly Row[]): Seq {
  return rows.findLast(row => row.item.seq !== null)?.item.seq ?? 0
}

/** Before the first unread message; behind everything when there is none. */
function lastReadSeq(rows: readonly Row[]): Seq {
  const firstUnread = rows.find(row => row.startsUnread)?.item.seq
  return firstUnread ? firstUnread - 1 : newestSeq(rows)
}

export function useNewBelow(rows: readonly Row[], atEnd: boolean, lastVisible: number): number {
  const [wasAtEnd, setWasAtEnd] = useState(atEnd)
  const [leftAt, setLeftAt] = useState(() => lastReadSeq(rows))
  if (atEnd !== wasAtEnd) {
    setWasAtEnd(atEnd)
    if (!atEnd) setLeftAt(newestSeq(rows))
  }
  if (atEnd) return 0
  const below = rows.slice(lastVisible + 1)
  return below.filter(({ item, mine }) => !mine && !item.deleted && !item.notice && (item.seq ?? 0) > leftAt)
    .length
}
