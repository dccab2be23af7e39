/** Where the reader is in the list: at its end, where new messages are followed, or further up, where nothing moves. */

import type { Virtualizer } from '@tanstack/react-virtual'
import type { Seq } from '@webchat/client'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows'

type List = Virtualizer<HTMLDivElement, Element>

/** Closer than a line or two to the end counts as being there. */
export const END_PX = 48

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < END_PX
}

/** The space below a message's words; they have been seen without it. */
const BELOW_PX = 12

/** The last row that is in view down to its end. The page is asked: what the list knows of a new row is a guess. */
function lastSeenKey(element: HTMLElement, list: List, atEnd: boolean): string | null {
  const bottom = element.getBoundingClientRect().bottom + BELOW_PX
  const isSeen = (row: Element | undefined) => row && (atEnd || row.getBoundingClientRect().bottom <= bottom)
  const seen = list.getVirtualItems().findLast(({ key }) => isSeen(list.elementsCache.get(key)))
  return seen === undefined ? null : String(seen.key)
}

export interface Look {
  readonly atEnd: boolean
  /** The key of the last row that is in view. */
  readonly seenKey: string | null
}

/** Tells what is in view, and keeps the end there while the list's own height changes. */
export function useLook(
  scroller: RefObject<HTMLDivElement | null>,
  list: List,
): Look & { readonly look: () => void } {
  const [atEnd, setAtEnd] = useState(false)
  const [seenKey, setSeenKey] = useState<string | null>(null)
  const latest = useRef({ atEnd: false, height: 0 })
  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { atEnd, height } = latest.current
    // The composer grows, a bar appears, the keyboard opens: the end stays where it was.
    const stays = atEnd && height !== element.clientHeight
    if (stays) list.scrollToEnd()
    latest.current = { atEnd: stays || isAtEnd(element), height: element.clientHeight }
    setAtEnd(latest.current.atEnd)
    setSeenKey(lastSeenKey(element, list, latest.current.atEnd))
  }, [scroller, list])
  useEffect(() => {
    if (!scroller.current) return
    const observer = new ResizeObserver(look)
    observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [scroller, look])
  return { atEnd, seenKey, look }
}

/** Long enough for the rows at the place it opens at to be measured; until then nothing else may move the list. */
const SETTLING_MS = 200

/** Opens where the unread messages begin, else at the end; and goes to the end with what one sends oneself. */
export function useListPlaces(list: List, rows: readonly Row[]): boolean {
  const [settled, setSettled] = useState(false)
  const ready = rows.length > 0
  const unread = settled ? -1 : rows.findIndex(row => row.startsUnread)
  useLayoutEffect(() => {
    if (settled || !ready) return
    if (unread >= 0) list.scrollToIndex(unread, { align: 'start' })
    else list.scrollToEnd()
    const timer = setTimeout(setSettled, SETTLING_MS, true)
    return () => clearTimeout(timer)
  }, [settled, ready, unread, list])

  const last = rows.at(-1)
  const lastKey = useRef(last?.item.key)
  useEffect(() => {
    if (lastKey.current === last?.item.key) return
    lastKey.current = last?.item.key
    if (last?.mine && last.item.delivery.state === 'pending') list.scrollToEnd()
  }, [last, list])
  return settled
}

/** Brings a message into view, once, if it is not there already. */
export function useInView(list: List, rows: readonly Row[], seq: Seq | null): void {
  const shown = useRef<Seq | null>(null)
  useEffect(() => {
    if (shown.current === seq) return
    shown.current = seq
    const index = seq === null ? -1 : rows.findIndex(row => row.item.seq === seq)
    if (index >= 0) list.scrollToIndex(index, { align: 'auto' })
  }, [list, rows, seq])
}
