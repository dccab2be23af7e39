/** One conversation, put together: header, connection, messages, composer. */
import type { Seq, TimelineItem } from '@webchat/client'
import { useChat, useChatState, useTimeline } from '@webchat/react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { Composer } from '../features/composer'
import { Conversation, ConversationHeader } from '../features/conversation'
import { AboveComposer } from './AboveComposer'
import { PlaceBeginning, PlaceFace, PlaceInvitation, useComposerLabel, usePlaceSubtitle } from './PlaceWords'
import type { Place } from './place'
import { useNames } from './useNames'
import { knowledgeOf, useOpening } from './useOpening'
import type { Undo } from './useUndo'

interface ConversationPageProps {
  place: Place
  onRemove: Undo['remove']
  onBack: () => void
  /** The connection, for phones, where the list with its own is out of sight. */
  indicator: ReactNode
  notice: ReactNode
}

function useMessageActions(conversationId: string, onRemove: Undo['remove']) {
  const chat = useChat()
  return useMemo(
    () => ({
      onDelete: ({ seq }: TimelineItem) => seq !== null && onRemove(conversationId, seq),
      onRetry: ({ id }: TimelineItem) => chat.retry(conversationId, id),
      onDiscard: ({ id }: TimelineItem) => chat.discard(conversationId, id),
      onRead: (seq: Seq) => chat.markRead(conversationId, seq),
      onLoadLatest: () => chat.timeline(conversationId).loadLatest(),
      onLoadOlder: () => chat.timeline(conversationId).loadOlder(),
    }),
    [chat, conversationId, onRemove],
  )
}

export function ConversationPage({ place, onRemove, onBack, indicator, notice }: ConversationPageProps) {
  const { conversationId, title, peer, summary } = place
  const chat = useChat()
  const me = useChatState(state => state.me)
  const timeline = useTimeline(conversationId)
  const knowledge = knowledgeOf(
    useChatState(state => state.status),
    timeline.status,
  )
  const opening = useOpening(knowledge, summary?.unread ?? 0)
  const nameOf = useNames()
  const actions = useMessageActions(conversationId, onRemove)
  const onSend = useCallback((text: string) => chat.send(conversationId, text), [chat, conversationId])
  const onTyping = useCallback((is: boolean) => chat.setTyping(conversationId, is), [chat, conversationId])
  return (
    <>
      <ConversationHeader
        face={<PlaceFace place={place} />}
        title={title}
        subtitle={usePlaceSubtitle(place)}
        onBack={onBack}
      >
        <div className="pr-3 wide:hidden">{indicator}</div>
      </ConversationHeader>
      {notice}
      <Conversation
        // What was read before is known with the list only, and is asked for once.
        key={opening}
        timeline={timeline}
        knowledge={knowledge}
        me={me.userId}
        readSeq={summary?.readSeq ?? 0}
        unread={summary?.unread ?? 0}
        named={peer === null}
        nameOf={nameOf}
        beginning={<PlaceBeginning place={place} />}
        invitation={<PlaceInvitation place={place} />}
        {...actions}
      />
      <Composer
        conversationId={conversationId}
        label={useComposerLabel(place)}
        onSend={onSend}
        onTyping={onTyping}
        above={<AboveComposer conversationId={conversationId} nameOf={nameOf} />}
      />
    </>
  )
}
