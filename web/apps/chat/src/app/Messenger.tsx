/** The whole messenger: the list at the side, and the conversation that is open; on phones one at a time. */
import { useChat, useChatState } from '@webchat/react'
import { useMediaQuery, useStay, WIDE } from '../browser'
import { classes } from '../design'
import { ConnectionBar, ConnectionIndicator, StorageNote, useConnectionWords } from '../features/connection'
import { usePresence } from '../features/profile'
import { Announcer } from './Announcer'
import { ConversationPage } from './ConversationPage'
import { ListPane } from './ListPane'
import { NothingOpen } from './NothingOpen'
import { findPlace } from './place'
import { useOpenConversation } from './routes'
import { UndoToasts } from './UndoToasts'
import { useBack } from './useBack'
import { usePageMarks } from './usePageMarks'
import { useUndo } from './useUndo'

interface MessengerProps {
  onRename: (name: string) => void
  onLeave: () => void
}

export function Messenger({ onRename, onLeave }: MessengerProps) {
  const chat = useChat()
  const state = useChatState()
  const openId = useOpenConversation()
  const place = openId === null ? null : findPlace(state, openId)
  const words = useConnectionWords(state)
  const undo = useUndo()
  const onBack = useBack(openId)
  const wide = useMediaQuery(WIDE)
  usePresence(chat.setPresence)
  usePageMarks(state.conversations)
  const forgets = state.storage === 'memory'
  useStay(forgets && state.waiting > 0)
  // One bar at a time; that of a broken connection says what matters of the other.
  const note = forgets && words.sentence === null
  const bar = note ? <StorageNote /> : <ConnectionBar words={words} onRetry={() => chat.reconnect()} />
  return (
    <div className="flex h-[var(--viewport-height,100dvh)]">
      <div
        // On a phone the list is the page while nothing is open.
        role={!wide && openId === null ? 'main' : undefined}
        className={classes(
          'flex w-full flex-col bg-aside pl-[env(safe-area-inset-left)]',
          'wide:w-(--width-list) wide:shrink-0 wide:border-r wide:border-hairline',
          openId !== null && 'max-wide:hidden',
        )}
      >
        <h1 className="sr-only wide:hidden">Webchat</h1>
        <ListPane openId={openId} words={words} notice={bar} onRename={onRename} onLeave={onLeave} />
      </div>
      <main
        className={classes(
          'flex min-w-0 flex-1 flex-col bg-surface pr-[env(safe-area-inset-right)]',
          openId === null && 'max-wide:hidden',
        )}
      >
        {place ? (
          <ConversationPage
            key={place.conversationId}
            place={place}
            onRemove={undo.remove}
            onBack={onBack}
            indicator={<ConnectionIndicator words={words} />}
            notice={bar}
          />
        ) : (
          <>
            {bar}
            <NothingOpen asked={openId !== null} onBack={onBack} />
          </>
        )}
      </main>
      <UndoToasts pending={undo.pending} />
      <Announcer />
    </div>
  )
}
