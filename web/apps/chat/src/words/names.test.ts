import { describe, expect, it } from 'vitest'
import { isName, peerIn, tidyName } from './names'

describe('a name', () => {
  it('has 1 to 64 characters of any script', () => {
    for (const good of ['a', '李', 'x'.repeat(64), '😀'.repeat(64)]) expect(isName(good)).toBe(true)
    for (const bad of ['', '   ', '\n', 'x'.repeat(65)]) expect(isName(bad)).toBe(false)
  })

  it('is kept without what nobody sees', () => {
    expect(tidyName(' Anna\t\u0000 Maria ')).toBe('Anna Maria')
  })
})

describe('the other one of a conversation', () => {
  it('is found from either side, and is oneself in notes', () => {
    expect(peerIn('alice~bob', 'alice')).toBe('bob')
    expect(peerIn('alice~bob', 'bob')).toBe('alice')
    expect(peerIn('alice~alice', 'alice')).toBe('alice')
  })

  it('is nobody in a channel and in what is not mine', () => {
    for (const id of ['general', 'bob~carol', 'alice~', '~alice', 'alice~bob~carol'])
      expect(peerIn(id, 'alice')).toBe(null)
  })
})
