import { expect, test } from 'vitest'
import { Backoff, type BackoffOptions } from '../src/backoff'

function delays(count: number, options: BackoffOptions, random = () => 0): (number | null)[] {
  const backoff = new Backoff(options, random)
  return Array.from({ length: count }, () => backoff.next())
}

test('waits 1, 2, 4, 8 and 16 s, then gives up', () => {
  expect(delays(7, {})).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, null, null])
})

test('stays at 16 s when it never gives up', () => {
  expect(delays(7, { unlimited: true })).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000])
})

test('jitter takes off at most one half', () => {
  expect(delays(3, { jitter: true }, () => 0)).toEqual([500, 1_000, 2_000])
  expect(delays(3, { jitter: true }, () => 0.999_999).map(ms => Math.round(ms ?? 0))).toEqual([
    1_000, 2_000, 4_000,
  ])
})

test('starts over after a success', () => {
  const backoff = new Backoff({}, () => 0)
  backoff.next()
  backoff.next()
  backoff.reset()
  expect(backoff.next()).toBe(1_000)
})
