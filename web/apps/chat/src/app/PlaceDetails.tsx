/** What there is to know about the open conversation, by what it is. Loaded after the page. */
import type { ConversationSummary, UserId } from '@webchat/client'
import { useChat, useChatState } from '@webchat/react'
import { useBlocked, useMembers, useMembership } from '@webchat/react/members'
import { type ReactNode, useCallback, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { Everybody, GroupDetails, Panel, PersonDetails } from '../features/details'
import { GENERAL } from '../words'
import { Gathered } from './Gathered'
import { PlaceFace } from './PlaceWords'
import { type Place, stranger } from './place'
import { conversationPath, LIST } from './routes'
import { useTell } from './tell'

interface PlaceDetailsProps {
  place: Place
  roomy: boolean
  onClose: () => void
}

export function PlaceDetails({ place, roomy, onClose }: PlaceDetailsProps) {
  const { conversationId, peer, summary } = place
  return (
    <Panel roomy={roomy} onClose={onClose}>
      {peer ? (
        <PersonPart {...place} peer={peer} face={<PlaceFace place={place} size="huge" />} />
      ) : (
        summary &&
        (conversationId === GENERAL ? (
          <EverybodyPart place={place} summary={summary} />
        ) : (
          <GroupPart place={place} summary={summary} />
        ))
      )}
    </Panel>
  )
}

function usePersonOf() {
  const me = useChatState(state => state.me)
  const people = useChatState(state => state.people)
  return useCallback(
    (userId: UserId) => [me, ...people].find(person => person.userId === userId) ?? stranger(userId),
    [me, people],
  )
}

function useMessaging() {
  const chat = useChat()
  return (userId: UserId) => navigate(conversationPath(chat.directWith(userId)))
}

interface PartProps {
  place: Place
  summary: ConversationSummary
}

function EverybodyPart({ place, summary }: PartProps) {
  const members = useMembership()
  const me = useChatState(state => state.me)
  const people = useChatState(state => state.people)
  return (
    <Everybody
      face={<PlaceFace place={place} size="huge" />}
      title={place.title}
      summary={summary}
      me={me}
      people={people}
      personOf={usePersonOf()}
      onChange={change => members.change(GENERAL, change)}
      onMessage={useMessaging()}
    />
  )
}

function GroupPart({ place, summary }: PartProps) {
  const { conversationId, title } = place
  const members = useMembership()
  const list = useMembers(conversationId)
  const me = useChatState(state => state.me)
  const tell = useTell()
  const [adding, setAdding] = useState(false)
  const archive = async (archived: boolean) => {
    await members.change(conversationId, { archived })
    if (!archived) return
    const undo = () =>
      void members.change(conversationId, { archived: false }).catch(error => tell(error.message))
    tell(`${title} is archived`, { label: 'Undo', run: undo })
  }
  const leave = async () => {
    await members.leave(conversationId)
    navigate(LIST, { replace: true })
    const comeBack = async () => {
      await members.join(conversationId)
      navigate(conversationPath(conversationId))
    }
    const undo = () => void comeBack().catch(error => tell(error.message))
    tell(`You left ${title}`, summary.visibility === 'public' ? { label: 'Undo', run: undo } : undefined)
  }
  return (
    <>
      <GroupDetails
        face={<PlaceFace place={place} size="huge" />}
        title={title}
        summary={summary}
        list={list}
        me={me.userId}
        personOf={usePersonOf()}
        does={{
          onChange: change => members.change(conversationId, change),
          onRole: (userId, role) => members.setRole(conversationId, userId, role),
          onRemove: userId => members.remove(conversationId, userId),
          onArchive: archive,
          onLeave: leave,
          onAdd: () => setAdding(true),
          onMessage: useMessaging(),
          onRetry: () => members.of(conversationId).load(),
        }}
      />
      {adding && (
        <Gathered
          wish={{ into: title }}
          place={{ conversationId, present: list.members.map(({ userId }) => userId) }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}

function PersonPart({ peer, title, face }: Place & { peer: NonNullable<Place['peer']>; face: ReactNode }) {
  const members = useMembership()
  const blocked = useBlocked()
  const isMe = useChatState(state => state.me.userId) === peer.userId
  return (
    <PersonDetails
      face={face}
      person={peer}
      title={title}
      isMe={isMe}
      blocked={blocked?.includes(peer.userId) ?? null}
      onBlock={on => members.block(peer.userId, on)}
    />
  )
}
