/** One message of a conversation with all that belongs to it. */
import type { TimelineItem } from '@webchat/client'
import { type CSSProperties, memo, useState } from 'react'
import { Avatar, classes, faceHue } from '../../design'
import { clockTime } from '../../words'
import { Aside } from './Aside'
import { Bubble } from './Bubble'
import { DeliveryNote } from './DeliveryNote'
import type { Row } from './rows'
import { DaySeparator, UnreadLine } from './Separators'

export interface MessageActions {
  onDelete: (item: TimelineItem) => void
  onRetry: (item: TimelineItem) => void
  onDiscard: (item: TimelineItem) => void
  onUnfold: (key: string) => void
}

interface MessageRowProps extends MessageActions {
  row: Row
  author: string
  /** Whether name and face show: in a channel, not where it is clear who speaks. */
  named: boolean
  today: number
  unfolded: boolean
  /** It has the focus or was touched: what can be done with it shows. */
  active: boolean
}

const JUST_NOW_MS = 2_000

/** History stands still; what has just been said slides in, once. */
function useArrival(item: TimelineItem): boolean {
  const [arrives] = useState(() => Math.abs(Date.now() - Date.parse(item.createdAt)) < JUST_NOW_MS)
  return arrives
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, author, named, today, unfolded, active, onDelete, onRetry, onDiscard, onUnfold } = props
  const { item, mine, startsGroup } = row
  const atEnd = mine && !named
  const canDelete = mine && !item.deleted && item.delivery.state === 'sent'
  const arrives = useArrival(item)
  return (
    <>
      {row.startsDay && <DaySeparator iso={item.createdAt} now={today} />}
      {row.startsUnread && <UnreadLine />}
      <article
        tabIndex={-1}
        data-message={item.key}
        data-active={active || undefined}
        aria-label={`${mine ? 'You' : author}, ${clockTime(item.createdAt)}`}
        className={classes(
          'group/message flex rounded-card outline-offset-1 select-text',
          startsGroup ? (row.startsDay ? '' : 'pt-4') : 'pt-1',
          atEnd && 'flex-row-reverse',
          arrives && 'animate-arrive',
        )}
      >
        {named && <Face item={item} author={author} shown={startsGroup} />}
        <div className={classes('flex min-w-0 flex-1 flex-col', atEnd ? 'items-end' : 'items-start')}>
          {named && startsGroup && <Author item={item} author={author} />}
          <div className={classes('flex max-w-full gap-1', atEnd && 'flex-row-reverse')}>
            <Bubble row={row} atEnd={atEnd} unfolded={unfolded} onUnfold={() => onUnfold(item.key)} />
            <Aside
              row={row}
              timed={!named && startsGroup}
              narrow={named}
              active={active}
              atEnd={atEnd}
              onDelete={canDelete ? () => onDelete(item) : null}
            />
          </div>
          <DeliveryNote
            delivery={item.delivery}
            atEnd={atEnd}
            onRetry={() => onRetry(item)}
            onDiscard={() => onDiscard(item)}
          />
        </div>
      </article>
    </>
  )
})

function Face({ item, author, shown }: { item: TimelineItem; author: string; shown: boolean }) {
  return (
    <div className="w-11 shrink-0">{shown && <Avatar id={item.senderId} name={author} size="small" />}</div>
  )
}

function Author({ item, author }: { item: TimelineItem; author: string }) {
  return (
    <p className="flex max-w-full items-baseline gap-2 px-1 pb-1">
      <span
        dir="auto"
        style={{ '--face-hue': faceHue(item.senderId) } as CSSProperties}
        className="name-of-person truncate text-ui font-strong"
      >
        {author}
      </span>
      <time dateTime={item.createdAt} className="shrink-0 text-small text-muted tabular-nums">
        {clockTime(item.createdAt)}
      </time>
    </p>
  )
}
