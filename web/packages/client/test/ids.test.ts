import { afterEach, expect, test, vi } from 'vitest'
import { directConversation, mintMessageId, peerOf } from '../src/ids'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('ids of messages are different each time, on insecure pages too', () => {
  const insecure = { getRandomValues: crypto.getRandomValues.bind(crypto) }
  for (const page of [crypto, insecure]) {
    vi.stubGlobal('crypto', page)
    const ids = new Set(Array.from({ length: 1_000 }, mintMessageId))
    expect(ids.size).toBe(1_000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{7,43}$/)
  }
})

test('a direct conversation has one id, sorted by bytes', () => {
  expect(directConversation('bob', 'alice')).toBe('alice~bob')
  expect(directConversation('alice', 'bob')).toBe('alice~bob')
  expect(directConversation('alice', 'Zoe')).toBe('Zoe~alice')
  expect(directConversation('alice', 'alice')).toBe('alice~alice')
})

test('the other one of a pair', () => {
  expect(peerOf('alice~bob', 'alice')).toBe('bob')
  expect(peerOf('alice~bob', 'bob')).toBe('alice')
  expect(peerOf('alice~alice', 'alice')).toBe('alice')
  expect(peerOf('general', 'alice')).toBeNull()
})
