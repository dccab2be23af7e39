import type { Notice } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { noticeSentence } from './notice'

const names: Record<string, string> = { bob: 'Bob', carol: 'Carol', layla: 'ليلى' }
const reader = { me: 'alice', nameOf: (userId: string) => names[userId] ?? userId }
const says = (senderId: string, notice: Notice) => noticeSentence({ senderId, notice }, reader)

describe('what changed', () => {
  it.each<[string, Notice, string]>([
    ['bob', { what: 'created', userIds: [] }, 'Bob started this'],
    ['alice', { what: 'created', userIds: ['bob', 'carol'] }, 'You started this with Bob and Carol'],
    ['bob', { what: 'added', userIds: ['alice', 'carol'] }, 'Bob added you and Carol'],
    ['alice', { what: 'removed', userIds: ['bob'] }, 'You removed Bob'],
    ['bob', { what: 'joined' }, 'Bob joined'],
    ['bob', { what: 'left' }, 'Bob left'],
    ['bob', { what: 'renamed', name: 'Art' }, 'Bob named this “Art”'],
    ['bob', { what: 'renamed', name: '' }, 'Bob took the name away'],
    ['bob', { what: 'described', description: '' }, 'Bob removed the description'],
    ['bob', { what: 'posting', posting: 'admins' }, 'Bob let only admins write here'],
    ['bob', { what: 'visibility', visibility: 'private' }, 'Bob made this private'],
    ['bob', { what: 'role', userId: 'alice', role: 'admin' }, 'Bob made you an admin'],
    ['bob', { what: 'archived' }, 'Bob archived this'],
    ['bob', { what: 'unarchived' }, 'Bob brought this back from the archive'],
  ])('%s: %j', (senderId, notice, words) => {
    expect(says(senderId, notice)).toBe(words)
  })

  it('names some and counts the rest', () => {
    const userIds = Array.from({ length: 20 }, (_, index) => `user-${index}`)
    expect(says('bob', { what: 'added', userIds })).toBe(
      'Bob added user-0, user-1, user-2, user-3, user-4, user-5 and 14 others',
    )
  })

  it('keeps its order around a name that runs from right to left', () => {
    expect(says('layla', { what: 'joined' })).toBe('\u2068ليلى\u2069 joined')
  })

  it('of a kind that is not known yet is still a sentence', () => {
    expect(says('bob', { what: 'tomorrow' } as never)).toBe('Bob changed something here')
  })
})
