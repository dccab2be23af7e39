/** The messages of a conversation; of thousands, only those near the reader's eye are in the page. */
import type { Seq, UserId } from '@webchat/client'
import { type ReactNode, useEffect, useMemo } from 'react'
import { EarlierMessages } from './EarlierMessages'
import { JumpToLatest } from './JumpToLatest'
import { MessageRow, type RowActions } from './MessageRow'
import type { Row } from './rows'
import { useActiveMessage } from './useActiveMessage'
import { useList } from './useList'
import { useInView, useListPlaces, useLook } from './useListScroll'
import { useNewBelow } from './useNewBelow'
import { useOlderMessages } from './useOlderMessages'
import { useReadPosition } from './useReadPosition'
import { useUnfolded } from './useUnfolded'

interface MessageListProps {
  rows: readonly Row[]
  me: UserId
  /** Whether authors show, in a channel. */
  named: boolean
  nameOf: (userId: UserId) => string
  /** Where their picture is, if they have one. */
  pictureOf: (userId: UserId) => string | undefined
  today: number
  hasOlder: boolean
  loadingOlder: boolean
  onLoadOlder: () => void
  /** Whether somebody can be looking. */
  watched: boolean
  readSeq: Seq
  onRead: (seq: Seq) => void
  /** What stands before the very first message. */
  beginning: ReactNode
  /** The message whose words are in the composer; it is brought into view. */
  editingSeq: Seq | null
  /** The message whose menu is open. */
  menuKey: string | null
  actions: RowActions
}

const EARLIER_PX = 56
const BEGINNING_PX = 136

export function MessageList(props: MessageListProps) {
  const { rows, me, named, nameOf, pictureOf, today, hasOlder, loadingOlder, onLoadOlder, ...others } = props
  const { watched, readSeq, onRead, beginning, editingSeq, menuKey, actions } = others
  const top = hasOlder ? EARLIER_PX : BEGINNING_PX
  const { unfolded, unfolding, unfold } = useUnfolded()
  const { scroller, list } = useList(rows, { named, top, anchorTo: unfolding ? 'start' : 'end' })
  const settled = useListPlaces(list, rows)
  const { atEnd, seenKey, look } = useLook(scroller, list)
  const { activeKey, handlers } = useActiveMessage(key => {
    const item = rows.find(row => row.item.key === key)?.item
    if (item && !item.deleted) actions.onMenu(item)
  })
  const readers = useMemo(() => ({ me, nameOf }), [me, nameOf])
  useInView(list, rows, editingSeq)
  const drawn = list.getVirtualItems()
  const height = list.getTotalSize()
  const newBelow = useNewBelow(rows, atEnd, list.range?.endIndex ?? rows.length)
  useOlderMessages({
    firstIndex: settled ? (drawn[0]?.index ?? -1) : -1,
    oldestKey: rows[0]?.item.key,
    ready: hasOlder && !loadingOlder,
    loadOlder: onLoadOlder,
  })
  // Until it has settled, what is drawn need not have been in view.
  useReadPosition({ rows, seenKey: settled && watched ? seenKey : null, readSeq, onRead })
  // A list that needs no scrolling sends no scroll event, and one that is scrolled draws later than it sends it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever what is drawn has changed
  useEffect(look, [settled, height, drawn.at(-1)?.key])
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label="Messages"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it can be reached by keyboard
        tabIndex={0}
        onScroll={look}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-3 outline-offset-[-2px] [overflow-anchor:none] [scrollbar-gutter:stable_both-edges] wide:px-4"
        {...handlers}
      >
        <div className="relative mx-auto mt-auto w-full max-w-column shrink-0" style={{ height }}>
          <div className="absolute inset-x-0 top-0" style={{ height: top }}>
            {hasOlder
              ? drawn[0]?.index === 0 && <EarlierMessages loading={loadingOlder} onLoad={onLoadOlder} />
              : beginning}
          </div>
          <div
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${drawn[0]?.start ?? 0}px)` }}
          >
            {drawn.map(({ key, index }) => {
              const row = rows[index]
              return (
                row && (
                  <div key={key} ref={list.measureElement} data-index={index} className="flow-root">
                    <MessageRow
                      row={row}
                      author={nameOf(row.item.senderId)}
                      picture={pictureOf(row.item.senderId)}
                      readers={row.item.reactions || row.item.notice ? readers : null}
                      named={named}
                      today={today}
                      active={activeKey === row.item.key || menuKey === row.item.key}
                      editing={editingSeq !== null && editingSeq === row.item.seq}
                      unfolded={unfolded.has(row.item.key)}
                      onUnfold={unfold}
                      actions={actions}
                    />
                  </div>
                )
              )
            })}
          </div>
        </div>
      </div>
      <JumpToLatest shown={settled && !atEnd} count={newBelow} onJump={() => list.scrollToEnd()} />
    </div>
  )
}
