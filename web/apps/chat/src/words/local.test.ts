import { expect, it } from 'vitest'
import { localTime } from './local'

const now = Date.parse('2026-03-12T15:00:00Z')

it.each([
  ['Europe/Berlin', 'UTC', /16:00|4:00/, '1 h ahead of you'],
  ['America/New_York', 'UTC', /11:00/, '4 h behind you'],
  ['Asia/Kathmandu', 'UTC', /20:45|8:45/, '5 h 45 min ahead of you'],
  ['Europe/Vienna', 'Europe/Berlin', /16:00|4:00/, 'the same as yours'],
])('%s from %s', (zone, here, time, words) => {
  expect(localTime(zone, now, here)).toMatch(time)
  expect(localTime(zone, now, here)).toContain(words)
})

it('is not known for a zone that there is not', () => {
  expect(localTime('Mars/Olympus', now)).toBe(null)
})
