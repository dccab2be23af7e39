/** One message of a conversation with all that belongs to it. */
import type { MessageId, TimelineItem } from '@webchat/client'
import { type CSSProperties, memo, useState } from 'react'
import { Avatar, classes, faceHue } from '../../design'
import { clockTime, noticeSentence } from '../../words'
import { Actions, type MessageActions } from './Actions'
import { Aside } from './Aside'
import { Bubble } from './Bubble'
import { FailureNote } from './FailureNote'
import { Reactions } from './Reactions'
import type { Readers } from './reactions'
import type { Row } from './rows'
import { DaySeparator, NoticeLine, UnreadLine } from './Separators'

export interface RowActions extends MessageActions {
  /** The message's own id, or that of its change. */
  readonly onRetry: (id: MessageId) => void
  readonly onDiscard: (id: MessageId) => void
}

interface MessageRowProps {
  row: Row
  author: string
  /** Of the author, where it shows. */
  picture: string | undefined
  /** Who reads whose names; null where there is none to be named, so that a new name draws nothing again. */
  readers: Readers | null
  /** Whether name and face show: in a channel, not where it is clear who speaks. */
  named: boolean
  today: number
  unfolded: boolean
  onUnfold: (key: string) => void
  /** It has the focus: what can be done with it can be reached. */
  active: boolean
  /** Its words are in the composer. */
  editing: boolean
  actions: RowActions
}

const JUST_NOW_MS = 2_000

/** History stands still; what has just been said slides in, once. */
function useArrival(item: TimelineItem): boolean {
  const [arrives] = useState(() => Math.abs(Date.now() - Date.parse(item.createdAt)) < JUST_NOW_MS)
  return arrives
}

function label({ item, mine }: Row, author: string): string {
  const edited = item.editedAt && !item.deleted ? ', edited' : ''
  return `${mine ? 'You' : author}, ${clockTime(item.createdAt)}${edited}`
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, readers, today } = props
  const { item } = row
  return (
    <>
      {row.startsDay && <DaySeparator iso={item.createdAt} now={today} />}
      {row.startsUnread && <UnreadLine />}
      {item.notice ? (
        readers && (
          <NoticeLine
            iso={item.createdAt}
            words={noticeSentence({ ...item, notice: item.notice }, readers)}
          />
        )
      ) : (
        <Said {...props} />
      )}
    </>
  )
})

function Said(props: MessageRowProps) {
  const { row, author, readers, named, unfolded, onUnfold, active, editing, actions } = props
  const { item, mine, startsGroup } = row
  const atEnd = mine && !named
  const arrives = useArrival(item)
  return (
    <article
      tabIndex={-1}
      data-message={item.key}
      data-active={active || undefined}
      aria-label={label(row, author)}
      className={classes(
        'group/message flex rounded-card outline-offset-1 select-text',
        // Held with a finger it is the whole message that one means.
        'pointer-coarse:select-none pointer-coarse:[-webkit-touch-callout:none]',
        startsGroup ? (row.startsDay ? '' : 'pt-4') : 'pt-1',
        atEnd && 'flex-row-reverse',
        arrives && 'animate-arrive',
      )}
    >
      {named && <Face {...props} shown={startsGroup} />}
      <div className={classes('flex min-w-0 flex-1 flex-col', atEnd ? 'items-end' : 'items-start')}>
        {named && startsGroup && <Author item={item} author={author} />}
        <div className={classes('flex w-full gap-1', atEnd && 'flex-row-reverse')}>
          <Bubble
            row={row}
            atEnd={atEnd}
            editing={editing}
            unfolded={unfolded}
            onUnfold={() => onUnfold(item.key)}
          />
          <Aside row={row} timed={!named && startsGroup} narrow={named} atEnd={atEnd}>
            <Actions item={item} mine={mine} active={active} atEnd={atEnd} actions={actions} />
          </Aside>
        </div>
        {readers && (
          <Reactions
            item={item}
            readers={readers}
            atEnd={atEnd}
            active={active}
            onReact={(emoji, on) => actions.onReact(item, emoji, on)}
          />
        )}
        <FailureNote
          item={item}
          atEnd={atEnd}
          onRetry={actions.onRetry}
          onDiscard={actions.onDiscard}
          onEdit={() => actions.onEdit(item)}
        />
      </div>
    </article>
  )
}

function Face({ row: { item }, author, picture, shown }: MessageRowProps & { shown: boolean }) {
  return (
    <div className="w-11 shrink-0">
      {shown && <Avatar id={item.senderId} name={author} picture={picture} size="small" />}
    </div>
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
