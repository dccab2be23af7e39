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

it('knows what is to be read once the server has said it, and also when it can’t be asked', () => {
  expect(knowledgeOf('loading')).toBe('loading')
  expect(knowledgeOf('kept')).toBe('kept')
  expect(knowledgeOf('ready')).toBe('known')
  expect(knowledgeOf('failed')).toBe('known')
})
