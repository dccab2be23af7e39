/** Below a message that could not be sent or changed: why, and the ways on. */
import type { MessageId, TimelineItem } from '@webchat/client'
import { classes, TextButton } from '../../design'
import { asSentence, refusedWords } from './changes'

interface FailureNoteProps {
  item: TimelineItem
  atEnd: boolean
  onRetry: (id: MessageId) => void
  onDiscard: (id: MessageId) => void
  onEdit: () => void
}

/** What failed; null if nothing did. */
function failureOf({ id, delivery, change }: TimelineItem) {
  if (delivery.state === 'failed') return { id, words: 'Couldn’t send.', reason: delivery.reason }
  if (change?.delivery.state !== 'failed') return null
  return { id: change.id, words: refusedWords(change.command), reason: change.delivery.reason }
}

export function FailureNote({ item, atEnd, onRetry, onDiscard, onEdit }: FailureNoteProps) {
  const failure = failureOf(item)
  if (!failure) return null
  const ways = [
    { label: 'Try again', take: () => onRetry(failure.id) },
    ...(item.change?.command.type === 'edit' ? [{ label: 'Edit again', take: onEdit }] : []),
    { label: 'Discard', take: () => onDiscard(failure.id) },
  ]
  return (
    <div
      className={classes(
        'flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1 text-small',
        atEnd && 'justify-end',
      )}
    >
      <span className="text-danger">{failure.words}</span>
      <span className="text-muted empty:hidden">{asSentence(failure.reason)}</span>
      <span className="flex gap-2 text-danger">
        {ways.map(({ label, take }, index) => (
          <span key={label} className="flex gap-2">
            {index > 0 && <span aria-hidden="true">·</span>}
            <TextButton onClick={take}>{label}</TextButton>
          </span>
        ))}
      </span>
    </div>
  )
}
