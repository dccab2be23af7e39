/** The way back down for a reader who has scrolled up, with the number of messages that wait there. */
import { ArrowDown } from 'lucide-react'
import { messages } from '../../words'

interface JumpToLatestProps {
  shown: boolean
  count: number
  onJump: () => void
}

export function JumpToLatest({ shown, count, onJump }: JumpToLatestProps) {
  if (!shown) return null
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center">
      <button
        type="button"
        onClick={onJump}
        aria-label={
          count > 0
            ? `Go to ${messages(count).replace(/(messages?)$/, 'new $1')}`
            : 'Go to the latest message'
        }
        className="min-target pointer-events-auto flex animate-appear items-center justify-center gap-2 rounded-full bg-raised px-2 text-ui font-medium text-ink shadow-float hover:text-accent"
      >
        {count > 0 && (
          <span className="pl-2 tabular-nums">{count === 1 ? '1 new message' : `${count} new messages`}</span>
        )}
        <ArrowDown />
      </button>
    </div>
  )
}
