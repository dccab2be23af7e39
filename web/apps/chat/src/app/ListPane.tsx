/** The list at the side with what stands above it: me, and the connection. */
import type { ConversationId } from '@webchat/client'
import { useChat, useChatState } from '@webchat/react'
import { type ReactNode, useCallback, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { ConnectionIndicator, type ConnectionWords } from '../features/connection'
import { MeMenu } from '../features/profile'
import { Sidebar } from '../features/sidebar'
import { Later } from './Later'
import { NewMenu } from './NewMenu'
import { conversationPath } from './routes'
import { useNames } from './useNames'

const loadProfile = () => import('./ProfileEditor').then(({ ProfileEditor }) => ProfileEditor)

interface ListPaneProps {
  openId: ConversationId | null
  words: ConnectionWords
  /** For phones, where the conversation with its own is out of sight. */
  notice: ReactNode
  onLeave: () => void
  /** What somebody with an account finds in their menu; null where there are none. */
  account: ReactNode
}

export function ListPane({ openId, words, notice, onLeave, account }: ListPaneProps) {
  const chat = useChat()
  const { status, conversations, people, me, waiting } = useChatState()
  const nameOf = useNames()
  const [editing, setEditing] = useState(false)
  const directWith = useCallback((userId: string) => chat.directWith(userId), [chat])
  return (
    <Sidebar
      status={status}
      conversations={conversations}
      people={people}
      me={me.userId}
      openId={openId}
      nameOf={nameOf}
      hrefOf={conversationPath}
      directWith={directWith}
      onRetry={() => chat.reconnect()}
      begin={chat.members && <NewMenu />}
    >
      <div className="flex h-(--height-bar) shrink-0 items-center justify-between gap-2 px-3">
        <MeMenu
          me={me}
          waiting={waiting}
          onNotes={() => navigate(conversationPath(directWith(me.userId)))}
          onProfile={chat.members ? () => setEditing(true) : null}
          onLeave={onLeave}
          account={account}
        />
        <ConnectionIndicator words={words} />
      </div>
      <div className="pb-2 empty:hidden wide:hidden">{notice}</div>
      <Later load={loadProfile} open={editing ? {} : null} onClose={() => setEditing(false)} />
    </Sidebar>
  )
}
