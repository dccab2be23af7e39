/** One conversation, put together: header, connection, messages, composer. */
import type { Seq } from '@webchat/client'
import { useChat, useChatState, useTimeline } from '@webchat/react'
import { PanelRight } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useLater } from '../browser'
import { IconButton } from '../design'
import { Composer, useEditing } from '../features/composer'
import { Conversation, ConversationHeader } from '../features/conversation'
import { AboveComposer } from './AboveComposer'
import { Later } from './Later'
import { PlaceBeginning, PlaceFace, PlaceInvitation, useComposerLabel, usePlaceSubtitle } from './PlaceWords'
import type { Place } from './place'
import { useClosed } from './useClosed'
import type { Details } from './useDetails'
import { useMessageActions } from './useMessageActions'
import { useNames, usePictures } from './useNames'
import { knowledgeOf, useOpening } from './useOpening'
import { useRescue } from './useRescue'
import type { Undo } from './useUndo'
import { useWritten } from './useWritten'

const loadDialogs = () => import('./MessageDialogs').then(({ MessageDialogs }) => MessageDialogs)
const loadClosed = () => import('./Closed').then(({ Closed }) => Closed)

interface ConversationPageProps {
  place: Place
  /** Null where there are none. */
  details?: Details | null
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

export function ConversationPage(props: ConversationPageProps) {
  const { place, details = null, onRemove, onBack, indicator, notice } = props
  const { conversationId, title, peer, summary } = place
  const me = useChatState(state => state.me)
  const timeline = useTimeline(conversationId)
  const knowledge = useChatState(state => knowledgeOf(state.status))
  const opening = useOpening(knowledge, summary?.unread ?? 0)
  const nameOf = useNames()
  const editing = useEditing(conversationId)
  const { items } = timeline
  useRescue(items, editing)
  const frozen = summary?.archivedAt !== undefined
  const does = useMessageActions({ conversationId, items, editing, onRemove, frozen })
  const { actions, menu } = does
  const label = useComposerLabel(place)
  const closed = useClosed(place)
  const { part: Closed } = useLater(loadClosed, closed !== null)
  const written = useWritten({ conversationId, items, me: me.userId, editing, actions })
  return (
    <>
      <ConversationHeader
        face={<PlaceFace place={place} />}
        title={title}
        subtitle={usePlaceSubtitle(place)}
        onBack={onBack}
      >
        <div className="pr-1 wide:hidden">{indicator}</div>
        {details && <DetailsButton details={details} />}
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
        pictureOf={usePictures()}
        beginning={<PlaceBeginning place={place} />}
        invitation={<PlaceInvitation place={place} />}
        editingSeq={editing.edit?.seq ?? null}
        menuKey={menu?.item.key ?? null}
        actions={actions}
        {...useReading(conversationId)}
      />
      {closed ? (
        Closed && <Closed place={place} by={closed} />
      ) : (
        <Composer
          conversationId={conversationId}
          label={label}
          editing={editing}
          above={<AboveComposer conversationId={conversationId} nameOf={nameOf} />}
          {...written}
        />
      )}
      <Later
        load={loadDialogs}
        open={
          does.menu || does.reported
            ? {
                conversationId,
                me: me.userId,
                nameOf,
                does,
                moderates: peer === null && /admin|owner/.test(summary?.role ?? ''),
                frozen,
              }
            : null
        }
        onClose={does.close}
      />
    </>
  )
}

function DetailsButton({ details: { open, toggle } }: { details: Details }) {
  return (
    <IconButton label="Details" aria-expanded={open} onClick={toggle} className="aria-expanded:text-accent">
      <PanelRight />
    </IconButton>
  )
}
