/** How much was said on each of the last days. For those who don't see it, it is a list of numbers. */
import type { DayCount } from '@webchat/client'
import { countOf } from './numbers'

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'narrow', timeZone: 'UTC' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

export function DayChart({ days }: { days: readonly DayCount[] }) {
  const most = Math.max(1, ...days.map(({ count }) => count))
  const sum = days.reduce((total, { count }) => total + count, 0)
  return (
    <figure className="flex flex-col gap-2">
      <ol className="flex h-40 items-stretch gap-1 wide:gap-2">
        {days.map(({ day: date, count }) => (
          <Bar key={date} date={date} count={count} share={count / most} />
        ))}
      </ol>
      <figcaption className="text-small text-muted">
        {countOf(sum)} in {days.length} days, {countOf(most)} on the busiest. Days are those of UTC.
      </figcaption>
    </figure>
  )
}

function Bar({ date, count, share }: { date: string; count: number; share: number }) {
  const time = Date.parse(date)
  const words = `${day.format(time)}: ${countOf(count)}`
  return (
    <li title={words} className="group flex min-w-0 flex-1 flex-col gap-1">
      <span className="sr-only">{words}</span>
      <span aria-hidden="true" className="flex flex-1 flex-col justify-end rounded-tail bg-hover">
        <span
          style={{ height: `${share * 100}%`, minHeight: count > 0 ? 2 : 0 }}
          className="rounded-tail bg-accent group-hover:bg-accent-strong"
        />
      </span>
      <span aria-hidden="true" className="text-center text-small text-muted">
        {weekday.format(time)}
      </span>
    </li>
  )
}
