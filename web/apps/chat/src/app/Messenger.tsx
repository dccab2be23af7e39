/** The whole messenger: the list at the side, and what is open; on phones one at a time. */
import { useChat, useChatState } from '@webchat/react'
import type { ReactNode } from 'react'
import { useLater, useMediaQuery, useStay, WIDE } from '../browser'
import { classes } from '../design'
import { ConnectionBar, ConnectionIndicator, StorageNote, useConnectionWords } from '../features/connection'
import { usePresence } from '../features/profile'
import { DetailsPane } from './DetailsPane'
import { ListPane } from './ListPane'
import { MainPane } from './MainPane'
import { findPlace } from './place'
import { useDirectoryNamed, useOpenConversation } from './routes'
import { Toasts } from './Toasts'
import { TellProvider, useToasts } from './tell'
import { useBack } from './useBack'
import { useDetails } from './useDetails'
import { usePageMarks } from './usePageMarks'
import { useUndo } from './useUndo'

const loadAnnouncer = () => import('./Announcer').then(({ Announcer }) => Announcer)

interface MessengerProps {
  onLeave: () => void
  /** What somebody with an account finds in their menu; null where there are none. */
  account: ReactNode
}

export function Messenger({ onLeave, account }: MessengerProps) {
  const chat = useChat()
  const state = useChatState()
  const openId = useOpenConversation()
  const directory = useDirectoryNamed()
  const place = openId === null ? null : findPlace(state, openId)
  const details = useDetails(place?.conversationId ?? null)
  const words = useConnectionWords(state)
  const undo = useUndo()
  const [toasts, tell] = useToasts()
  const onBack = useBack(directory ? '' : openId)
  const wide = useMediaQuery(WIDE)
  const { part: Announcer } = useLater(loadAnnouncer, true)
  usePresence(chat.setPresence)
  usePageMarks(state.conversations)
  const forgets = state.storage === 'memory'
  useStay(forgets && state.waiting > 0)
  const isListPage = openId === null && !directory
  // One bar at a time; that of a broken connection says what matters of the other.
  const note = forgets && words.sentence === null
  const bar = note ? <StorageNote /> : <ConnectionBar words={words} onRetry={() => chat.reconnect()} />
  return (
    <TellProvider value={tell}>
      <div className="flex h-[var(--viewport-height,100dvh)]">
        <div
          // On a phone the list is the page while nothing is open.
          role={!wide && isListPage ? 'main' : undefined}
          className={classes(
            'flex w-full flex-col bg-aside pl-[env(safe-area-inset-left)]',
            'wide:w-(--width-list) wide:shrink-0 wide:border-r wide:border-hairline',
            !isListPage && 'max-wide:hidden',
          )}
        >
          <h1 className="sr-only wide:hidden">Webchat</h1>
          <ListPane openId={openId} words={words} notice={bar} {...{ onLeave, account }} />
        </div>
        <main
          // On a phone the details cover it.
          inert={!wide && details.open}
          className={classes(
            'flex min-w-0 flex-1 flex-col bg-surface pr-[env(safe-area-inset-right)]',
            isListPage && 'max-wide:hidden',
          )}
        >
          <MainPane
            openId={openId}
            place={place}
            directory={directory}
            details={details}
            onRemove={undo.remove}
            onBack={onBack}
            indicator={<ConnectionIndicator words={words} />}
            notice={bar}
          />
        </main>
        {place && chat.members && <DetailsPane place={place} details={details} />}
        <Toasts deletions={undo.pending} toasts={toasts} />
        {Announcer && <Announcer />}
      </div>
    </TellProvider>
  )
}
