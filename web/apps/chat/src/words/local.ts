/** What time it is for somebody else. */

/** Minutes that a zone is ahead of UTC at a moment. */
function offset(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(at)
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
}

function apart(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const amount = [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ')
  return minutes > 0 ? `${amount} ahead of you` : `${amount} behind you`
}

/** "14:05, 2 h ahead of you"; null for a zone that this browser doesn't know. */
export function localTime(
  zone: string,
  now: number,
  here = Intl.DateTimeFormat().resolvedOptions().timeZone,
): string | null {
  try {
    const time = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeStyle: 'short' }).format(now)
    const difference = offset(zone, now) - offset(here, now)
    return difference === 0 ? `${time}, the same as yours` : `${time}, ${apart(difference)}`
  } catch {
    return null
  }
}
