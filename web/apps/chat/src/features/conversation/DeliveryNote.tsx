/** Below a message that could not be sent: why, and the two ways on. */
import type { Delivery } from '@webchat/client'
import { classes, TextButton } from '../../design'

interface DeliveryNoteProps {
  delivery: Delivery
  atEnd: boolean
  onRetry: () => void
  onDiscard: () => void
}

export function DeliveryNote({ delivery, atEnd, onRetry, onDiscard }: DeliveryNoteProps) {
  if (delivery.state !== 'failed') return null
  return (
    <div
      className={classes(
        'flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1 text-small',
        atEnd && 'justify-end',
      )}
    >
      <span className="text-danger">Couldn’t send.</span>
      {delivery.reason && <span className="text-muted">{asSentence(delivery.reason)}</span>}
      <span className="flex gap-2 text-danger">
        <TextButton onClick={onRetry}>Try again</TextButton>
        <span aria-hidden="true">·</span>
        <TextButton onClick={onDiscard}>Discard</TextButton>
      </span>
    </div>
  )
}

function asSentence(reason: string): string {
  const start = reason.charAt(0).toLocaleUpperCase() + reason.slice(1)
  return /[.!?…]$/u.test(start) ? start : `${start}.`
}
