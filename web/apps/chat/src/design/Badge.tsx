/** The number of unread messages. */
import { shortCount } from '../words'

export function Badge({ count }: { count: number }) {
  if (count <= 0) return null
  return (
    <span className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-small font-medium text-on-accent tabular-nums">
      {shortCount(count)}
      <span className="sr-only"> unread</span>
    </span>
  )
}
