/** The public channels: found by name or what they are for, to look at or to join. */
import type { Channel } from '@webchat/client'
import { ArrowLeft, Hash, Plus, Search } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from '../../browser'
import { useAttempt } from '../../browser/useAttempt'
import { Avatar, Blank, Bone, Button, IconButton } from '../../design'
import { members } from '../../words'
import { useFound } from './useFound'

export interface DirectoryProps {
  find: (query: string) => Promise<readonly Channel[]>
  /** Changes when something may have: the user came into one, or left one. */
  version: unknown
  hrefOf: (conversationId: string) => string
  onJoin: (channel: Channel) => Promise<void>
  onNew: () => void
  onBack: () => void
  /** The connection, for phones. */
  indicator: ReactNode
}

export function Directory({ find, version, hrefOf, onJoin, onNew, onBack, indicator }: DirectoryProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { query, setQuery, channels, refusal, retry } = useFound(find, version)
  return (
    <>
      <header className="shrink-0 border-b border-hairline px-1 wide:px-4">
        <div className="mx-auto flex h-(--height-bar) max-w-column items-center gap-1">
          <IconButton label="Back to conversations" onClick={onBack} className="wide:hidden">
            <ArrowLeft />
          </IconButton>
          <h1
            ref={heading}
            tabIndex={-1}
            className="flex-1 truncate text-message font-strong outline-none max-wide:pl-2"
          >
            Channels
          </h1>
          <div className="pr-1 wide:hidden">{indicator}</div>
          <Button onClick={onNew} className="px-3!">
            <Plus />
            <span>
              New<span className="max-wide:sr-only"> channel</span>
            </span>
          </Button>
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-3 wide:px-4">
        <div className="mx-auto flex min-h-full max-w-column flex-col gap-2 py-4">
          <search className="relative block">
            <Search
              size={16}
              className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
            />
            <input
              type="search"
              dir="auto"
              aria-label="Find a channel"
              placeholder="Find a channel by name or what it is for"
              autoComplete="off"
              value={query}
              onChange={event => setQuery(event.target.value)}
              className="field-type h-11 w-full rounded-card bg-hover pr-3 pl-9 outline-offset-0 placeholder:text-muted"
            />
          </search>
          {refusal !== null && <NotFound words={refusal} onRetry={retry} />}
          {refusal === null && channels === null && <Loading />}
          {refusal === null && channels?.length === 0 && <Nothing query={query} onNew={onNew} />}
          {refusal === null && channels !== null && (
            <ul aria-label="Channels" className="flex flex-col">
              {channels.map(channel => (
                <Row key={channel.conversationId} channel={channel} hrefOf={hrefOf} onJoin={onJoin} />
              ))}
            </ul>
          )}
        </div>
      </div>
    </>
  )
}

interface RowProps extends Pick<DirectoryProps, 'hrefOf' | 'onJoin'> {
  channel: Channel
}

function Row({ channel, hrefOf, onJoin }: RowProps) {
  const { conversationId, name, description, memberCount, joined } = channel
  const { busy, refusal, attempt } = useAttempt()
  return (
    <li className="flex flex-col gap-1 border-b border-hairline py-3 last:border-0">
      <div className="flex items-center gap-3">
        <Avatar id={conversationId} name={name} icon={<Hash />} />
        <div className="flex min-w-0 flex-1 flex-col">
          <h2 dir="auto" className="truncate text-left text-message font-strong">
            {name}
          </h2>
          <p dir="auto" className="line-clamp-2 text-left text-ui wrap-anywhere text-muted">
            {[members(memberCount), description].filter(Boolean).join(' · ')}
          </p>
        </div>
        {joined ? (
          <Link
            href={hrefOf(conversationId)}
            aria-label={`Open ${name}`}
            className="inline-flex min-h-(--target) items-center rounded-control px-4 text-ui font-medium text-ink-soft hover:bg-hover"
          >
            Open
          </Link>
        ) : (
          <Button
            look="primary"
            aria-label={`Join ${name}`}
            disabled={busy}
            onClick={() => void attempt(() => onJoin(channel))}
          >
            Join
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="pl-13 text-ui wrap-anywhere text-danger">
          {refusal}
        </p>
      )}
    </li>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading channels" className="flex flex-col">
      {['w-32', 'w-24', 'w-40'].map(width => (
        <div key={width} className="flex h-16 items-center gap-3">
          <Bone className="size-10 rounded-full" />
          <div className="flex flex-col gap-2">
            <Bone className={`h-3 rounded-tail ${width}`} />
            <Bone className="h-3 w-56 rounded-tail" />
          </div>
        </div>
      ))}
    </div>
  )
}

function Nothing({ query, onNew }: { query: string; onNew: () => void }) {
  const searched = query.trim()
  return (
    <Blank face={<Hash size={32} />} title={searched ? 'Nothing found' : 'No public channels yet'}>
      <p className="wrap-anywhere">
        {searched
          ? `No public channel says “${searched}” in its name or what it is for.`
          : 'A channel is for everything about one thing. Anyone can find a public one and join.'}
      </p>
      <Button look="primary" onClick={onNew}>
        Make a channel
      </Button>
    </Blank>
  )
}

function NotFound({ words, onRetry }: { words: string; onRetry: () => void }) {
  return (
    <Blank title="The channels couldn’t be loaded">
      <p>{words}</p>
      <Button look="primary" onClick={onRetry}>
        Try again
      </Button>
    </Blank>
  )
}
