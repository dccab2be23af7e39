/** A conversation or a person in the list. */
import type { UserId } from '@webchat/client'
import { memo } from 'react'
import { Link } from '../../browser'
import { Avatar, Badge, classes, KindIcon } from '../../design'
import { exactTime, listTime, presenceWords } from '../../words'
import { lastLine } from './lastLine'
import type { Entry } from './sections'

interface EntryRowProps {
  entry: Entry
  me: UserId
  nameOf: (userId: UserId) => string
  href: string
  now: number
  open: boolean
  /** Of all rows, one can be reached by Tab; the arrow keys go on from there. */
  reachable: boolean
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, me, href, now, open, reachable } = props
  const { name, person, summary } = entry
  const last = summary?.lastMessage ?? null
  return (
    <Link
      href={href}
      data-row={entry.conversationId}
      tabIndex={reachable ? 0 : -1}
      aria-current={open ? 'page' : undefined}
      className={classes(
        'flex h-16 items-center gap-3 rounded-card px-2 outline-offset-[-2px] [contain-intrinsic-height:64px] [content-visibility:auto]',
        open ? 'bg-pressed' : 'hover:bg-hover active:bg-pressed',
      )}
    >
      <Avatar
        id={person?.userId ?? entry.conversationId}
        name={person?.name ?? name}
        status={person?.userId === me ? undefined : person?.status}
        picture={person?.avatar}
        icon={person ? undefined : <KindIcon of={summary} />}
      />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="min-w-0 flex-1 truncate text-left text-ui font-strong">
            {name}
          </span>
          {last && (
            <time
              dateTime={last.createdAt}
              title={exactTime(last.createdAt)}
              className="shrink-0 text-small text-muted tabular-nums"
            >
              {listTime(last.createdAt, now)}
            </time>
          )}
        </span>
        <span className="flex items-center gap-2">
          <SecondLine {...props} />
          <Badge count={summary?.unread ?? 0} />
        </span>
      </span>
    </Link>
  )
})

function SecondLine({ entry: { person, summary }, me, nameOf, now }: EntryRowProps) {
  const line = summary && lastLine(summary, me, nameOf)
  const words = person && presenceWords(person, now)
  const unread = (summary?.unread ?? 0) > 0
  return (
    <>
      {line && words && <span className="sr-only">{words}. </span>}
      <span
        dir="auto"
        className={classes(
          'h-[1.4em] min-w-0 flex-1 truncate text-left text-small',
          unread ? 'text-ink-soft' : 'text-muted',
          line?.remark && 'italic',
        )}
      >
        {line?.text ?? words}
      </span>
    </>
  )
}
