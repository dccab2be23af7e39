/** Numbers as they are read. */

const whole = new Intl.NumberFormat()
const tenths = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

export function countOf(count: number): string {
  return whole.format(count)
}

/** In thousands, as disks are sold. */
export function bytesOf(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000
    unit++
  }
  return `${(size < 10 && unit > 0 ? tenths : whole).format(size < 10 ? size : Math.round(size))} ${UNITS[unit]}`
}

/** "3 days", "5 hours", "2 minutes": the largest unit that there is one of. */
export function spanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const [count, unit] =
    minutes >= 2_880
      ? [Math.floor(minutes / 1_440), 'day']
      : minutes >= 120
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute']
  return `${whole.format(count)} ${unit}${count === 1 ? '' : 's'}`
}
