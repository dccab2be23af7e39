import type { TimelineItem } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { newsOf } from './news'

const readers = { me: 'alice', nameOf: (userId: string) => (userId === 'bob' ? 'Bob' : userId) }
const mine: TimelineItem = {
  key: 'alice/m1',
  id: 'm1',
  senderId: 'alice',
  text: 'hello',
  createdAt: '2026-03-12T15:00:00Z',
  seq: 1,
  deleted: false,
  delivery: { state: 'sent' },
}
const theirs = { ...mine, key: 'bob/m1', senderId: 'bob' }
const thumbs = (...userIds: string[]) => ({ reactions: [{ emoji: '👍', userIds }] })
const news = (before: TimelineItem, more: Partial<TimelineItem>, was: Partial<TimelineItem> = {}) =>
  newsOf({ ...before, ...was }, { ...before, ...more }, readers)

describe('what is said aloud', () => {
  it('is what one has done oneself', () => {
    expect(news(mine, { text: 'hello, Bob' })).toBe('Edited: hello, Bob')
    expect(news(theirs, thumbs('bob', 'alice'), thumbs('bob'))).toBe('You reacted with 👍')
    expect(news(theirs, thumbs('bob'), thumbs('bob', 'alice'))).toBe('You took 👍 back')
  })

  it('is who reacts to one’s own message, and to nobody else’s', () => {
    expect(news(mine, thumbs('bob'))).toBe('Bob reacted with 👍 to: hello')
    expect(news(theirs, thumbs('carol'))).toBe(null)
  })

  it('is not what others change in what they said, nor a message that comes back', () => {
    expect(news(theirs, { text: 'hello, all' })).toBe(null)
    expect(news(mine, {}, { deleted: true, text: '' })).toBe(null)
    expect(news(mine, { deleted: true, text: '' })).toBe(null)
  })

  it('is why something was not done, once', () => {
    const delivery = { state: 'failed', reason: 'there is no such message' } as const
    const command = { type: 'react', conversationId: 'general', seq: 1, emoji: '👍', on: true } as const
    const change = { id: 'c1', command, delivery }
    const pending = { ...change, delivery: { state: 'pending' } } as const
    expect(news(mine, { change }, { change: pending, ...thumbs('alice') })).toBe(
      'Couldn’t add 👍. There is no such message.',
    )
    expect(news(mine, { change, ...thumbs('bob') }, { change })).toBe(null)
  })
})
