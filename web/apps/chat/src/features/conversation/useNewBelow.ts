/** How many messages of others have come in below what the reader sees. */
import type { Seq } from '@webchat/client'
import { useState } from 'react'
import type { Row } from './rows'

function newestSeq(rows: readonly Row[]): Seq {
  return rows.findLast(row => row.item.seq !== null)?.item.seq ?? 0
}

export function useNewBelow(rows: readonly Row[], atEnd: boolean): number {
  const [wasAtEnd, setWasAtEnd] = useState(atEnd)
  const [leftAt, setLeftAt] = useState<Seq | null>(null)
  if (atEnd !== wasAtEnd) {
    setWasAtEnd(atEnd)
    setLeftAt(atEnd ? null : newestSeq(rows))
  }
  if (leftAt === null) return 0
  return rows.filter(({ item, mine }) => !mine && !item.deleted && (item.seq ?? 0) > leftAt).length
}
