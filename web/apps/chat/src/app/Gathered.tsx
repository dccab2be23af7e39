/** The dialogs that bring people together, with what becomes of their answers. Loaded after the page. */
import type { ConversationId, NewConversation, UserId } from '@webchat/client'
import { useChat, useChatState } from '@webchat/react'
import { useMembership } from '@webchat/react/members'
import { navigate } from 'wouter/use-browser-location'
import { Gathering, type Wish } from '../features/gathering'
import { conversationPath } from './routes'

interface GatheredProps {
  wish: Wish
  /** Where people are added, and who is there already. */
  place?: { readonly conversationId: ConversationId; readonly present: readonly UserId[] }
  onClose: () => void
}

export function Gathered({ wish, place, onClose }: GatheredProps) {
  const chat = useChat()
  const members = useMembership()
  const people = useChatState(state => state.people)
  const open = (conversationId: ConversationId) => navigate(conversationPath(conversationId))
  return (
    <Gathering
      wish={wish}
      people={place ? people.filter(({ userId }) => !place.present.includes(userId)) : people}
      onMessage={userId => open(chat.directWith(userId))}
      onCreate={async (wished: NewConversation) => open(await members.create(wished))}
      onAdd={async userIds => {
        if (place) await members.add(place.conversationId, userIds)
      }}
      onClose={onClose}
    />
  )
}
