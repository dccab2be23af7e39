import { expect, it } from 'vitest'
import { typingSentence } from './typing'

it('names one or two who are typing, and counts no further', () => {
  expect(typingSentence([])).toBe(null)
  expect(typingSentence(['Alice'])).toBe('Alice is typing')
  expect(typingSentence(['Alice', 'Bob'])).toBe('Alice and Bob are typing')
  expect(typingSentence(['Alice', 'Bob', 'Carol'])).toBe('Several people are typing')
})
