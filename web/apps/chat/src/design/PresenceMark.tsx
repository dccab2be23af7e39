/** The small mark of presence: a full dot is online, a ring is away; the words stand beside it, never the colour alone. */
import type { Status } from '@webchat/client'
import { classes } from './classes'

export function PresenceMark({ status, className }: { status: Status; className?: string }) {
  if (status === 'offline') return null
  return (
    <span
      aria-hidden="true"
      className={classes(
        'block size-2.5 rounded-full',
        status === 'online' ? 'bg-online' : 'border-2 border-caution',
        className,
      )}
    />
  )
}
