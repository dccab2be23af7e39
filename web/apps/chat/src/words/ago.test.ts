import { describe, expect, it } from 'vitest'
import { ago, ahead, dateOf } from './ago'

const now = Date.parse('2026-03-12T15:00:00Z')
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

describe('how long ago', () => {
  it.each([
    [0, 'just now'],
    [1, 'just now'],
    [-0.5, 'just now'],
    [-5, relative.format(-5, 'minute')],
    [-120, relative.format(-2, 'hour')],
    [-24 * 60, relative.format(-1, 'day')],
    [-40 * 24 * 60, dateOf(at(-40 * 24 * 60))],
  ])('%s minutes', (minutes, words) => expect(ago(at(minutes), now)).toBe(words))
})

describe('how far ahead', () => {
  it.each([
    [-3, 'in a moment'],
    [90, relative.format(2, 'hour')],
    [7 * 24 * 60, relative.format(7, 'day')],
    [60 * 24 * 60, `on ${dateOf(at(60 * 24 * 60))}`],
  ])('%s minutes', (minutes, words) => expect(ahead(at(minutes), now)).toBe(words))
})
