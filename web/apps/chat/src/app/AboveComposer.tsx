/** The line above the composer: what happens to messages now, or who is typing. */
import type { ConversationId, UserId } from '@webchat/client'
import { useTyping } from '@webchat/react'
import { TypingLine } from '../features/conversation'

interface AboveComposerProps {
  conversationId: ConversationId
  nameOf: (userId: UserId) => string
}

export function AboveComposer({ conversationId, nameOf }: AboveComposerProps) {
  return <TypingLine names={useTyping(conversationId).map(nameOf)} />
}
