import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { type Knowledge, knowledgeOf, useOpening } from './useOpening'

const open = (knowledge: Knowledge, unread = 0) =>
  renderHook(([known, left]: [Knowledge, number]) => useOpening(known, left), {
    initialProps: [knowledge, unread],
  })

it('opens anew when there is something to show, and when the server brings something unread', () => {
  const { result, rerender } = open('loading')
  const keys = [result.current]
  rerender(['kept', 0])
  keys.push(result.current)
  rerender(['kept', 3])
  keys.push(result.current)
  rerender(['known', 3])
  keys.push(result.current)
  rerender(['known', 0])
  keys.push(result.current)
  expect(keys).toEqual(['loading', 'kept', 'kept', 'known', 'known'])
})

it('leaves the reader in peace when nothing has come', () => {
  const { result, rerender } = open('kept')
  rerender(['known', 0])
  rerender(['known', 2])
  expect(result.current).toBe('kept')
})

it('knows what to read only when both the list and the messages are confirmed', () => {
  expect(knowledgeOf('loading', 'ready')).toBe('loading')
  expect(knowledgeOf('kept', 'ready')).toBe('kept')
  expect(knowledgeOf('ready', 'kept')).toBe('kept')
  expect(knowledgeOf('ready', 'ready')).toBe('known')
  expect(knowledgeOf('ready', 'loading')).toBe('known')
})
