/** What opens over a conversation because of one of its messages: its menu, and reporting it. Loaded after the page. */
import type { ConversationId, UserId } from '@webchat/client'
import { useChat } from '@webchat/react'
import { MessageMenu, ReportDialog } from '../features/message-menu'
import { useTell } from './tell'
import type { useMessageActions } from './useMessageActions'

export interface MessageDialogsProps {
  conversationId: ConversationId
  me: UserId
  nameOf: (userId: UserId) => string
  does: ReturnType<typeof useMessageActions>
  moderates: boolean
  frozen: boolean
}

export function MessageDialogs(props: MessageDialogsProps) {
  const { conversationId, me, nameOf, does, moderates, frozen } = props
  const { actions, menu, reported, close } = does
  const { members } = useChat()
  const tell = useTell()
  const report = async (reason: string) => {
    await members?.report(conversationId, reported?.seq ?? 0, reason)
    tell('Reported. Thank you')
  }
  return (
    <>
      {menu && (
        <MessageMenu
          {...menu}
          me={me}
          actions={actions}
          moderates={moderates}
          frozen={frozen}
          onClose={close}
        />
      )}
      {reported && (
        <ReportDialog item={reported} author={nameOf(reported.senderId)} onReport={report} onClose={close} />
      )}
    </>
  )
}
