/** How long ago something was, and how long something lasts, as a line in a list says it. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** After this a date says more. */
const LONG = 30 * DAY

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})

function steps(ms: number): string {
  const size = Math.abs(ms)
  if (size < HOUR) return relative.format(Math.round(ms / MINUTE), 'minute')
  return size < DAY
    ? relative.format(Math.round(ms / HOUR), 'hour')
    : relative.format(Math.round(ms / DAY), 'day')
}

/** "just now", "5 minutes ago", "yesterday", then the date. A server's clock may be a little ahead. */
export function ago(iso: string, now: number): string {
  const passed = now - Date.parse(iso)
  if (passed < MINUTE) return 'just now'
  return passed < LONG ? steps(-passed) : date.format(now - passed)
}

/** "in 3 days", then the date. */
export function ahead(iso: string, now: number): string {
  const left = Date.parse(iso) - now
  if (left < MINUTE) return 'in a moment'
  return left < LONG ? steps(left) : `on ${date.format(now + left)}`
}

export function dateOf(iso: string): string {
  return date.format(Date.parse(iso))
}

export function momentOf(iso: string): string {
  return moment.format(Date.parse(iso))
}
