import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useUnreadLine } from './useUnreadLine'

const open = (props: Parameters<typeof useUnreadLine>[0]) =>
  renderHook(useUnreadLine, { initialProps: props })

it('stays where it was when the conversation was opened', () => {
  const { result, rerender } = open({ readSeq: 4, unread: 2, active: true })
  expect(result.current).toBe(4)
  rerender({ readSeq: 6, unread: 0, active: true })
  expect(result.current).toBe(4)
})

it('is not drawn under the eyes of the reader', () => {
  const { result, rerender } = open({ readSeq: 4, unread: 0, active: true })
  rerender({ readSeq: 4, unread: 1, active: true })
  expect(result.current).toBe(null)
})

it('marks what came in while nobody was looking, and is gone if nothing did', () => {
  const { result, rerender } = open({ readSeq: 4, unread: 0, active: true })
  rerender({ readSeq: 4, unread: 0, active: false })
  rerender({ readSeq: 4, unread: 3, active: false })
  rerender({ readSeq: 4, unread: 3, active: true })
  rerender({ readSeq: 7, unread: 0, active: true })
  expect(result.current).toBe(4)
  rerender({ readSeq: 7, unread: 0, active: false })
  rerender({ readSeq: 7, unread: 0, active: true })
  expect(result.current).toBe(null)
})
