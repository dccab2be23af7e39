import { describe, expect, it } from 'vitest'
import { messageText, roomFor } from './length'

describe('what is sent', () => {
  it('has no blank lines around it, and keeps its indentation', () => {
    expect(messageText('\n  \n  code\n    more\n\n ')).toBe('  code\n    more')
  })
})

describe('the room that is left', () => {
  it('is not spoken of while there is plenty', () => {
    expect(roomFor('hello')).toEqual({ canSend: true, tooLong: false, words: null })
    expect(roomFor(' \n ').canSend).toBe(false)
  })

  it('counts characters as people do, not as computers do', () => {
    expect(roomFor('😀'.repeat(10_000))).toMatchObject({ canSend: true, words: '0 left' })
    expect(roomFor('😀'.repeat(10_001))).toMatchObject({ canSend: false, tooLong: true })
  })

  it('is shown near the end, and what is too much beyond it', () => {
    expect(roomFor('x'.repeat(9_600)).words).toBe('400 left')
    expect(roomFor('x'.repeat(10_001), 'Shorten it.').words).toBe('1 character too many. Shorten it.')
  })
})
