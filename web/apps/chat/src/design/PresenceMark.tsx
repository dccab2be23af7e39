/**
 * The small mark of presence: a full dot is online, a ring is away, a dot with a bar is not to be disturbed; the words stand
 * beside it, never the colour alone.
 */
import type { Status } from '@webchat/client'
import { classes } from './classes'

const LOOKS = {
  online: 'bg-online',
  away: 'border-2 border-caution',
  'do-not-disturb': 'border-y-4 border-muted bg-surface',
}

export function PresenceMark({ status, className }: { status: Status; className?: string }) {
  if (status === 'offline') return null
  return (
    <span aria-hidden="true" className={classes('block size-2.5 rounded-full', LOOKS[status], className)} />
  )
}
