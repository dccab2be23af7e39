/** The whole messenger: the list at the side, and the conversation that is open. */
import { useChat, useChatState } from '@webchat/react'
import { useCallback } from 'react'
import { useMediaQuery, WIDE } from '../browser'
import { classes } from '../design'
import { ConnectionBar, ConnectionIndicator, useConnectionWords } from '../features/connection'
import { MeMenu, useAway } from '../features/profile'
import { Sidebar } from '../features/sidebar'
import { Announcer } from './Announcer'
import { ConversationPage } from './ConversationPage'
import { NothingOpen } from './NothingOpen'
import { findPlace } from './place'
import { conversationPath, useOpenConversation } from './routes'
import { UndoToasts } from './UndoToasts'
import { useBack } from './useBack'
import { useNames } from './useNames'
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
  const words = useConnectionWords(state.connection, state.waiting)
  const undo = useUndo()
  const onBack = useBack(openId)
  const wide = useMediaQuery(WIDE)
  const retry = useCallback(() => chat.reconnect(), [chat])
  useAway(useCallback(isAway => chat.setAway(isAway), [chat]))
  usePageMarks(state.conversations)
  const bar = <ConnectionBar words={words} onRetry={retry} />
  return (
    <div className="flex h-[var(--viewport-height,100dvh)]">
      <div
        // On a phone the list is the page while nothing is open.
        role={!wide && openId === null ? 'main' : undefined}
        className={classes(
          'flex w-full flex-col bg-aside pl-[env(safe-area-inset-left)] wide:w-(--width-list) wide:shrink-0 wide:border-r wide:border-hairline',
          openId !== null && 'max-wide:hidden',
        )}
      >
        <h1 className="sr-only wide:hidden">Webchat</h1>
        <Sidebar
          status={state.status}
          conversations={state.conversations}
          people={state.people}
          me={state.me.userId}
          openId={openId}
          nameOf={useNames()}
          hrefOf={conversationPath}
          directWith={useCallback(userId => chat.directWith(userId), [chat])}
          onRetry={retry}
        >
          <div className="flex h-(--height-bar) shrink-0 items-center justify-between gap-2 px-3">
            <MeMenu me={state.me} waiting={state.waiting} onRename={onRename} onLeave={onLeave} />
            <ConnectionIndicator words={words} />
          </div>
          <div className="pb-2 empty:hidden wide:hidden">{bar}</div>
        </Sidebar>
      </div>
      <main
        className={classes(
          'relative flex min-w-0 flex-1 flex-col bg-surface pr-[env(safe-area-inset-right)]',
          openId === null && 'max-wide:hidden',
        )}
      >
        {place ? (
          <ConversationPage
            key={place.conversationId}
            place={place}
            onRemove={undo.remove}
            onBack={onBack}
            indicator={
              <div className="pr-3 wide:hidden">
                <ConnectionIndicator words={words} />
              </div>
            }
            notice={bar}
          />
        ) : (
          <>
            {bar}
            <NothingOpen asked={openId !== null} onBack={onBack} />
          </>
        )}
        <UndoToasts pending={undo.pending} />
      </main>
      <Announcer />
    </div>
  )
}
