/** What is open: a conversation, the directory of channels, or nothing. */
import { useChat } from '@webchat/react'
import type { ReactNode } from 'react'
import { ConversationPage } from './ConversationPage'
import { Later } from './Later'
import { NothingOpen } from './NothingOpen'
import type { Place } from './place'
import type { Details } from './useDetails'
import { useLostTitle } from './useLostTitle'
import type { Undo } from './useUndo'

const loadDirectory = () => import('./DirectoryPage').then(({ DirectoryPage }) => DirectoryPage)

interface MainPaneProps {
  openId: string | null
  /** Null where the address leads nowhere. */
  place: Place | null
  directory: boolean
  details: Details
  onRemove: Undo['remove']
  onBack: () => void
  /** The connection, for phones. */
  indicator: ReactNode
  notice: ReactNode
}

export function MainPane(props: MainPaneProps) {
  const { openId, place, directory, details, onRemove, onBack, indicator, notice } = props
  const { members } = useChat()
  const lost = useLostTitle(openId, place)
  if (place) {
    return (
      <ConversationPage
        key={place.conversationId}
        place={place}
        details={members ? details : null}
        onRemove={onRemove}
        onBack={onBack}
        indicator={indicator}
        notice={notice}
      />
    )
  }
  return (
    <>
      {notice}
      {directory && members ? (
        <Later load={loadDirectory} open={{ onBack, indicator }} onClose={onBack} />
      ) : (
        <NothingOpen asked={openId !== null} lost={lost} onBack={onBack} />
      )}
    </>
  )
}
