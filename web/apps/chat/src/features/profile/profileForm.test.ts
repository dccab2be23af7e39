import type { Person } from '@webchat/client'
import { expect, it } from 'vitest'
import { changesOf, profileForm, zones } from './profileForm'

const me: Person = {
  userId: 'alice',
  name: 'Alice',
  status: 'online',
  lastSeenAt: null,
  statusText: 'At the sea',
  timeZone: 'Europe/Berlin',
}
const before = profileForm(me, true)

it('tells what is different, and nothing else', () => {
  expect(changesOf(before, before)).toBe(null)
  expect(changesOf({ ...before, statusText: '  In  town ', showLastSeen: false }, before)).toEqual({
    statusText: 'In town',
    showLastSeen: false,
  })
})

it('takes away what was emptied', () => {
  expect(changesOf({ ...before, statusText: ' ', timeZone: '' }, before)).toEqual({
    statusText: '',
    timeZone: '',
  })
})

it('offers a zone that the browser doesn’t know, if it is told already', () => {
  expect(zones('Mars/Olympus')).toContain('Mars/Olympus')
  expect(zones('')).not.toContain('')
})
