/** What stands between messages: a new day, where the unread ones begin, and what changed. */
import { clockTime, dayName, exactTime } from '../../words'

export function DaySeparator({ iso, now }: { iso: string; now: number }) {
  return (
    <div className="flex justify-center pt-6 pb-3">
      <time dateTime={iso.slice(0, 10)} className="text-small font-medium text-muted">
        {dayName(iso, now)}
      </time>
    </div>
  )
}

export function UnreadLine() {
  return (
    <div className="flex items-center gap-3 pt-4 text-small font-medium text-accent">
      <span aria-hidden="true" className="h-px flex-1 bg-accent" />
      New
      <span aria-hidden="true" className="h-px flex-1 bg-accent" />
    </div>
  )
}

export function NoticeLine({ iso, words }: { iso: string; words: string }) {
  return (
    <p className="flex justify-center px-6 py-1.5 text-center text-small text-balance wrap-anywhere text-muted">
      <time dateTime={iso} title={exactTime(iso)} className="min-w-0">
        {words}
        <span className="sr-only">, {clockTime(iso)}</span>
      </time>
    </p>
  )
}
