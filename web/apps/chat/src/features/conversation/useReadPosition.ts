/** Tells how far the conversation was read: only what has been in front of somebody's eyes. */
import type { Seq } from '@webchat/client'
import { useEffect, useMemo } from 'react'
import type { Row } from './rows'

interface ReadPosition {
  rows: readonly Row[]
  /** The last row that somebody sees; null while nobody looks. */
  seenKey: string | null
  readSeq: Seq
  onRead: (seq: Seq) => void
}

/** The newest message of somebody else down to the row; one's own need no reading. */
function seqSeen(rows: readonly Row[], seenKey: string | null): Seq | null {
  if (seenKey === null) return null
  let index = rows.findLastIndex(row => row.item.key === seenKey)
  while (index >= 0 && (rows[index]?.mine || rows[index]?.item.seq === null)) index--
  return rows[index]?.item.seq ?? null
}

export function useReadPosition({ rows, seenKey, readSeq, onRead }: ReadPosition): void {
  const seen = useMemo(() => seqSeen(rows, seenKey), [rows, seenKey])
  useEffect(() => {
    if (seen !== null && seen > readSeq) onRead(seen)
  }, [seen, readSeq, onRead])
}
