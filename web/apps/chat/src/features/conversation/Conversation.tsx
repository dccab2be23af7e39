/** One conversation: its messages in all their states. Remount it for each conversation. */
import type { Seq, TimelineState, UserId } from '@webchat/client'
import { type ReactNode, useMemo } from 'react'
import { useLater, useNow, usePageActive } from '../../browser'
import { Blank, Button } from '../../design'
import { LoadingMessages } from './LoadingMessages'
import { MessageList } from './MessageList'
import type { RowActions } from './MessageRow'
import { buildRows, firstUnread } from './rows'
import { useUnreadLine } from './useUnreadLine'

interface ConversationProps {
  timeline: TimelineState
  /** What was read is not known yet (remount it when it is), or only as this browser kept it. */
  knowledge: 'loading' | 'kept' | 'known'
  me: UserId
  readSeq: Seq
  unread: number
  /** Whether authors show, in a channel. */
  named: boolean
  nameOf: (userId: UserId) => string
  pictureOf: (userId: UserId) => string | undefined
  onRead: (seq: Seq) => void
  onLoadLatest: () => void
  onLoadOlder: () => void
  /** Stands before the first message. */
  beginning: ReactNode
  /** Stands there while there is none. */
  invitation: ReactNode
  /** The message whose words are in the composer. */
  editingSeq: Seq | null
  /** The message whose menu is open. */
  menuKey: string | null
  actions: RowActions
}

const MINUTE = 60_000
const loadNews = () => import('./News').then(({ News }) => News)

function useToday(): number {
  return new Date(useNow(MINUTE)).setHours(0, 0, 0, 0)
}

export function Conversation(props: ConversationProps) {
  const { timeline, knowledge, me, readSeq, unread, onRead, onLoadLatest, invitation, ...list } = props
  const { items, status } = timeline
  const active = usePageActive()
  const today = useToday()
  const { part: News } = useLater(loadNews, true)
  const oldest = status === 'ready' ? (items[0]?.seq ?? null) : null
  const line = useUnreadLine({ readSeq, unread, active, oldest })
  const unreadKey = useMemo(() => firstUnread(items, line, me), [items, line, me])
  const rows = useMemo(() => buildRows(items, me, unreadKey), [items, me, unreadKey])

  // What is pushed meanwhile is not where the unread messages begin.
  const opening = status === 'loading' && line !== null && items.every(({ seq }) => seq !== null)
  if (knowledge === 'loading' || opening) return <LoadingMessages named={list.named} />
  if (items.length === 0) {
    if (status === 'loading') return <LoadingMessages named={list.named} />
    if (status === 'failed') return <NotRead onRetry={onLoadLatest} />
    return <div className="flex min-h-0 flex-1 overflow-y-auto">{invitation}</div>
  }
  return (
    <>
      <MessageList
        rows={rows}
        me={me}
        today={today}
        hasOlder={timeline.hasOlder}
        loadingOlder={timeline.loadingOlder}
        // What has come since is not in front of anybody's eyes before the list is opened there.
        watched={active && knowledge === 'known'}
        readSeq={readSeq}
        onRead={onRead}
        {...list}
      />
      {News && <News items={items} me={me} nameOf={list.nameOf} />}
    </>
  )
}

function NotRead({ onRetry }: { onRetry: () => void }) {
  return (
    <Blank title="These messages couldn’t be loaded">
      <p>They are safe on the server. What you write here will be sent.</p>
      <Button onClick={onRetry} look="primary">
        Try again
      </Button>
    </Blank>
  )
}
