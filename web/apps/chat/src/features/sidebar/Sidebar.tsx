/** The list of conversations and people. */
import type { ChatState, ConversationId, UserId } from '@webchat/client'
import { type ReactNode, useMemo, useState } from 'react'
import { useNow } from '../../browser'
import { Blank, Button } from '../../design'
import { EntryRow } from './EntryRow'
import { LoadingList } from './LoadingList'
import { SearchField } from './SearchField'
import { SectionList } from './SectionList'
import { buildSections, type Section } from './sections'
import { useFolded } from './useFolded'
import { useHeld } from './useHeld'
import { useRows } from './useRows'

interface SidebarProps extends Pick<ChatState, 'status' | 'conversations' | 'people'> {
  me: UserId
  openId: ConversationId | null
  nameOf: (userId: UserId) => string
  hrefOf: (conversationId: ConversationId) => string
  directWith: (userId: UserId) => ConversationId
  onRetry: () => void
  /** Above the search: me and the connection. */
  children: ReactNode
  /** Beside the search: how something new is begun. */
  begin: ReactNode
}

/** More than this in a section are found by searching, or by asking for all. */
const ROWS_AT_FIRST = 50
const MINUTE = 60_000

export function Sidebar(props: SidebarProps) {
  const { status, conversations, people, me, openId, directWith, children } = props
  const [query, setQuery] = useQuery(openId)
  const rows = useRows()
  const held = useHeld(openId, conversations)
  const sections = useMemo(
    () => buildSections({ conversations, people, me, query, held, directWith }),
    [conversations, people, me, query, held, directWith],
  )
  return (
    <nav aria-label="Conversations" className="flex min-h-0 flex-1 flex-col">
      {children}
      <div className="mx-3 mb-2 flex items-center gap-1">
        <SearchField query={query} onQuery={setQuery} onDown={rows.focusFirst} onEnter={rows.openFirst} />
        {props.begin}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside have the focus; this hears the arrow keys */}
      <div
        ref={rows.list}
        onKeyDown={rows.onKeyDown}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-2 pb-[env(safe-area-inset-bottom)]"
      >
        {status === 'loading' && conversations.length === 0 && <LoadingList />}
        {status === 'failed' && conversations.length === 0 && <NotLoaded onRetry={props.onRetry} />}
        {sections.map(section => (
          <Rows
            key={section.id}
            section={section}
            searching={query !== ''}
            first={section === sections[0]}
            {...props}
          />
        ))}
        {status !== 'loading' && status !== 'failed' && sections.length === 0 && (
          <NothingFound query={query} />
        )}
      </div>
    </nav>
  )
}

/** What is searched for, until something was opened. */
function useQuery(openId: ConversationId | null): [string, (query: string) => void] {
  const [query, setQuery] = useState('')
  const [lastOpen, setLastOpen] = useState(openId)
  if (openId !== lastOpen) {
    setLastOpen(openId)
    if (openId !== null) setQuery('')
  }
  return [query, setQuery]
}

interface RowsProps extends SidebarProps {
  section: Section
  searching: boolean
  /** Whether the list begins with this section. */
  first: boolean
}

function Rows({ section, searching, first, openId, me, nameOf, hrefOf, conversations }: RowsProps) {
  const now = useNow(MINUTE)
  const { isFolded, toggle } = useFolded()
  const [all, setAll] = useState(false)
  const shown = all || searching ? section.entries : section.entries.slice(0, ROWS_AT_FIRST)
  const openIsListed = conversations.some(({ conversationId }) => conversationId === openId)
  const hidden = section.entries.length - shown.length
  return (
    <SectionList
      title={section.title}
      count={section.entries.length}
      folded={!searching && isFolded(section.id)}
      onFold={() => toggle(section.id)}
    >
      {shown.map((entry, index) => {
        const open = entry.conversationId === openId
        return (
          <EntryRow
            key={entry.conversationId}
            entry={entry}
            me={me}
            nameOf={nameOf}
            href={hrefOf(entry.conversationId)}
            now={now}
            open={open}
            reachable={openIsListed ? open : first && index === 0}
          />
        )
      })}
      {hidden > 0 && <Button onClick={() => setAll(true)}>Show {hidden} more</Button>}
    </SectionList>
  )
}

function NothingFound({ query }: { query: string }) {
  return (
    <Blank title="Nothing found">
      <p className="wrap-anywhere">No conversation and nobody here is called “{query.trim()}”.</p>
    </Blank>
  )
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  return (
    <Blank title="The chat can’t be reached">
      <p>Your conversations are safe on the server.</p>
      <Button onClick={onRetry} look="primary">
        Try again
      </Button>
    </Blank>
  )
}
