/** One conversation, put together: header, connection, messages, composer. */
import type { Seq } from '@webchat/client'
import { useChat, useChatState, useTimeline } from '@webchat/react'
import { type ReactNode, useMemo } from 'react'
import { Composer, useEditing } from '../features/composer'
import { Conversation, ConversationHeader } from '../features/conversation'
import { AboveComposer } from './AboveComposer'
import { LaterMenu } from './LaterMenu'
import { PlaceBeginning, PlaceFace, PlaceInvitation, useComposerLabel, usePlaceSubtitle } from './PlaceWords'
import type { Place } from './place'
import { useMessageActions } from './useMessageActions'
import { useNames } from './useNames'
import { knowledgeOf, useOpening } from './useOpening'
import { useRescue } from './useRescue'
import type { Undo } from './useUndo'
import { useWritten } from './useWritten'

interface ConversationPageProps {
  place: Place
  onRemove: Undo['remove']
  onBack: () => void
  /** The connection, for phones, where the list with its own is out of sight. */
  indicator: ReactNode
  notice: ReactNode
}

function useReading(conversationId: string) {
  const chat = useChat()
  return useMemo(
    () => ({
      onRead: (seq: Seq) => chat.markRead(conversationId, seq),
      onLoadLatest: () => chat.timeline(conversationId).loadLatest(),
      onLoadOlder: () => chat.timeline(conversationId).loadOlder(),
    }),
    [chat, conversationId],
  )
}

export function ConversationPage({ place, onRemove, onBack, indicator, notice }: ConversationPageProps) {
  const { conversationId, title, peer, summary } = place
  const me = useChatState(state => state.me)
  const timeline = useTimeline(conversationId)
  const knowledge = useChatState(state => knowledgeOf(state.status))
  const opening = useOpening(knowledge, summary?.unread ?? 0)
  const nameOf = useNames()
  const editing = useEditing(conversationId)
  const { items } = timeline
  useRescue(items, editing)
  const { actions, menu, closeMenu } = useMessageActions({ conversationId, items, editing, onRemove })
  const written = useWritten({ conversationId, items, me: me.userId, editing, actions })
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
        editingSeq={editing.edit?.seq ?? null}
        menuKey={menu?.item.key ?? null}
        actions={actions}
        {...useReading(conversationId)}
      />
      <Composer
        conversationId={conversationId}
        label={useComposerLabel(place)}
        editing={editing}
        above={<AboveComposer conversationId={conversationId} nameOf={nameOf} />}
        {...written}
      />
      <LaterMenu open={menu && { ...menu, me: me.userId, actions }} onClose={closeMenu} />
    </>
  )
}
