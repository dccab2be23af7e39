import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useLater } from './useLater'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

function loading(load: () => Promise<string>) {
  return renderHook(({ wanted }) => useLater(load, wanted), { initialProps: { wanted: false } })
}

it('loads when the page has come to rest, once', async () => {
  const load = vi.fn(async () => 'part')
  const { result, unmount } = loading(load)
  await pass(500)
  expect(load).not.toHaveBeenCalled()
  await pass(1_000)
  expect(result.current.part).toBe('part')
  unmount()
  expect(loading(load).result.current.part).toBe('part')
  await pass(5_000)
  expect(load).toHaveBeenCalledOnce()
})

it('loads at once when it is wanted', async () => {
  const { result, rerender } = loading(async () => 'part')
  rerender({ wanted: true })
  await pass(1)
  expect(result.current.part).toBe('part')
})

it('speaks of a failure when it is wanted, and tries again', async () => {
  const load = vi.fn(async () => 'part').mockRejectedValue(new Error('no network'))
  const { result, rerender } = loading(load)
  await pass(2_000)
  expect(result.current).toMatchObject({ part: null, failed: false })
  rerender({ wanted: true })
  await pass(1)
  expect(result.current.failed).toBe(true)
  load.mockResolvedValue('part')
  act(() => result.current.retry())
  await pass(1)
  expect(result.current).toMatchObject({ part: 'part', failed: false })
})
