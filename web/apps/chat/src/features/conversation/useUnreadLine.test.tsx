import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useUnreadLine } from './useUnreadLine'

type Attention = Omit<Parameters<typeof useUnreadLine>[0], 'oldest'> & { oldest?: number | null }

const open = (props: Attention) =>
  renderHook((attention: Attention) => useUnreadLine({ oldest: 1, ...attention }), { initialProps: props })

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

it('stays above the oldest message that was there, also when older ones come', () => {
  const { result, rerender } = open({ readSeq: 4, unread: 100, active: true, oldest: null })
  expect(result.current).toBe(4)
  rerender({ readSeq: 4, unread: 100, active: true, oldest: 401 })
  expect(result.current).toBe(400)
  rerender({ readSeq: 4, unread: 100, active: true, oldest: 351 })
  expect(result.current).toBe(400)
})
