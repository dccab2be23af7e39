import { expect, it } from 'vitest'
import { announcement } from './announcement'

const heard = (...texts: string[]) => texts.map(text => ({ name: 'Bob', text }))

it('reads out messages while it is calm, and counts them when it is busy', () => {
  expect(announcement(heard('hello'))).toBe('Bob: hello')
  expect(announcement(heard('one', 'two'))).toBe('Bob: one. Bob: two')
  expect(announcement(heard('one', 'two', 'three'))).toBe('3 new messages')
})
