import { act, renderHook } from '@testing-library/react'
import type { ChatState } from '@webchat/client'
import { expect, it, vi } from 'vitest'
import { useFollowedName } from './useFollowedName'

it('keeps what the user is called, and asks nobody to keep it twice', () => {
  const listeners = new Set<() => void>()
  let name = 'Anna'
  const chat = {
    getState: () => ({ me: { name } }) as ChatState,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const onName = vi.fn()
  const anna = { userId: 'anna', mode: 'open', isAdmin: false, isOut: false } as const
  const { rerender, unmount } = renderHook(
    identity => useFollowedName(chat, { ...anna, name: identity }, onName),
    { initialProps: 'Anna' },
  )
  const become = (next: string) => {
    name = next
    act(() => {
      for (const listener of listeners) listener()
    })
  }
  become('Anna Maria')
  expect(onName).toHaveBeenLastCalledWith({ ...anna, name: 'Anna Maria' })
  become('Anna Maria')
  // Another tab has kept another name, and its news have not come yet.
  rerender('Anne')
  become('Anna Maria')
  expect(onName).toHaveBeenCalledTimes(1)
  become('Anna')
  expect(onName).toHaveBeenLastCalledWith({ ...anna, name: 'Anna' })
  unmount()
  expect(listeners.size).toBe(0)
})
