import { describe, expect, it } from 'vitest'
import { reactionSentence } from './reactions'

const names: Record<string, string> = { ada: 'Ada', bob: 'Bob' }
const readers = { me: 'me', nameOf: (userId: string) => names[userId] ?? userId }
const sentence = (...userIds: string[]) => reactionSentence({ emoji: '👍', userIds }, readers)

describe('who reacted', () => {
  it('is said by name, oneself first', () => {
    expect(sentence('ada')).toBe('Ada reacted with 👍')
    expect(sentence('ada', 'bob')).toBe('Ada and Bob reacted with 👍')
    expect(sentence('ada', 'me', 'bob')).toBe('You, Ada and Bob reacted with 👍')
  })

  it('is counted where it is too many to name, and never as one other', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `u${index + 1}`)
    expect(sentence(...many(13))).toMatch(/u12 and u13 reacted/)
    expect(sentence(...many(99), 'me')).toMatch(/^You, u1, .*u11 and 88 others reacted with 👍$/)
  })
})
