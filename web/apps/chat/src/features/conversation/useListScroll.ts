/** Where the reader is in the list: at its end, where new messages are followed, or further up, where nothing moves. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows'

type List = Virtualizer<HTMLDivElement, Element>

/** Closer than a line or two to the end counts as being there. */
export const END_PX = 48

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < END_PX
}

/** Tells whether the end is in view, and keeps it there while the list's own height changes. */
export function useEnd(
  scroller: RefObject<HTMLDivElement | null>,
  list: List,
  onAtEnd: (atEnd: boolean) => void,
): () => void {
  const latest = useRef({ atEnd: false, height: 0 })
  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { atEnd, height } = latest.current
    // The composer grows, a bar appears, the keyboard opens: the end stays where it was.
    const stays = atEnd && height !== element.clientHeight
    if (stays) list.scrollToEnd()
    latest.current = { atEnd: stays || isAtEnd(element), height: element.clientHeight }
    onAtEnd(latest.current.atEnd)
  }, [scroller, list, onAtEnd])
  useEffect(() => {
    if (!scroller.current) return
    const observer = new ResizeObserver(look)
    observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [scroller, look])
  return look
}

/** Long enough for the rows at the place it opens at to be measured; until then nothing else may move the list. */
const SETTLING_MS = 200

/**
 * Opens where the unread messages begin, else at the end; and goes to the end with what one sends oneself. When more
 * is unread than was read from the server, the end is the better place.
 */
export function useListPlaces(list: List, rows: readonly Row[]): boolean {
  const [settled, setSettled] = useState(false)
  const ready = rows.length > 0
  const unread = settled ? -1 : rows.findIndex(row => row.startsUnread)
  useLayoutEffect(() => {
    if (settled || !ready) return
    if (unread > 0) list.scrollToIndex(unread, { align: 'start' })
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
