/** What can be done in a conversation with a message that is there. */
import type { ConversationId, TimelineItem } from '@webchat/client'
import { useChat } from '@webchat/react'
import { useMemo, useState } from 'react'
import type { Editing } from '../features/composer'
import type { RowActions } from '../features/conversation'
import type { Undo } from './useUndo'

/** The message whose menu is open, and the element beside which it stands; as a sheet it stands beside none. */
export interface OpenMenu {
  readonly item: TimelineItem
  readonly anchor: Element | null
}

interface MessageActionsOptions {
  conversationId: ConversationId
  items: readonly TimelineItem[]
  editing: Editing
  onRemove: Undo['remove']
}

export function useMessageActions(options: MessageActionsOptions) {
  const { conversationId, items, editing, onRemove } = options
  const { begin } = editing
  const chat = useChat()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const actions = useMemo((): RowActions => {
    return {
      onDelete: ({ seq }) => seq !== null && onRemove(conversationId, seq),
      onEdit: item => {
        const { seq, text, change } = item
        // What could not be saved is what one goes on with.
        const next = change?.command.type === 'edit' ? change.command.text : text
        if (seq !== null) begin({ seq, original: text, text: next })
      },
      onReact: ({ seq }, emoji, on) => seq !== null && chat.react(conversationId, seq, emoji, on),
      onPick: (item, anchor) => setMenu(open => (open?.anchor === anchor ? null : { item, anchor })),
      onMenu: item => setMenu({ item, anchor: null }),
      onRetry: id => chat.retry(conversationId, id),
      onDiscard: id => chat.discard(conversationId, id),
    }
  }, [chat, conversationId, begin, onRemove])
  // As it is now, for it may be stored, changed or deleted while its menu is open.
  const item = menu && items.find(({ key, deleted }) => key === menu.item.key && !deleted)
  return { actions, menu: item ? { ...menu, item } : null, closeMenu: () => setMenu(null) }
}
