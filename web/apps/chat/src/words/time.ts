/** Times and days as people say them, in the reader's language and zone. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const shortDateWithYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const longDate = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const longDateWithYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}

/** How many midnights lie between; days of 23 and 25 hours count as one. */
function daysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / DAY)
}

export function isSameDay(one: number, other: number): boolean {
  return Math.abs(one - other) < 25 * HOUR && new Date(one).getDate() === new Date(other).getDate()
}

export function clockTime(iso: string): string {
  return clock.format(Date.parse(iso))
}

/** The whole date and time, for those who want to know exactly. */
export function exactTime(iso: string): string {
  return exact.format(Date.parse(iso))
}

/** The words between two days of a conversation. */
export function dayName(iso: string, now: number): string {
  const time = Date.parse(iso)
  const days = daysBetween(time, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return (sameYear ? longDate : longDateWithYear).format(time)
}

/** As short as a list needs it: the time today, then the day. */
export function listTime(iso: string, now: number): string {
  const time = Date.parse(iso)
  const days = daysBetween(time, now)
  if (days <= 0) return clock.format(time)
  if (days === 1) return 'Yesterday'
  if (days < 7) return weekday.format(time)
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return (sameYear ? shortDate : shortDateWithYear).format(time)
}

function counted(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

export function lastSeen(iso: string, now: number): string {
  const time = Date.parse(iso)
  const passed = now - time
  if (passed < MINUTE) return 'Last seen just now'
  if (passed < HOUR) return `Last seen ${counted(Math.floor(passed / MINUTE), 'minute')} ago`
  const days = daysBetween(time, now)
  if (days === 0) return `Last seen ${counted(Math.floor(passed / HOUR), 'hour')} ago`
  if (days === 1) return `Last seen yesterday at ${clock.format(time)}`
  return `Last seen on ${(days < 300 ? shortDate : shortDateWithYear).format(time)}`
}
