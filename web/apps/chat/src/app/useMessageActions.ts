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
  /** Whether it has everything beside the message too, and not only what one can react with. */
  readonly whole: boolean
}

export interface ItemActions extends RowActions {
  readonly onReport: (item: TimelineItem) => void
}

interface MessageActionsOptions {
  conversationId: ConversationId
  items: readonly TimelineItem[]
  editing: Editing
  onRemove: Undo['remove']
  /** Whether nobody changes anything there any more. */
  frozen: boolean
}

export function useMessageActions(options: MessageActionsOptions) {
  const { conversationId, items, editing, onRemove, frozen } = options
  const { begin } = editing
  const chat = useChat()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [reported, setReported] = useState<TimelineItem | null>(null)
  const actions = useMemo((): ItemActions => {
    return {
      frozen,
      onDelete: ({ seq }) => seq !== null && onRemove(conversationId, seq),
      onEdit: item => {
        const { seq, text, change } = item
        // What could not be saved is what one goes on with.
        const next = change?.command.type === 'edit' ? change.command.text : text
        if (seq !== null) begin({ seq, original: text, text: next })
      },
      onReact: ({ seq }, emoji, on) => seq !== null && chat.react(conversationId, seq, emoji, on),
      onPick: (item, anchor) =>
        setMenu(open => (open?.anchor === anchor ? null : { item, anchor, whole: false })),
      onMenu: (item, anchor = null) =>
        setMenu(open => (anchor && open?.anchor === anchor ? null : { item, anchor, whole: true })),
      // The menu closes before it is heard what was chosen.
      onReport: setReported,
      onRetry: id => chat.retry(conversationId, id),
      onDiscard: id => chat.discard(conversationId, id),
    }
  }, [chat, conversationId, begin, onRemove, frozen])
  // As it is now, for it may be stored, changed or deleted while its menu is open.
  const item = menu && items.find(({ key, deleted }) => key === menu.item.key && !deleted)
  return {
    actions,
    menu: item ? { ...menu, item } : null,
    reported,
    close: () => {
      setMenu(null)
      setReported(null)
    },
  }
}
