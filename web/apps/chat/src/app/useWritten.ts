/** What becomes of the words in the composer: a new message, or another text for one that is there. */
import type { ConversationId, TimelineItem, UserId } from '@webchat/client'
import { useChat } from '@webchat/react'
import type { Editing } from '../features/composer'
import type { RowActions } from '../features/conversation'

interface WrittenOptions {
  conversationId: ConversationId
  items: readonly TimelineItem[]
  me: UserId
  editing: Editing
  actions: RowActions
}

export function useWritten({ conversationId, items, me, editing: { edit }, actions }: WrittenOptions) {
  const chat = useChat()
  const edited = edit && items.find(({ seq }) => seq === edit.seq)
  return {
    gone: edited?.deleted ?? false,
    onSend: (text: string) => chat.send(conversationId, text),
    onTyping: (isTyping: boolean) => chat.setTyping(conversationId, isTyping),
    onSave: (text: string) => edit && chat.edit(conversationId, edit.seq, text),
    onDelete: () => edit && actions.onDelete(edit),
    onEditLast: () => {
      const last = items.findLast(({ senderId, deleted, notice }) => senderId === me && !deleted && !notice)
      // What is on its way has no place yet; changing the one before it is not what was meant.
      if (!last) return 'none' as const
      if (last.seq === null) return 'not yet' as const
      actions.onEdit(last)
      return 'begun' as const
    },
  }
}
