/** How the chat is connected, in a mark and two words. Phones show the mark alone while all is well. */
import { classes } from '../../design'
import type { ConnectionWords, Mood } from './describe'

// The marks differ in shape, too: a dot, a ring, a half, a bar.
const MARKS: Record<Mood, string> = {
  good: 'bg-online',
  starting: 'border-2 border-muted animate-breathe',
  caution: 'border-2 border-caution animate-breathe',
  offline: 'h-1! w-2.5 rounded-tail! bg-muted',
}

export function ConnectionIndicator({ words }: { words: ConnectionWords }) {
  const calm = words.mood === 'good'
  return (
    <span
      role="status"
      aria-label="Connection"
      className="inline-flex min-h-5 shrink-0 items-center gap-1.5 text-small text-muted"
    >
      <span aria-hidden="true" className={classes('size-2 rounded-full', MARKS[words.mood])} />
      <span className={classes(calm && 'max-wide:sr-only')}>{words.short}</span>
    </span>
  )
}
