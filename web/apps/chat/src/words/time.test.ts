import { describe, expect, it } from 'vitest'
import { dayName, isSameDay, lastSeen, listTime } from './time'

const now = new Date('2026-03-12T15:00').getTime()
const at = (local: string) => new Date(local).toISOString()
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

describe('days', () => {
  it('are called today and yesterday, then by their date', () => {
    expect(dayName(at('2026-03-12T00:01'), now)).toBe('Today')
    expect(dayName(at('2026-03-11T23:59'), now)).toBe('Yesterday')
    expect(dayName(at('2026-03-10T12:00'), now)).toContain('10')
    expect(dayName(at('2026-03-10T12:00'), now)).not.toContain('2026')
    expect(dayName(at('2025-03-10T12:00'), now)).toContain('2025')
  })

  it('are told apart by the date, not by the hours between', () => {
    const time = (local: string) => new Date(local).getTime()
    expect(isSameDay(time('2026-03-12T00:00'), time('2026-03-12T23:59'))).toBe(true)
    expect(isSameDay(time('2026-03-11T23:59'), time('2026-03-12T00:00'))).toBe(false)
    expect(isSameDay(time('2026-02-12T12:00'), time('2026-03-12T12:00'))).toBe(false)
  })
})

describe('the time in the list', () => {
  it('gets shorter as it gets older', () => {
    const weekday = new Date('2026-03-08').toLocaleDateString(undefined, { weekday: 'short' })
    expect(listTime(at('2026-03-12T09:05'), now)).toMatch(/9.05/)
    expect(listTime(at('2026-03-11T09:05'), now)).toBe('Yesterday')
    expect(listTime(at('2026-03-08T09:05'), now)).toBe(weekday)
    expect(listTime(at('2025-03-08T09:05'), now)).toContain('2025')
  })

  it('is a time of day when the server’s clock is ahead', () => {
    expect(listTime(ago(-3), now)).toMatch(/(3|15).03/)
  })
})

describe('last seen', () => {
  it.each([
    [0.5, 'Last seen just now'],
    [-2, 'Last seen just now'],
    [1, 'Last seen 1 minute ago'],
    [59, 'Last seen 59 minutes ago'],
    [60, 'Last seen 1 hour ago'],
    [14 * 60, 'Last seen 14 hours ago'],
  ])('%s minutes ago is "%s"', (minutes, words) => expect(lastSeen(ago(minutes), now)).toBe(words))

  it('is a day when it is long ago', () => {
    expect(lastSeen(at('2026-03-11T20:00'), now)).toMatch(/^Last seen yesterday at (8|20).00/)
    expect(lastSeen(at('2026-03-01T20:00'), now)).toMatch(/^Last seen on /)
  })
})
