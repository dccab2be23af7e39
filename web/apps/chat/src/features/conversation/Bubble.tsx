/** What somebody said, in its shape. */
import { classes } from '../../design'
import { MessageText } from './MessageText'
import type { Row } from './rows'
import { isEmojiOnly, isLong } from './text'

interface BubbleProps {
  row: Row
  /** On which side it stands: one's own in a direct conversation are at the end. */
  atEnd: boolean
  /** Its words are in the composer. */
  editing: boolean
  unfolded: boolean
  onUnfold: () => void
}

/** Within a group the corners between bubbles are tight, on the side where the group stands. */
function corners({ startsGroup, endsGroup }: Row, atEnd: boolean): string {
  const above = !startsGroup && (atEnd ? 'rounded-tr-tail' : 'rounded-tl-tail')
  const below = !endsGroup && (atEnd ? 'rounded-br-tail' : 'rounded-bl-tail')
  return classes('rounded-bubble', above, below)
}

const EDITING = 'rounded-bubble outline-2 outline-accent'

export function Bubble({ row, atEnd, editing, unfolded, onUnfold }: BubbleProps) {
  const { item, mine } = row
  if (item.deleted) {
    return <p className="px-3 py-2 text-message text-muted italic">Message deleted</p>
  }
  if (isEmojiOnly(item.text)) {
    return <p className={classes('py-1 text-emoji wrap-anywhere', editing && EDITING)}>{item.text}</p>
  }
  const folded = !unfolded && isLong(item.text)
  return (
    <div
      className={classes(
        'min-w-0 px-3 py-2 text-message',
        corners(row, atEnd),
        mine ? 'bg-mine' : 'bg-theirs',
        editing && EDITING,
      )}
    >
      <p dir="auto" className={classes('wrap-anywhere whitespace-pre-wrap', folded && 'line-clamp-12')}>
        <MessageText text={item.text} />
      </p>
      {folded && (
        <button
          type="button"
          onClick={onUnfold}
          className="mt-1 min-h-6 rounded-tail text-ui font-medium text-accent hover:text-accent-strong pointer-coarse:min-h-10"
        >
          Show all
        </button>
      )}
    </div>
  )
}
